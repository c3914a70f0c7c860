"""The counts as a picture: four plots of lines by week. Needs the extra `print`."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.tables import Labels, Stats
from bot.store.reading import FEW
from bot.store.weekly import Dimension

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 6  # lines in one plot; more cannot be told apart
FONTS = ["Noto Sans CJK KR", "Noto Sans CJK JP", "NanumGothic", "Malgun Gothic", "Apple SD Gothic Neo", "DejaVu Sans"]
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"]  # told apart by colour-blind people too
MARKS = "os^Dv*"


def plot(stats: Stats, labels: Labels, file: Path) -> None:
    """Write the picture as PNG. Hidden numbers are gaps in the lines, and the picture says so."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
        from matplotlib.font_manager import get_font_names
    except ModuleNotFoundError:
        raise click.ClickException(labels.ui("no-plots")) from None
    there = set(get_font_names())
    with matplotlib.rc_context({"font.family": [f for f in FONTS if f in there], "axes.unicode_minus": False}):
        figure = Figure(figsize=(11, 8), layout="constrained")
        for axes, (dimension, _) in zip(figure.subplots(2, 2).flat, stats.answers.items(), strict=True):
            _lines(axes, stats, labels, dimension)
        figure.supxlabel(labels.ui("hidden", few=str(FEW)), fontsize=9)
        figure.savefig(file, format="png", dpi=110, metadata={"Software": None})


def _lines(axes: "Axes", stats: Stats, labels: Labels, dimension: Dimension) -> None:
    weeks = stats.weeks
    if weeks:
        weeks = [weeks[0] + timedelta(weeks=n) for n in range((weeks[-1] - weeks[0]).days // 7 + 1)]
    rows = {(row.value, row.week): row.number for row in stats.answers[dimension]}
    sums = {value: sum(rows.get((value, week)) or 0 for week in weeks) for value, _ in rows}
    for place, value in enumerate(sorted(sums, key=lambda v: (-sums[v], v))[:MOST]):
        numbers = [_height(rows, value, week) for week in weeks]
        axes.plot(
            [f"{week:%m-%d}" for week in weeks],
            numbers,
            label=labels.value(dimension, value),
            color=COLOURS[place],
            marker=MARKS[place],
        )
    axes.set_title(labels.ui(f"by-{dimension}"))
    axes.set_ylim(bottom=0)
    axes.tick_params(axis="x", rotation=60)
    if sums:
        axes.legend(fontsize=8)


def _height(rows: Mapping[tuple[str, date], int | None], value: str, week: date) -> float:
    """Nothing counted is zero; a hidden number is none at all."""
    number = rows.get((value, week), 0)
    return float("nan") if number is None else float(number)
