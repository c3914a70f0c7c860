"""Erasing empties this chat, no other, and claims no more than it did."""

from datetime import timedelta

import pytest

from bot.sandbox.server import Sandbox
from tests.telegram.conftest import Start


@pytest.mark.parametrize("word", ["/erase", "지우기", "erase", "삭제해", "quick exit"])
async def test_the_word_leaves_one_neutral_line(sandbox: Sandbox, start: Start, word: str) -> None:
    await start()
    person, other = sandbox.person("ko"), sandbox.person("ko")
    await other.ask("딥페이크 당했어요")
    await person.ask("딥페이크 당했어요")
    await person.send(word)
    await person.until(lambda p: len(p.messages) == 1)
    assert "딥페이크" not in person.messages[0]["text"]
    assert len(other.messages) == 2


async def test_the_button_erases_too(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("en")
    answer = await person.ask("someone is stalking me")
    await person.press(answer, "Erase")
    await person.until(lambda p: len(p.messages) == 1)
    assert "Telegram was asked" in person.messages[0]["text"]


async def test_memory_lost_the_messages_still_go(sandbox: Sandbox, start: Start) -> None:
    first = await start()
    person = sandbox.person("ko")
    await person.ask("불법촬영 당했어요")
    await first.stop()
    await start()
    await person.send("/erase")
    await person.until(lambda p: len(p.messages) == 1)


async def test_what_is_older_than_two_days_is_said_to_stay(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    await person.ask("불법촬영 당했어요")
    sandbox.state.shift = timedelta(hours=49)
    await person.send("/erase")
    await person.until(lambda p: any("지우지 않았어요" in a["text"] or "요청했어요" in a["text"] for a in p.answers))
    assert len(person.messages) >= 3  # the old ones stay, as Telegram's rule has it


async def test_erasing_by_itself_is_offered_and_noted(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    answer = await person.ask("/privacy")
    await person.press(answer, "지워도 남는 것")
    await person.until(lambda p: "지우기에 대해" in p.answers[0]["text"])
    query = await person.press(person.answers[0], "1시간 뒤 지우기")
    assert "1시간" in (await person.toast(query) or "")
