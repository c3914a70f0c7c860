"""The single measurements. Each starts its bot, and gives figures that can be written as JSON."""

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from tests.bench.speed.api import Api
from tests.bench.speed.bots import FULL, Running, ask, presses, running
from tests.bench.speed.traffic import SEED, Traffic, questions

Figures = dict[str, float]
STARTING = 90.0  # seconds until the first answer at most
WARM = 1.0  # seconds of answers before anything is counted
PATIENCE = 15.0  # seconds in which the last ones are answered, or never
PER_SECOND = 30
SLOW = 0.05  # latency of the API where a person's waiting is measured


@dataclass(frozen=True)
class Effort:
    """How much to measure: latencies (ms), seconds for a rate and for the waiting, updates for the memory, starts."""

    latencies: tuple[int, ...]
    seconds: float
    waiting: float
    updates: int
    starts: int


async def _first(bot: Running) -> None:
    async with asyncio.timeout(STARTING):
        while not bot.api.answered:
            bot.api.changed.clear()
            await bot.api.changed.wait()


async def rate(name: str, mode: str, latency: float, effort: Effort, more: dict[str, str] | None = None) -> Figures:
    """Answers a second with more always waiting; milliseconds of CPU for one; the stand-in's own share of its core."""
    api = Api(Traffic(presses(name)), latency, backlog=True)
    async with running(name, mode, api, more) as bot:
        await _first(bot)
        await asyncio.sleep(WARM)
        answered, cpu, own, began = api.answered, bot.cpu(), process_time(), perf_counter()
        await asyncio.sleep(effort.seconds)
        took = perf_counter() - began
        answers = api.answered - answered
        return {
            "rate": answers / took,
            "cpu": (bot.cpu() - cpu) / max(answers, 1) * 1000,
            "busy": (bot.cpu() - cpu) / took,
            "stand-in": (process_time() - own) / took,
        }


async def waiting(name: str, mode: str, effort: Effort) -> Figures:
    """Milliseconds from a message to its answer, at so many messages a second that come by chance."""
    api = Api(Traffic(presses(name)), SLOW, backlog=False)
    dice = random.Random(SEED)
    async with running(name, mode, api) as bot:
        api.arrive()
        await _first(bot)
        await _paced(api, dice, WARM)
        await _answered(api)
        api.took.clear()
        sent = await _paced(api, dice, effort.waiting)
        at_once = len(api.took) / sent
        await _answered(api)
        cuts = quantiles([s * 1000 for s in api.took], n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "meanwhile": at_once}


async def _answered(api: Api) -> None:
    """Wait for who still waits; not for ever."""
    until = perf_counter() + PATIENCE
    while api.unanswered and perf_counter() < until:
        await asyncio.sleep(0.05)


async def _paced(api: Api, dice: random.Random, seconds: float) -> int:
    count, at = 0, perf_counter()
    until = at + seconds
    while (at := at + dice.expovariate(PER_SECOND)) < until:
        await asyncio.sleep(max(0.0, at - perf_counter()))
        api.arrive()
        count += 1
    return count


async def memory(name: str, effort: Effort) -> Figures:
    """MB in memory after the first answer, half-way, and after all updates. Each is from another chat.

    With the encoder a thousand are questions and all others presses, for time's sake.
    """
    api = Api(Traffic(presses(name), 1_000 if name == FULL else None), 0.0, backlog=True, count=effort.updates)
    marks = []
    async with running(name, "polling", api) as bot:
        for share in (0.0, 0.5, 1.0):
            await _first(bot)
            while api.answered < share * effort.updates:
                api.changed.clear()
                await asyncio.wait_for(api.changed.wait(), STARTING)
            marks.append(bot.resident())
        mapped = bot.mapped()
    return {"first": marks[0], "half": marks[1], "all": marks[2], "mapped": mapped}


async def start(name: str, effort: Effort) -> Figures:
    """Seconds from the start of the process to the first answer; the median of some starts."""
    times = []
    for _ in range(effort.starts):
        api = Api(Traffic(0), 0.0, backlog=True)
        began = perf_counter()
        async with running(name, "polling", api) as bot:
            await _first(bot)
            times.append(perf_counter() - began)
    return {"seconds": median(times)}


def asking(name: str, effort: Effort) -> Figures:
    """Seconds of one `gyeot ask`, from start to end."""
    times = []
    for text in questions()[: effort.starts]:
        began = perf_counter()
        ask(name, text)
        times.append(perf_counter() - began)
    return {"seconds": median(times)}


async def grown(name: str, file: Path, effort: Effort) -> Figures:
    """As `rate`, with the directory of that file."""
    return await rate(name, "polling", 0.0, effort, {"GYEOT_DIRECTORY": str(file)})
