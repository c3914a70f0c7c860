"""One chat that has to wait holds up nobody else; a 429 of some chats silences nobody else."""

import asyncio

import pytest
from telegram.error import RetryAfter

from bot.sandbox.server import Sandbox
from bot.telegram.application import Bot
from bot.telegram.limiter import WIDESPREAD, Patience
from tests.telegram.conftest import Start

OTHERS = 230  # more than two windows


async def test_a_chat_that_telegram_tells_to_wait_holds_up_nobody(sandbox: Sandbox, start: Start) -> None:
    bots: list[Bot] = []
    slow, others = sandbox.person("ko"), [sandbox.person("ko") for _ in range(OTHERS)]
    sandbox.fail("sendMessage", "429", retry_after=12, chat=slow.id)
    for _ in range(30):  # a flooder: everything of one window, in order
        await slow.send("/about")
    for person in others:
        await person.send("/about")
    began = asyncio.get_running_loop().time()
    await start(ready=bots.append)
    for person in others:
        await person.until(lambda p: bool(p.answers), timeout=60)
    if asyncio.get_running_loop().time() - began < 10:  # else the machine was too slow to tell
        assert not slow.answers
    await slow.until(lambda p: len(p.answers) == 30, timeout=60)
    assert bots[0].metrics["aside_total"] >= 1


async def test_while_telegram_fails_for_everybody_nothing_is_set_aside(
    sandbox: Sandbox, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.telegram import window

    monkeypatch.setattr(window, "LONGEST", 0.02)
    bots: list[Bot] = []
    people = [sandbox.person("ko") for _ in range(OTHERS)]
    sandbox.fail("sendMessage", "500", times=100_000)
    for person in people:
        await person.send("/about")
    await start(ready=bots.append)
    await asyncio.sleep(2)
    assert bots[0].metrics["retried_total"] > 0
    assert bots[0].metrics["aside_total"] == 0
    assert len(sandbox.state.updates) == OTHERS
    sandbox.faults.clear()
    for person in people:
        await person.until(lambda p: bool(p.answers), timeout=60)


class Telegram:
    """Answers, or says how long to wait."""

    def __init__(self) -> None:
        self.wait: dict[int, int] = {}
        self.asked: list[int] = []

    async def __call__(self, chat: int) -> str:
        self.asked.append(chat)
        if chat in self.wait:
            raise RetryAfter(self.wait[chat])
        return "sent"


async def said(patience: Patience, telegram: Telegram, chat: int) -> str | None:
    try:
        given = {"chat_id": chat}
        return str(await patience.process_request(telegram, (chat,), {}, "sendMessage", given, None))
    except RetryAfter:
        return None


async def test_floods_that_are_told_to_wait_silence_nobody_else() -> None:
    patience, telegram = Patience(), Telegram()
    telegram.wait = dict.fromkeys(range(20), 60)
    for chat in range(20):
        assert await said(patience, telegram, chat) is None
        assert await said(patience, telegram, 1000 + chat) == "sent"
    assert await said(patience, telegram, 7) is None
    assert telegram.asked.count(7) == 1  # not asked again before its time


async def test_when_nothing_gets_through_the_whole_bot_waits() -> None:
    now = [0.0]
    patience, telegram = Patience(lambda: now[0]), Telegram()
    telegram.wait = dict.fromkeys(range(1000), 60)
    for chat in range(WIDESPREAD):
        assert await said(patience, telegram, chat) is None
    assert await said(patience, telegram, 500) is None
    assert 500 not in telegram.asked
    now[0], telegram.wait = 61.0, {}
    assert await said(patience, telegram, 500) == "sent"
    assert await said(patience, telegram, 0) == "sent"
