"""Killed under load, started again: everybody is answered. The bot as a process, as whoever runs it starts it."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.paths import shipped_directory
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from tests.proof.delivery.process import KINDS, Process

PEOPLE, KILLS = 150, 2
POLLING, WEBHOOK = KINDS[:2]


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Process]:
    process = Process(POLLING, sandbox, tmp_path, said=b"")
    yield process
    if not process.ended:
        await process.end(signal.SIGKILL)


async def answered(people: list[Person], count: int, within: float) -> None:
    async with asyncio.timeout(within):
        while sum(bool(p.answers) for p in people) < count:  # many chats, no one event for all
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_killed_twice_under_load_nobody_is_left_without_an_answer(
    sandbox: Sandbox, bot: Process, mode: str
) -> None:
    if mode == "webhook":
        bot.kind = WEBHOOK
        sandbox.methods.webhook.pause = sandbox.methods.webhook.longest_pause = 0.3
    sandbox.latency = 0.02
    people = [sandbox.person("ko") for _ in range(PEOPLE)]
    for person in people:
        await person.send("/about")
    for round in range(KILLS):
        await bot.start()
        await answered(people, (round + 1) * PEOPLE // 4, within=60)
        assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
    assert sum(bool(p.answers) for p in people) < PEOPLE
    await bot.start()
    await answered(people, PEOPLE, within=60)
    twice = sum(len(p.answers) > 1 for p in people)
    assert twice <= 100 * KILLS  # at most what one window holds, each time


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])  # the second: a terminal that is closed
async def test_a_signal_ends_within_ten_seconds_with_everything_confirmed(
    sandbox: Sandbox, bot: Process, sign: signal.Signals
) -> None:
    people = [sandbox.person("ko", first_name="canary-7731") for _ in range(40)]
    await bot.start()
    for person in people:
        await person.send("canary-7731")
    await answered(people, 1, within=60)
    async with asyncio.timeout(10):
        assert await bot.end(sign) == 0
    assert all(len(p.answers) <= 1 for p in people)
    waiting = {u["message"]["chat"]["id"] for u in sandbox.state.updates}
    assert waiting == {p.id for p in people if not p.answers}
    assert bot.said is not None
    assert b"canary-7731" not in bot.said
    assert sandbox.token.encode() not in bot.said
    assert b"answering mode=polling" in bot.said


async def test_a_directory_that_hangs_does_not_keep_the_bot_from_ending(
    sandbox: Sandbox, bot: Process, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk of the network that is gone: reading never comes back, in a thread that nothing can end."""
    served = tmp_path / "resources.yaml"
    served.write_bytes(shipped_directory().read_bytes())
    monkeypatch.setenv("GYEOT_DIRECTORY", str(served))
    await bot.start()
    person = sandbox.person("ko")
    assert await person.ask("/about", timeout=60)
    served.unlink()
    os.mkfifo(served)
    await asyncio.sleep(1.5)  # until it is being read
    async with asyncio.timeout(10):
        assert await bot.end(signal.SIGTERM) == 0
