"""The figures as docs/performance.md: what is between two marks is written, the rest of the page is edited by hand."""

import os
import platform
from typing import Any

from tests.bench.speed import plot
from tests.bench.speed.bots import AIOGRAM, AIOHTTP, FULL, LEAN, ROOT, STOCK
from tests.proof.delivery.report import placed

PAGE = ROOT / "docs" / "performance.md"
ORDER = (AIOHTTP, LEAN, FULL, AIOGRAM, STOCK)
MODES = ("polling", "webhook")
Figures = dict[str, dict[str, float]]


def write(notes: dict[str, Any]) -> str:
    """Put every table that there are figures for into the page, draw the plot; give the page's path."""
    figures: Figures = notes["figures"]
    tables = {
        "rates": rates,
        "waiting": waiting,
        "memory": memory,
        "start": start,
        "directory": directory,
        "targets": targets,
    }
    for name, make in tables.items():
        part = notes["parts"].get("rates" if name == "targets" else name)
        text = make(figures)
        if part and text:
            placed(PAGE, name, f"{under(name, part)}\n\n{text}")
    plot.draw(figures, ORDER, ROOT / "docs" / "images" / "performance.png")
    return str(PAGE.relative_to(ROOT))


def under(name: str, part: dict[str, Any]) -> str:
    """How much, when, with what, and beside what other work."""
    quiet = part["load"] < 0.5
    said = "quiet" if quiet else "**other work ran beside: a trial, not a result**"
    much = {
        "rates": f"{part['seconds']:g} s each. ",
        "waiting": f"{part['waiting']:g} s each. ",
        "memory": f"{part['updates']:,} updates. ",
        "start": f"{part['starts']} starts each. ",
    }
    return (
        f"{much.get(name, '')}{part['on']}, Python {platform.python_version()}, {os.cpu_count()} cores, load before "
        f"the start {part['load']:.1f} ({said})."
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    lines = ["| " + " | ".join(head) + " |", "|---" + "|--:" * (len(head) - 1) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _per_second(value: float) -> str:
    return f"{value:,.0f}" if value >= 20 else f"{value:.1f}"


def rates(figures: Figures) -> str:
    """Answers a second, and what one costs."""
    latencies = sorted({int(key.split("|")[3]) for key in figures if key.startswith("rates|")})
    rows = []
    for mode in MODES:
        for name in ORDER:
            found = [figures.get(f"rates|{name}|{mode}|{latency}") for latency in latencies]
            if all(found):
                some = [f for f in found if f]
                each = [_per_second(f["rate"]) for f in some]
                cpu, stand_in = min(f["cpu"] for f in some), max(f["stand-in"] for f in some)
                rows.append([f"{name}, {mode}", *each, f"{cpu:.2f}", f"{stand_in:.0%}"])
    heads = [f"{latency} ms" for latency in latencies]
    return _table(["Answers a second, by latency of the API", *heads, "CPU ms an answer", "stand-in busy"], rows)


def waiting(figures: Figures) -> str:
    """What a person waits."""
    rows = [
        [f"{name}, {mode}", *(f"{f[p]:,.0f}" for p in ("p50", "p95", "p99")), f"{f['meanwhile']:.0%}"]
        for mode in MODES
        for name in ORDER
        if (f := figures.get(f"waiting|{name}|{mode}"))
    ]
    return _table(["ms from message to answer", "p50", "p95", "p99", "answered meanwhile"], rows)


def memory(figures: Figures) -> str:
    """MB."""
    rows = [
        [name, *(f"{f[p]:.0f}" for p in ("first", "half", "all", "mapped") if p in f)]
        for name in ORDER
        if (f := figures.get(f"memory|{name}"))
    ]
    text = _table(
        ["MB resident", "after the first answer", "half-way", "after all updates", "pages of files among it"], rows
    )
    lean, full = figures.get(f"memory|{LEAN}"), figures.get(f"memory|{FULL}")
    if text and lean and full:
        text += f"\n\nThe encoder's share: {full['all'] - lean['all']:.0f} MB."
    return text


def start(figures: Figures) -> str:
    """Seconds."""
    rows = []
    for name in ORDER:
        if f := figures.get(f"start|{name}"):
            asking = figures.get(f"asking|{name}")
            rows.append([name, f"{f['seconds']:.1f}", f"{asking['seconds']:.1f}" if asking else ""])
    return _table(["Seconds from the start of the process", "to the first answer", "`gyeot ask`, to its end"], rows)


def directory(figures: Figures) -> str:
    """Cost by size."""
    sizes = sorted(int(key.split("|")[2]) for key in figures if key.startswith("directory|"))
    found = [(size, figures[f"directory|{LEAN}|{size}"]) for size in sizes]
    rows = [[f"{size:,}", f"{f['cpu']:.2f}", _per_second(f["rate"])] for size, f in found]
    return _table(["Entries", "CPU ms an answer", "answers a second"], rows)


def targets(figures: Figures) -> str:
    """What was aimed at, and what came of it."""
    rows = []
    for mode in MODES:
        mine, echo = (figures.get(f"rates|{name}|{mode}|50") for name in (LEAN, AIOHTTP))
        stock = figures.get(f"rates|{STOCK}|{mode}|50")
        if mine and echo and stock:
            rows.append(_aim(f"A whole answer, without the encoder, against PTB's echo on aiohttp ({mode}, 50 ms)",
                             mine["rate"] / echo["rate"], 0.5))  # fmt: skip
            rows.append(_aim(f"The same against PTB's echo as it comes ({mode}, 50 ms)",
                             mine["rate"] / stock["rate"], 20))  # fmt: skip
    echo = figures.get(f"memory|{AIOHTTP}")
    for name in (LEAN, FULL):
        mine = figures.get(f"memory|{name}")
        if mine and echo:
            rows.append(
                _aim(f"Memory of {name} against PTB's echo on aiohttp", mine["all"] / echo["all"], 1.5, most=True)
            )
    sizes = sorted(int(key.split("|")[2]) for key in figures if key.startswith("directory|"))
    if len(sizes) > 1:
        small, large = (figures[f"directory|{LEAN}|{size}"]["cpu"] for size in (sizes[0], sizes[-1]))
        aim = f"Cost of an answer with {sizes[-1]:,} entries against {sizes[0]:,}"
        rows.append(_aim(aim, large / small, 1.2, most=True))
    return _table(["Aim", "aimed at", "found", "met"], rows)


def _aim(text: str, found: float, aim: float, *, most: bool = False) -> list[str]:
    met = found <= aim if most else found >= aim
    return [text, f"{'at most' if most else 'at least'} × {aim:g}", f"× {found:.2g}", "yes" if met else "**no**"]
