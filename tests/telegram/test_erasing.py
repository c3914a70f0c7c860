"""Erasing empties this chat, no other, and claims no more than it did."""

from datetime import timedelta
from typing import Any

import pytest

from bot.answers.responder import Responder
from bot.sandbox.server import Sandbox
from bot.telegram.flood import BURST
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


async def test_old_messages_do_not_keep_the_new_ones_from_going(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    old = [await person.ask("불법촬영 당했어요") for _ in range(2)]
    sandbox.clock.advance(timedelta(hours=49))
    await person.ask("스토킹 당하고 있어요")
    await person.send("/erase")
    left = {m["message_id"] for m in old} | {m["message_id"] - 1 for m in old}
    await person.until(lambda p: len(p.messages) == len(left) + 1)
    assert left <= {m["message_id"] for m in person.messages}


@pytest.mark.parametrize("word", ["/erase", "지우기", "quick exit"])
async def test_it_works_while_everything_else_fails(
    sandbox: Sandbox, start: Start, responder: Responder, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    class Dead:
        def __getattr__(self, _: str) -> Any:
            async def fail(*_: object) -> None:
                raise OSError

            return fail

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    for name in ("to_text", "to_button", "to_command", "erased", "answer", "text"):
        monkeypatch.setattr(responder, name, broken)
    await start(store=Dead())
    person = sandbox.person("ko")
    await person.ask("불법촬영 당했어요")
    await person.send(word)
    await person.until(lambda p: not p.messages)  # not even the emergency text, which would say what it was about


async def test_an_unreadable_update_can_erase(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    await person.ask("불법촬영 당했어요")
    chat = {"id": person.id, "type": "private"}
    last = max(m["message_id"] for m in person.messages)
    await sandbox.push_raw({"message": {"message_id": last, "date": "x", "chat": chat, "text": "/erase"}})
    await person.until(lambda p: len(p.messages) == 1)
    assert "불법" not in person.messages[0]["text"]


async def test_a_bot_that_stops_erases_early_rather_than_never(sandbox: Sandbox, start: Start) -> None:
    running = await start()
    person = sandbox.person("ko")
    answer = await person.ask("/privacy")
    await person.press(answer, "xk")
    await person.until(lambda p: "지우기에 대해" in p.answers[0]["text"])
    await person.toast(await person.press(person.answers[0], "x24"))
    await running.stop()
    assert not person.messages


async def test_asking_hundreds_of_times_costs_others_nothing(sandbox: Sandbox, start: Start) -> None:
    flooder, person = sandbox.person("ko"), sandbox.person("ko")
    for _ in range(int(BURST) + 80):
        await flooder.send("/erase")
    await start()
    assert await person.ask("/about", timeout=30)
    await flooder.until(lambda p: not [m for m in p.messages if not m["from"]["is_bot"]], timeout=30)
    await person.send("/erase")
    await person.until(lambda p: len(p.messages) == 1)
    assert len(sandbox.called("deleteMessages")) < 11 * BURST
