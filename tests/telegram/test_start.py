"""Whatever Telegram says at the start is no reason to end, and nothing that hangs keeps the bot from stopping."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from pydantic import SecretStr

from bot.answers.responder import Responder
from bot.sandbox.server import Sandbox
from bot.settings import TelegramSettings, WebhookSettings
from bot.telegram.application import run_polling, run_webhook
from tests.conftest import called
from tests.ports import free_port
from tests.telegram.conftest import Start

Begin = Callable[[str], Awaitable[tuple[asyncio.Event, "asyncio.Task[None]"]]]
METHODS = ("getMe", "setWebhook")


@pytest.fixture
async def begin(sandbox: Sandbox, responder: Responder) -> AsyncIterator[Begin]:
    """The bot on its way up, by the mode that calls this method at the start."""
    stop, tasks = asyncio.Event(), []

    async def up(method: str) -> tuple[asyncio.Event, "asyncio.Task[None]"]:
        settings = TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url)
        port = free_port()
        hook = WebhookSettings(webhook_url=f"http://127.0.0.1:{port}/hook", port=port)
        run = (
            run_polling(settings, responder, now=sandbox.now, stop=stop)
            if method == "getMe"
            else run_webhook(settings, hook, responder, now=sandbox.now, stop=stop)
        )
        tasks.append(asyncio.create_task(run))
        await called(sandbox, method)
        return stop, tasks[-1]

    yield up
    stop.set()
    await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 15)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("kind", "after"), [("429", 3), ("403", 0), ("garbage", 0)])
async def test_an_odd_answer_at_the_start_ends_nothing(
    sandbox: Sandbox, begin: Begin, method: str, kind: str, after: int
) -> None:
    sandbox.fail(method, kind, retry_after=after)
    person = sandbox.person("ko")
    await person.send("/about")
    await begin(method)
    await person.until(lambda p: bool(p.answers), timeout=15)


@pytest.mark.parametrize("method", METHODS)
async def test_a_telegram_that_hangs_does_not_keep_a_starting_bot_from_stopping(
    sandbox: Sandbox, begin: Begin, method: str
) -> None:
    sandbox.fail(method, "timeout", retry_after=60)
    stop, task = await begin(method)
    stop.set()
    await asyncio.wait_for(task, 3)


async def test_after_a_quiet_week_updates_are_numbered_anew(sandbox: Sandbox, start: Start) -> None:
    sandbox.state.queue.renumber(500_000_000)
    await start()
    assert await sandbox.person("ko").ask("/about")
    async with asyncio.timeout(10):
        while sandbox.state.updates:  # until it is confirmed
            await asyncio.sleep(0.02)
    sandbox.state.queue.renumber(17)
    people = [sandbox.person("ko") for _ in range(3)]
    for person in people:
        assert await person.ask("/about")
    assert [len(person.answers) for person in people] == [1, 1, 1]
