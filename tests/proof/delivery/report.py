"""The figures of the proof, as a table in docs/reliability.md between two marks."""

import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

from tests.proof.delivery.process import KINDS, ROOT
from tests.proof.delivery.rounds import KILLS, LATENCY, PATIENCE, SLOW, Result

PAGE = ROOT / "docs" / "reliability.md"


def write(results: Sequence[Result], rounds: int, updates: int, seed: int) -> Path:
    """Put the table into the page; give the page."""
    placed(PAGE, "delivery", table(results, rounds, updates, seed))
    return PAGE


def table(results: Sequence[Result], rounds: int, updates: int, seed: int) -> str:
    """Markdown."""
    lines = [
        f"`make prove-delivery ROUNDS={rounds} UPDATES={updates} SEED={seed}`: {rounds} × {updates:,} updates a bot, "
        f"{KILLS} kills a round, {LATENCY * 1000:.0f} ms added to each call of the Bot API "
        f"(SIGTERM: {SLOW * 1000:.0f} ms). Python {platform.python_version()}, {os.cpu_count()} cores.",
        "",
        "| Bot | Updates | Kills | Unanswered | Answered twice | SIGTERM: seconds until it ended | then unanswered |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for kind in KINDS:
        mine = [r for r in results if (r.name, r.mode) == (kind.name, kind.mode)]
        kills, stops = ([r for r in mine if r.ended == ended] for ended in ("SIGKILL", "SIGTERM"))
        lost, total = sum(r.unanswered for r in kills), sum(r.updates for r in kills)
        slowest = max((r.stopping for r in stops if r.stopping is not None), default=None)
        after = f"{sum(r.unanswered for r in stops):,} of {sum(r.updates for r in stops):,}"
        ended = "" if slowest is None else f"over {PATIENCE:.0f}" if slowest >= PATIENCE else f"{slowest:.1f}"
        own = f"Gyeot, {kind.mode}" if kind.script is None else kind.name
        lines.append(
            f"| {own} | {total:,} | {sum(len(r.at) for r in kills)} | {f'**{lost}**' if not lost else f'{lost:,}'} "
            f"| {sum(r.twice for r in kills):,} | {ended} | {after} |"
        )
    return "\n".join(lines)


def placed(page: Path, name: str, text: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`."""
    mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    page.write_text(mark.sub(lambda m: f"{m[1]}\n{text}\n\n{m[2]}", page.read_text()))
