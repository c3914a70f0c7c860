"""Killed under load, started again: everybody is answered. The bot as a process, as whoever runs it starts it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox

PEOPLE, KILLS = 150, 2


class Process:
    """`gyeot run` against the sandbox."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self._folder = folder
        self._environment = {
            **os.environ,
            "GYEOT_TOKEN": sandbox.token,
            "GYEOT_API_URL": sandbox.base_url,
            "GYEOT_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/gyeot.db",
            "GYEOT_LOG_LEVEL": "DEBUG",
        }
        self.process: asyncio.subprocess.Process | None = None
        self.said = b""
        self.arguments: tuple[str, ...] = ()

    def by_webhook(self, port: int) -> None:
        """Let Telegram call from the next start on."""
        self.arguments = ("--webhook",)
        self._environment |= {"GYEOT_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "GYEOT_PORT": str(port)}

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            *self.arguments,
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def end(self, sign: signal.Signals) -> int:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(sign)
        out, _ = await asyncio.wait_for(self.process.communicate(), 15)
        self.said += out
        return int(self.process.returncode or 0)


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Process]:
    process = Process(sandbox, tmp_path)
    yield process
    if process.process is not None and process.process.returncode is None:
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
        with socket.create_server(("127.0.0.1", 0)) as free:
            bot.by_webhook(free.getsockname()[1])
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


async def test_sigterm_ends_within_ten_seconds_with_everything_confirmed(sandbox: Sandbox, bot: Process) -> None:
    people = [sandbox.person("ko", first_name="canary-7731") for _ in range(40)]
    await bot.start()
    for person in people:
        await person.send("canary-7731")
    await answered(people, 1, within=60)
    async with asyncio.timeout(10):
        assert await bot.end(signal.SIGTERM) == 0
    assert all(len(p.answers) <= 1 for p in people)
    waiting = {u["message"]["chat"]["id"] for u in sandbox.state.updates}
    assert waiting == {p.id for p in people if not p.answers}
    assert b"canary-7731" not in bot.said
    assert sandbox.token.encode() not in bot.said
    assert b"answering mode=polling" in bot.said
