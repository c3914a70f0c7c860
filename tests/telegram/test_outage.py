"""However long Telegram cannot be reached, nothing that waits is given up; an update that never works blocks nobody."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.server import Sandbox
from bot.telegram import window
from bot.telegram.application import Bot
from bot.telegram.request import AiohttpRequest
from tests.conftest import called
from tests.telegram.conftest import Start


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten minutes of tries in a few seconds."""
    monkeypatch.setattr(window, "LONGEST", 0.02)
    monkeypatch.setattr(window, "AGE", 0.1)


@pytest.mark.parametrize(("kind", "times"), [("500", 50), ("502", 50), ("cut", 50), ("timeout", 30)])
async def test_failures_in_a_row_lose_nobody(
    sandbox: Sandbox, start: Start, monkeypatch: pytest.MonkeyPatch, kind: str, times: int
) -> None:
    monkeypatch.setattr(AiohttpRequest.__init__, "__defaults__", (256, 0.2))  # a timeout comes soon
    people = [sandbox.person("ko") for _ in range(5)]
    sandbox.fail("sendMessage", kind, times=times)
    for person in people:
        await person.send("/about")
    await start()
    for person in people:
        await person.until(lambda p: bool(p.answers), timeout=20)
        assert len(person.answers) == 1


async def test_an_update_that_fails_while_others_get_through_is_let_go(
    sandbox: Sandbox, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    bots: list[Bot] = []
    poison, others = sandbox.person("ko"), [sandbox.person("ko") for _ in range(150)]
    await poison.send("/about")
    for person in others:
        await person.send("/about")
    real = window.Window._delivered

    async def failing(self: window.Window, update: dict[str, Any], overtaken: Any) -> Any:
        if update["message"]["chat"]["id"] == poison.id:
            await asyncio.sleep(0.05)
            return window.Later(0.0)
        return await real(self, update, overtaken)

    monkeypatch.setattr(window.Window, "_delivered", failing)
    await start(ready=bots.append)
    for person in others:
        await person.until(lambda p: bool(p.answers), timeout=20)
    async with asyncio.timeout(10):
        while not bots[0].metrics["given_up_total"]:
            await asyncio.sleep(0.02)


async def test_stopping_during_an_outage_leaves_the_update_with_telegram(sandbox: Sandbox, start: Start) -> None:
    person = sandbox.person("ko")
    sandbox.fail("sendMessage", "500", times=10_000)
    await person.send("/about")
    running = await start()
    await called(sandbox, "sendMessage")
    await asyncio.wait_for(running.stop(), 10)
    assert not person.answers
    sandbox.faults.clear()
    await start()
    await person.until(lambda p: bool(p.answers))
