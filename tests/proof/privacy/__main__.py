"""`make prove-privacy`: the table in full, `docs/privacy-proof.md` in short; ends with 1 where any trace was found."""

import argparse
import asyncio
import platform
import secrets
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bot.understanding import Engine
from tests.proof.privacy import table
from tests.proof.privacy.faults import FAULTS, Fault
from tests.proof.privacy.scenario import Outcome, Scenario

PAGE = Path(__file__).parents[3] / "docs" / "privacy-proof.md"
AT_ONCE = 2


async def prove(seed: str, wanted: str = "", modes: tuple[str, ...] = ("polling", "webhook")) -> list[Outcome]:
    """Run every fault whose name contains `wanted`; what each came to, printed as it ends.

    A scenario that found nothing but proves nothing (a machine too busy, say) is run once more.
    """
    room = asyncio.Semaphore(AT_ONCE)

    async def one(fault: Fault, mode: str, folder: Path) -> Outcome:
        async with room:
            for again in ("", " again"):
                base = folder / f"{mode}-{FAULTS.index(fault)}{again[1:]}"
                scenario = Scenario(fault, base, webhook=mode == "webhook", seed=seed + again)
                outcome = await scenario.run()
                print(table.full(outcome), flush=True)
                if not outcome.trouble:
                    break
                print(bytes(scenario.bot.stderr).decode(errors="replace")[-2000:], flush=True)
                if outcome.hits:
                    break
        return outcome

    with tempfile.TemporaryDirectory(prefix="gyeot-proof-") as folder:
        pairs = [(fault, mode) for fault in FAULTS if wanted in fault.name for mode in modes]
        return list(await asyncio.gather(*(one(*pair, Path(folder)) for pair in pairs)))


def page(outcomes: list[Outcome], seconds: float) -> str:
    """The published page."""
    now = datetime.now(UTC)
    versions = ", ".join(
        (
            f"Gyeot {version('gyeot')}",
            f"Python {platform.python_version()}",
            f"python-telegram-bot {version('python-telegram-bot')}",
            f"SQLAlchemy {version('sqlalchemy')}",
            f"SQLite {sqlite3.sqlite_version}",
            f"{platform.system()} {platform.machine()}",
        )
    )
    text = (Path(__file__).parent / "page.md").read_text()
    return text.format(
        total=table.total(outcomes),
        date=f"{now:%Y-%m-%d}",
        minutes=f"{seconds / 60:.1f}",
        versions=versions,
        by_fault="\n".join(table.by_fault(outcomes)),
        by_place="\n".join(table.by_place(outcomes)),
        by_field="\n".join(table.by_field(outcomes)),
    )


def main() -> int:
    """Exit status: 0 no trace, 1 a trace, 2 a scenario that proves nothing."""
    parser = argparse.ArgumentParser(prog="make prove-privacy", description=__doc__)
    parser.add_argument("--fault", default="", help="only the faults whose name contains this; writes no page")
    parser.add_argument("--seed", default=secrets.token_hex(8), help="of the markers; a new one each time by default")
    arguments = parser.parse_args()
    Engine.load()  # where the reader has to be made first, it is made once, not by every process
    began = time.monotonic()
    outcomes = asyncio.run(prove(arguments.seed, arguments.fault))
    print(f"seed {arguments.seed}: {table.total(outcomes)}")
    if not arguments.fault:
        PAGE.write_text(page(outcomes, time.monotonic() - began))
    if any(outcome.hits for outcome in outcomes):
        return 1
    return 2 if any(outcome.trouble for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
