"""What somebody sees who looks at the phone or at a notification, and was not the one who wrote."""

import asyncio
import re
from typing import Any

import pytest

from bot.answers.responder import Responder
from bot.sandbox.server import Sandbox
from bot.telegram.polling import ALLOWED
from tests.telegram.conftest import Start

PREVIEW = 100  # characters that a lock screen may show
TELLING = re.compile(
    r"성|영상|사진|촬영|합성|협박|스토킹|폭력|피해|죽|자살|위험|경찰|상담|신고|해바라기|디성센터"
    r"|\d{3,}|sex|image|video|nude|fake|threat|stalk|victim|abuse|harm|danger|suicid|dying|police|counsel|report|hotline",
    re.IGNORECASE,
)
WRITTEN = (
    "죽고 싶어요 지금 옥상이에요",
    "그 사람이 지금 문 앞에 있어요",
    "he is outside my door right now",
    "I want to die",
    "딥페이크 당했어요",
    "someone threatens to send my nudes to my family",
    "해바라기센터 어디예요",
    "경찰에 신고하면 어떻게 돼요",
    "/privacy",
    "/about",
    "오늘 날씨 어때요",
)


def shown(answer: dict[str, Any]) -> str:
    """What a lock screen shows of it."""
    return str(answer["text"])[:PREVIEW]


@pytest.mark.parametrize("written", WRITTEN)
async def test_a_notification_tells_nothing(sandbox: Sandbox, start: Start, written: str) -> None:
    await start()
    answer = await sandbox.person("ko").ask(written)
    assert not TELLING.search(shown(answer)), shown(answer)
    assert answer["silent"]
    assert not answer["preview"]


async def test_urgent_or_not_it_looks_the_same_from_outside(sandbox: Sandbox, start: Start) -> None:
    """The number comes at once below: who wrote has the chat open, and who looks over may be the danger."""
    await start()
    urgent, calm = [await sandbox.person("ko").ask(text) for text in ("죽고 싶어요", "딥페이크 당했어요")]
    assert shown(urgent) == shown(calm)
    below = urgent["text"][PREVIEW:]
    assert 0 < below.index("109") < 100


async def test_after_erasing_the_line_tells_nothing(sandbox: Sandbox, start: Start) -> None:
    await start()
    for code, word in (("ko", "지우기"), ("en", "erase")):
        person = sandbox.person(code)
        await person.ask("딥페이크 당했어요")
        await person.send(word)
        await person.until(lambda p: len(p.messages) == 1)
        assert not TELLING.search(shown(person.messages[0]))
        assert person.messages[0]["silent"]


async def test_when_nothing_else_can_be_said_no_word_of_the_matter(
    sandbox: Sandbox, start: Start, responder: Responder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(responder, "to_text", broken)
    await start()
    for code in ("ko", "en"):
        answer = await sandbox.person(code).ask("딥페이크 당했어요")
        assert not TELLING.search(shown(answer)), shown(answer)
        assert "109" in answer["text"]
        assert answer["silent"]


async def test_cards_can_be_passed_on_and_nothing_comes_by_itself(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    answer = await person.ask("딥페이크 당했어요")
    assert not answer["protected"], "a friend forwards a number to the one who needs it"
    await asyncio.sleep(0.3)
    assert len(person.messages) == 2
    assert {name for name, _ in sandbox.requests} <= {"getMe", "getUpdates", "sendMessage"}, "not even typing is shown"


def test_nobody_can_call_the_bot_into_another_chat() -> None:
    assert not [kind for kind in ALLOWED if "inline" in kind or "business" in kind or "channel" in kind]
