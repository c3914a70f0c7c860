"""Ids are kept for 48 hours, in a bounded memory, and then no longer."""

import asyncio
from collections import deque
from collections.abc import Collection, Iterator

from bot.sandbox.server import Sandbox
from bot.telegram.application import Bot
from bot.telegram.memory import CHATS, PER_CHAT, TOTAL, WINDOW, Memory
from bot.telegram.timers import TIMERS, Timers
from tests.telegram.conftest import Start


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_ids_are_handed_back_newest_first_and_forgotten_on_request() -> None:
    memory = Memory(Clock())
    for id in (5, 9, 7):
        memory.note(1, id)
    assert memory.ids(1) == [9, 7, 5]
    memory.forget(1)
    assert memory.ids(1) == []
    assert len(memory) == 0


def test_nothing_is_left_after_48_hours() -> None:
    clock = Clock()
    memory = Memory(clock)
    memory.note(1, 5)
    memory.note(2, 6)
    clock.now += WINDOW - 3600
    memory.note(1, 50)
    clock.now += 2 * 3600
    assert memory.ids(1) == [50]
    memory.expire()
    assert len(memory) == 1
    assert memory.ids(2) == []


def test_a_million_chats_leave_the_memory_flat() -> None:
    memory = Memory(Clock())
    for chat in range(1_000_000):
        memory.note(chat, chat + 1)
    assert len(memory) <= min(CHATS, TOTAL)
    for id in range(1, 5000):
        memory.note(7, id)
    assert len(memory.ids(7)) == PER_CHAT


def test_whether_ids_may_be_missing_is_known() -> None:
    clock = Clock()
    memory = Memory(clock)
    assert memory.may_miss()  # just started: what was before is not known
    clock.now += WINDOW + 60
    assert not memory.may_miss()
    for id in range(1, PER_CHAT + 2):
        memory.note(1, id)
    assert memory.may_miss()


def test_an_edit_finds_the_latest_answer() -> None:
    memory = Memory(Clock())
    memory.answered(1, 10, 11)
    memory.answered(1, 12, 13)
    memory.answered(1, 10, 14)
    assert memory.answer_to(1, 10) == 14
    assert memory.answer_to(1, 99) is None
    assert memory.answer_to(2, 10) is None


def test_asking_again_moves_the_time_and_nothing_piles_up() -> None:
    clock = Clock()
    timers = Timers(clock)
    for _ in range(100_000):
        assert timers.set(1, 3600)
    assert len(timers) == 1
    assert len(timers._heap) < 200
    clock.now += 3601
    assert timers.due() == [1]
    assert timers.due() == []


def test_a_full_list_says_so() -> None:
    timers = Timers(Clock())
    for chat in range(TIMERS):
        assert timers.set(chat, 3600)
    assert not timers.set(TIMERS, 3600)
    assert timers.set(0, 10)


def test_a_cancelled_time_never_comes() -> None:
    clock = Clock()
    timers = Timers(clock)
    timers.set(1, 10)
    timers.cancel(1)
    clock.now += 11
    assert timers.due() == []


async def test_the_framework_keeps_no_number_of_a_chat(sandbox: Sandbox, start: Start) -> None:
    bots: list[Bot] = []
    await start(ready=bots.append)
    person = sandbox.person(id=7_531_902_468)
    answer = await person.ask("딥페이크 피해를 당했어요")
    await person.press(answer, "지우기")
    async with asyncio.timeout(10):  # noted when an update is done with, which is after the answer has come
        while bots[0].metrics["answered_total"] < 2:
            await asyncio.sleep(0.01)

    held = [name for name, value in _parts(bots[0].application) if person.id in value]

    assert held == []


def _parts(application: object) -> Iterator[tuple[str, Collection[object]]]:
    """What an application of python-telegram-bot holds, by name, as far as a number could be in it."""
    for kind in type(application).__mro__:
        for name in getattr(kind, "__slots__", ()):
            value = getattr(application, name, None)
            if isinstance(value, set | dict | list | tuple | deque):
                yield name, value
