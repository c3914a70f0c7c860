"""`make prove-hostile`: updates nobody would send, to `gyeot run --webhook` as a process; the figures into the page."""

import argparse
import asyncio
import signal
import tempfile
from pathlib import Path

from bot.sandbox.server import Sandbox
from tests.proof.delivery.process import KINDS, ROOT, Process
from tests.proof.delivery.report import PAGE, placed
from tests.proof.delivery_hostile.driving import Tally, drive

SECRET = "a-secret-of-thirty-two-characters"
RUNNER = ROOT / "tests/proof/delivery_hostile/bot_without_encoder.py"


class Bot(Process):
    """`gyeot run --webhook` without the sentence encoder."""

    def command(self) -> list[str]:
        """As above."""
        words = super().command()
        return [words[0], str(RUNNER), *words[3:]]


async def prove(count: int, seed: int) -> tuple[Tally, int]:
    """What came of it, and how the bot ended."""
    sandbox = Sandbox()
    await sandbox.start()
    more = {"GYEOT_WEBHOOK_SECRET": SECRET, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as folder:
        bot = Bot(KINDS[1], sandbox, Path(folder), more=more)
        try:
            await bot.start()
            async with asyncio.timeout(120):
                while not sandbox.methods.webhook.url:
                    await asyncio.sleep(0.05)
            tally = await drive(sandbox, f"http://127.0.0.1:{bot.port}/hook", SECRET, bot.pid, count, seed)
        finally:
            code = await bot.end(signal.SIGTERM)
            await sandbox.stop()
    return tally, code


def page(tally: Tally, count: int, seed: int) -> str:
    """Markdown."""
    statuses = ", ".join(f"{status}: {number:,}" for status, number in sorted(tally.statuses.items()))
    memory = " → ".join(f"{mb:.0f}" for mb in tally.memory)
    return "\n".join(
        (
            f"`make prove-hostile HOSTILE={count} SEED={seed}`",
            "",
            "| | |",
            "|---|---|",
            f"| Hostile updates, each from a chat of its own | {tally.updates:,} |",
            f"| What the webhook said, sound updates included | {statuses} |",
            f"| Could be answered, sound ones among them | {tally.answerable:,}, {tally.healthy:,} |",
            f"| Of these not answered | **{len(tally.silent):,}** |",
            f"| Requests of the bot that held a stranger's word or markup | **{tally.leaks}** |",
            f"| Resident memory, a tenth at a time (MB) | {memory} |",
        )
    )


def main() -> int:
    """0 where nothing crashed, nobody who could be answered was left out, and nothing of a stranger was sent."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--updates", type=int, default=100_000)
    given.add_argument("--seed", type=int, default=20261124)
    chosen = given.parse_args()
    tally, code = asyncio.run(prove(chosen.updates, chosen.seed))
    text = page(tally, chosen.updates, chosen.seed)
    print(text, "\nsilent:", tally.silent[:20])
    placed(PAGE, "hostile", text)
    return int(bool(tally.silent or tally.leaks or code or set(tally.statuses) != {200}))


if __name__ == "__main__":
    raise SystemExit(main())
