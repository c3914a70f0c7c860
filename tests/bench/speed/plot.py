"""Answers a second as a picture."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt

COLOURS = ("#7a8793", "#0b6e4f", "#63b995", "#b8c0c8", "#d8dde2")


def draw(figures: dict[str, dict[str, float]], order: Sequence[str], path: Path) -> None:
    """One panel a mode, one group of bars a latency, on a logarithmic scale."""
    mpl.use("Agg")
    latencies = sorted({int(key.split("|")[3]) for key in figures if key.startswith("rates|")})
    drawing, panels = plt.subplots(1, 2, figsize=(10, 4), sharey=True, layout="constrained")
    for panel, mode in zip(panels, ("polling", "webhook"), strict=True):
        for number, name in enumerate(order):
            rates = [figures.get(f"rates|{name}|{mode}|{latency}", {}).get("rate", 0.0) for latency in latencies]
            places = [place + (number - 2) * 0.17 for place in range(len(latencies))]
            bars = panel.bar(places, rates, 0.16, color=COLOURS[number], label=name)
            panel.bar_label(bars, [f"{r:,.0f}" if r >= 10 else f"{r:.1f}" for r in rates], fontsize=6.5, padding=1)
        panel.set_yscale("log")
        panel.set_xticks(range(len(latencies)), [f"{latency} ms" for latency in latencies])
        panel.set_title(mode, loc="left", fontsize=10)
        panel.spines[["top", "right"]].set_visible(False)
    panels[0].set_ylabel("answers a second, one core")
    drawing.supxlabel("time that the Bot API takes for each call", fontsize=10)
    drawing.legend(
        *panels[0].get_legend_handles_labels(), loc="outside upper center", ncols=3, fontsize=8, frameon=False
    )
    drawing.savefig(path, dpi=110)
    plt.close(drawing)
