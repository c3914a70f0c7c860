"""Many write at once, more than can be answered in the time that one answer may take."""

import asyncio
from time import sleep
from typing import Any

import pytest

from bot.answers.responder import Responder
from bot.sandbox.server import Sandbox
from bot.telegram import handlers
from tests.telegram.conftest import Start


async def test_whoever_has_to_wait_for_others_is_answered_all_the_same(
    sandbox: Sandbox, start: Start, responder: Responder, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_text = responder.to_text

    def slow(*given: Any, **more: Any) -> Any:
        sleep(0.1)
        return to_text(*given, **more)

    monkeypatch.setattr(responder, "to_text", slow)
    monkeypatch.setattr(handlers, "THINKING", 1.0)
    people = [sandbox.person("ko") for _ in range(60)]
    for person in people:
        await person.send("딥페이크 사진이 퍼졌어요")
    await start()
    async with asyncio.timeout(30):
        for person in people:
            await person.until(lambda p: bool(p.answers), timeout=30)
    emergency = responder.fixed("ko").plain
    assert [p.answers[0]["text"] for p in people].count(emergency) == 0
