"""The real bot against the sandbox, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
from pydantic import SecretStr

from bot.answers.responder import Responder
from bot.sandbox.server import Sandbox
from bot.settings import TelegramSettings
from bot.telegram.application import Bot, run_polling
from bot.telegram.store import Store


@dataclass
class Running:
    """A bot under way; `stop()` ends it and returns when it has ended."""

    sandbox: Sandbox
    stop: Callable[[], Awaitable[None]]


Start = Callable[..., Awaitable[Running]]


@pytest.fixture
async def start(sandbox: Sandbox, responder: Responder) -> AsyncIterator[Start]:
    """Start the bot, with another responder or store if wanted."""
    running: list[tuple[asyncio.Event, asyncio.Task[None]]] = []

    async def begin(
        other: Responder | None = None, store: Store | None = None, ready: Callable[[Bot], object] = lambda _: None
    ) -> Running:
        stop = asyncio.Event()
        settings = TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url)
        task = asyncio.create_task(
            run_polling(settings, other or responder, store, now=sandbox.now, stop=stop, ready=ready)
        )
        running.append((stop, task))

        async def end() -> None:
            stop.set()
            await task

        return Running(sandbox, end)

    yield begin
    for stop, task in running:
        stop.set()
        await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), 15)
