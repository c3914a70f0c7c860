"""One round: a load, a bot, and the bot killed or stopped in the middle of it."""

import asyncio
import random
import signal
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from bot.sandbox.server import Sandbox
from tests.proof.delivery.load import Load
from tests.proof.delivery.process import Kind, Process

LATENCY = 0.01  # seconds added to every call of the Bot API
SLOW = 0.25  # the same where the bot is stopped by SIGTERM
ARRIVING = 250.0  # messages a second, beside those that wait at the start
KILLS = 2
PATIENCE = 40.0  # seconds until a bot that does not stop is killed
AGAIN = 0.5  # seconds until the stand-in calls a webhook again; Telegram takes longer


@dataclass(frozen=True)
class Result:
    """What came of one round. `at`: shares of the load answered when the bot was ended; `stopping`: seconds."""

    name: str
    mode: str
    round: int
    seed: int
    updates: int
    ended: str
    at: tuple[float, ...]
    unanswered: int
    twice: int
    took: float
    stopping: float | None = None

    def row(self) -> dict[str, Any]:
        """For a line of JSON."""
        return asdict(self)


def moments(seed: int, round: int) -> tuple[list[float], list[float]]:
    """When to kill: after which shares of the load, and how many seconds later. The same for every bot."""
    dice = random.Random(f"{seed}-{round}")
    return sorted(dice.uniform(0.02, 0.9) for _ in range(KILLS)), [dice.uniform(0, 0.08) for _ in range(KILLS)]


async def killed(kind: Kind, seed: int, round: int, updates: int) -> Result:
    """SIGKILL at random moments; started again each time at once."""
    shares, delays = moments(seed, round)
    return await _round(kind, seed, round, updates, LATENCY, list(zip(shares, delays, strict=True)), signal.SIGKILL)


async def stopped(kind: Kind, seed: int, round: int, updates: int) -> Result:
    """SIGTERM under load, at a slow Bot API; started again."""
    return await _round(kind, seed, round, updates, SLOW, [(0.3, 0.0)], signal.SIGTERM)


async def _round(
    kind: Kind,
    seed: int,
    round: int,
    updates: int,
    latency: float,
    ends: list[tuple[float, float]],
    sign: signal.Signals,
) -> Result:
    began, stopping = monotonic(), None
    sandbox = Sandbox()
    await sandbox.start()
    sandbox.latency = latency
    sandbox.methods.webhook.pause = sandbox.methods.webhook.longest_pause = AGAIN
    load = Load(sandbox, updates, random.Random(f"load-{seed}-{round}"))
    with tempfile.TemporaryDirectory() as folder:
        process = Process(kind, sandbox, Path(folder))
        try:
            await load.begin(ARRIVING)
            await process.start()
            at = []
            for share, delay in ends:
                if not await load.until(share):
                    break
                await asyncio.sleep(delay)
                at.append(load.answered / updates)
                before = monotonic()
                stopping = await _ended(process, sign, before)
                await process.start()
            await load.until(1.0)
            if not process.ended:
                await _ended(process, signal.SIGTERM, monotonic())
        finally:
            await load.close()
            if not process.ended:
                await process.end(signal.SIGKILL)
            await sandbox.stop()
    return Result(
        kind.name,
        kind.mode,
        round,
        seed,
        updates,
        sign.name,
        tuple(at),
        len(load.unanswered),
        load.twice,
        monotonic() - began,
        stopping if sign is signal.SIGTERM else None,
    )


async def _ended(process: Process, sign: signal.Signals, before: float) -> float:
    try:
        await process.end(sign, within=PATIENCE)
    except TimeoutError:
        return PATIENCE
    return monotonic() - before
