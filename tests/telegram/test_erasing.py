"""Erasing empties this chat, no other, and claims no more than it did."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.answers.responder import Responder
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.telegram import sweeping
from bot.telegram.flood import BURST
from bot.telegram.handlers import Handlers
from bot.telegram.store import NullStore
from tests.telegram.conftest import Start


@pytest.mark.parametrize(
    "word", ["/erase", "지우기", "erase", "삭제해", "quick exit", "Quick Exit!", "ERASE ", "지우기."]
)
async def test_the_word_leaves_one_neutral_line(sandbox: Sandbox, start: Start, word: str) -> None:
    await start()
    person, other = sandbox.person("ko"), sandbox.person("ko")
    await other.ask("딥페이크 당했어요")
    await person.ask("딥페이크 당했어요")
    await person.send(word)
    await person.until(lambda p: len(p.messages) == 1)
    assert "딥페이크" not in person.messages[0]["text"]
    assert len(other.messages) == 2


@pytest.mark.parametrize(
    "text", ["영상 삭제는 어떻게 해요", "how do I erase a video from a site", "삭제해 준다는 업체를 찾았어요"]
)
async def test_words_about_erasing_are_answered(sandbox: Sandbox, start: Start, text: str) -> None:
    await start()
    person = sandbox.person("ko")
    assert await person.ask(text)
    assert len(person.messages) == 2


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


async def test_memory_lost_nobody_elses_messages_go(sandbox: Sandbox, start: Start) -> None:
    first = await start()
    person, other = sandbox.person("ko"), sandbox.person("ko")
    for _ in range(3):  # ids of both chats in turn, as Telegram counts them for all chats of a bot
        await person.ask("불법촬영 당했어요")
        await other.ask("스토킹 당하고 있어요")
    await first.stop()
    await start()
    kept = [m["message_id"] for m in other.messages]
    await person.send("지우기")
    await person.until(lambda p: len(p.messages) == 1)
    assert [m["message_id"] for m in other.messages] == kept
    assert {call["chat_id"] for call in sandbox.called("deleteMessages")} <= {person.id, str(person.id)}


@pytest.mark.parametrize("kind", ["429", "500", "502", "cut", "lost", "garbage"])
async def test_what_telegram_would_not_delete_now_is_deleted_later(sandbox: Sandbox, start: Start, kind: str) -> None:
    await start()
    person, other = sandbox.person("ko"), sandbox.person("ko")
    await person.ask("불법촬영 당했어요")
    await other.ask("스토킹 당하고 있어요")
    sandbox.fail("deleteMessages", kind, times=2)
    await person.send("지우기")
    assert await other.ask("/about"), "nobody else waits for it"
    await person.until(lambda p: [m["from"]["is_bot"] for m in p.messages] == [True], timeout=20)
    assert "불법촬영" not in person.messages[0]["text"]


async def test_what_telegram_will_never_delete_is_said(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("en")
    await person.ask("someone is stalking me")
    sandbox.fail("deleteMessages", "400", times=500)
    await person.send("erase")
    await person.until(lambda p: "did not remove some" in p.answers[-1]["text"])


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


@pytest.mark.parametrize(("data", "hours"), [("x1", 1), ("x24", 24)])
async def test_when_the_time_has_come_nothing_is_left(
    sandbox: Sandbox, start: Start, monkeypatch: pytest.MonkeyPatch, data: str, hours: int
) -> None:
    monkeypatch.setattr(sweeping, "TICK", 0.05)
    kept = Kept()
    await start(store=kept)
    person, other = sandbox.person("ko"), sandbox.person("ko")
    await other.ask("스토킹 당하고 있어요")
    await person.ask("불법촬영 당했어요")
    await asks_for(person, data)
    await person.ask("그리고 사진이 퍼졌어요")  # what comes after the button goes as well
    sandbox.clock.advance(timedelta(hours=hours, minutes=-2))
    await asyncio.sleep(0.3)
    assert person.messages, "not before its time"
    sandbox.clock.advance(timedelta(minutes=3))
    await person.until(lambda p: not p.messages)
    await asyncio.sleep(0.3)
    assert not person.messages, "no line either: it would ring"
    assert len(other.messages) == 2
    assert kept.forgotten == [person.id]


@pytest.mark.parametrize("kind", ["429", "500", "cut"])
async def test_a_timed_erasing_that_failed_is_tried_again(
    sandbox: Sandbox, start: Start, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(sweeping, "TICK", 0.05)
    monkeypatch.setattr(sweeping, "AGAIN", 0.2)
    await start()
    person = sandbox.person("ko")
    await asks_for(person, "x1")
    sandbox.fail("deleteMessages", kind, times=2)
    sandbox.clock.advance(timedelta(hours=1, minutes=1))
    await person.until(lambda p: not p.messages, timeout=20)


async def asks_for(person: Person, data: str) -> None:
    """Erasing by itself, by the buttons that lead there."""
    answer = await person.ask("/privacy")
    await person.press(answer, "xk")
    await person.until(lambda p: "지우기에 대해" in p.answers[-1]["text"])
    assert await person.toast(await person.press(person.answers[-1], data))


async def test_the_page_about_erasing_says_what_a_restart_forgets(sandbox: Sandbox, start: Start) -> None:
    await start()
    for code, said in (("ko", "다시 시작되면"), ("en", "If the bot restarts")):
        person = sandbox.person(code)
        await person.press(await person.ask("/privacy"), "xk")
        await person.until(lambda p, said=said: said in p.answers[-1]["text"])


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


class Dead:
    """A database that is gone."""

    def __getattr__(self, _: str) -> Any:
        async def fail(*_: object) -> None:
            raise OSError

        return fail


class Kept(NullStore):
    """What the store was asked to forget."""

    def __init__(self) -> None:
        self.forgotten: list[int] = []

    async def forget(self, chat: int) -> None:
        self.forgotten.append(chat)


def broken(*_: object, **__: object) -> None:
    raise RuntimeError


@pytest.mark.parametrize("way", ["/erase", "지우기", "quick exit", "button"])
async def test_it_works_while_everything_else_fails(
    sandbox: Sandbox, start: Start, responder: Responder, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    for name in ("to_text", "to_button", "to_command", "erased", "answer", "text"):
        monkeypatch.setattr(responder, name, broken)
    await start(store=Dead())
    person = sandbox.person("ko")
    answer = await person.ask("불법촬영 당했어요")
    await (person.press(answer, "xe") if way == "button" else person.send(way))
    await person.until(lambda p: not p.messages)  # not even the emergency text, which would say what it was about


@pytest.mark.parametrize("way", ["지우기", "button"])
async def test_it_works_though_every_handler_fails(
    sandbox: Sandbox, start: Start, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(Handlers, "message", broken)
    monkeypatch.setattr(Handlers, "press", broken)
    await start()
    person = sandbox.person("ko")
    answer = await person.ask("불법촬영 당했어요")
    await (person.press(answer, "xe") if way == "button" else person.send(way))
    await person.until(lambda p: len(p.messages) == 1 and "요청했어요" in p.messages[0]["text"])


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
    forgotten: list[int] = []

    class Counting(NullStore):
        async def forget(self, chat: int) -> None:
            forgotten.append(chat)

    for _ in range(int(BURST) + 80):
        await flooder.send("/erase")
    await start(store=Counting())
    assert await person.ask("/about", timeout=30)
    await flooder.until(lambda p: not [m for m in p.messages if not m["from"]["is_bot"]], timeout=30)
    await person.send("/erase")
    await person.until(lambda p: len(p.messages) == 1)
    assert len(sandbox.called("deleteMessages")) < 11 * BURST
    async with asyncio.timeout(20):  # a chosen language goes each time, over the budget too
        while forgotten.count(flooder.id) < BURST + 80:
            await asyncio.sleep(0.02)
