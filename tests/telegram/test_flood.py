"""A flooder gets fewer answers, never silence, and takes nothing from anybody else."""

import asyncio

import pytest

from bot.sandbox.server import Sandbox
from bot.telegram import flood
from bot.telegram.application import Bot
from bot.telegram.flood import BURST, CHATS, EMERGENCY_EVERY, PER_SECOND, Budget
from bot.telegram.turns import Turns
from tests.conftest import called
from tests.telegram.conftest import Start


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_chat_may_write_a_lot_then_waits_for_its_turn() -> None:
    clock = Clock()
    budget = Budget(clock)
    assert all(budget.wait(7) == 0 for _ in range(int(BURST)))
    wait = budget.wait(7)
    assert 0 < wait <= 1 / PER_SECOND
    assert budget.wait(8) == 0
    clock.now += wait
    assert budget.wait(7) == 0


def test_over_the_budget_the_numbers_come_once_a_minute() -> None:
    clock = Clock()
    budget = Budget(clock)
    assert [budget.emergency(7) for _ in range(3)] == [True, False, False]
    clock.now += EMERGENCY_EVERY
    assert budget.emergency(7)


def test_while_the_bot_is_behind_a_flood_ends_sooner_and_a_newcomer_is_answered_at_once() -> None:
    clock = Clock()
    budget = Budget(clock)
    for _ in range(70):
        budget.wait(7)
    budget.strained = True
    assert budget.wait(7) > 0
    assert budget.wait(8) == 0


def test_a_million_chats_leave_the_memory_flat() -> None:
    budget = Budget()
    for chat in range(1_000_000):
        budget.wait(chat)
        budget.emergency(chat)
    assert len(budget) <= 2 * CHATS


async def test_turns_keep_nothing_of_chats_that_are_done() -> None:
    turns = Turns()
    for chat in range(1000):
        async with turns.turn(chat) as overtaken:
            assert not overtaken()
    assert len(turns) == 0


async def test_the_last_word_of_a_flood_is_answered(sandbox: Sandbox, start: Start) -> None:
    flooder, person = sandbox.person("ko"), sandbox.person("ko")
    for _ in range(int(BURST) + 60):
        await flooder.send("ㅋㅋ")
    await flooder.send("죽고 싶어요")
    await start()
    assert await person.ask("딥페이크", timeout=30)
    await flooder.until(lambda p: any("109" in a["text"][:250] for a in p.answers), timeout=30)
    assert len(flooder.answers) < BURST + 40


async def test_one_chat_told_to_wait_keeps_nobody_else_waiting(sandbox: Sandbox, start: Start) -> None:
    await start()
    slow, other = sandbox.person("ko"), sandbox.person("ko")
    sandbox.faults.add("429", "sendMessage", 1, retry_after=5)
    message = await slow.send("딥페이크")
    await called(sandbox, "sendMessage")
    for _ in range(3):
        assert await other.ask("스토킹", timeout=4.5)
    assert await slow.next_answer(message, timeout=20)


async def test_the_numbers_get_to_a_flooder_though_telegram_fails(
    sandbox: Sandbox, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "PER_SECOND", 0.01)  # the budget does not come back meanwhile
    bots: list[Bot] = []
    await start(ready=bots.append)
    flooder = sandbox.person("ko")
    async with asyncio.timeout(20):
        while not bots:
            await asyncio.sleep(0.02)
    while not bots[0].delivery.budget.wait(flooder.id):
        pass
    sandbox.fail("sendMessage", "500", times=2, chat=flooder.id)
    await flooder.send("ㅋㅋ")
    await flooder.until(lambda p: any("24시간 열려" in a["text"] for a in p.answers), timeout=20)
