"""`make bench`: Gyeot and echo bots side by side, in one run, every bot on the same one core; then one page of figures.

    python -m tests.bench.speed [--quick] [--only rates,waiting,memory,start,directory]

What was measured is noted in build/bench/figures.json; a run of some parts keeps the others as they were.
"""

import argparse
import asyncio
import json
import os
from collections.abc import Awaitable, Iterator
from datetime import date
from itertools import product

from tests.bench.directory import directory
from tests.bench.speed import measures
from tests.bench.speed.bots import FULL, LEAN, OWN_CORE, ROOT, SCRIPTS, ask, names
from tests.bench.speed.measures import Effort, Figures
from tests.bench.speed.report import write

FOLDER = ROOT / "build" / "bench"
NOTES = FOLDER / "figures.json"
LATENCIES = (0, 50, 250)  # ms
SIZES = (100, 1_000, 10_000)
PARTS = ("rates", "waiting", "memory", "start", "directory")
THOROUGH = Effort(LATENCIES, seconds=5.0, waiting=10.0, updates=40_000, starts=3)
QUICK = Effort((50,), seconds=1.0, waiting=3.0, updates=1_000, starts=1)


def planned(parts: list[str], effort: Effort) -> Iterator[tuple[str, Awaitable[Figures]]]:
    """Every measurement by its key."""
    modes = ("polling", "webhook")
    if "rates" in parts:
        for mode, latency, name in product(modes, effort.latencies, names()):
            yield f"rates|{name}|{mode}|{latency}", measures.rate(name, mode, latency / 1000, effort)
    if "waiting" in parts:
        for mode, name in product(modes, names()):
            yield f"waiting|{name}|{mode}", measures.waiting(name, mode, effort)
    if "memory" in parts:
        for name in names():
            yield f"memory|{name}", measures.memory(name, effort)
    if "start" in parts:
        for name in names():
            yield f"start|{name}", measures.start(name, effort)
            if name not in SCRIPTS:
                yield f"asking|{name}", asyncio.to_thread(measures.asking, name, effort)
    if "directory" in parts:
        for size in SIZES:
            file = FOLDER / f"{size}.yaml"
            file.write_text(directory(size), encoding="utf-8")
            yield f"directory|{LEAN}|{size}", measures.grown(LEAN, file, effort)


async def run(parts: list[str], effort: Effort) -> None:
    """Measure, note, write."""
    notes = json.loads(NOTES.read_text()) if NOTES.exists() else {}
    kept = {key: found for key, found in notes.get("figures", {}).items() if _part(key) not in parts}
    notes["figures"] = kept  # figures of one part are all of one run
    load = os.getloadavg()[0]
    for key, work in planned(parts, effort):
        try:
            figures = await work
        except TimeoutError:
            print(key, "no answer", flush=True)
            continue
        notes["figures"][key] = figures
        print(key, " ".join(f"{name}={value:.3g}" for name, value in figures.items()), flush=True)
        notes.setdefault("parts", {})[_part(key)] = {"load": load, "on": str(date.today()), **vars(effort)}
        NOTES.write_text(json.dumps(notes, indent=1))
    print(write(notes))


def _part(key: str) -> str:
    return key.partition("|")[0].replace("asking", "start")


def main() -> None:
    """Read the arguments, train the reader with and without the encoder where needed, run."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--quick", action="store_true", help="about three minutes, for a look; full: about twelve")
    parser.add_argument("--only", default=",".join(PARTS), help="some of: " + ",".join(PARTS))
    given = parser.parse_args()
    parts = [part for part in given.only.split(",") if part]
    if unknown := set(parts) - set(PARTS):
        parser.error(", ".join(sorted(unknown)))
    os.sched_setaffinity(0, {OWN_CORE})
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in {LEAN, FULL} & set(names()):
        ask(name, "help")
    asyncio.run(run(parts, QUICK if given.quick else THOROUGH))


if __name__ == "__main__":
    main()
