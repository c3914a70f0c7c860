"""Nothing is lost, nobody is left without a word, nothing of what was written gets out."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.answers.responder import Responder
from bot.logs import configure
from bot.sandbox.server import Sandbox
from bot.telegram.application import run_polling
from bot.telegram.flood import BURST
from bot.telegram.refusal import Refused
from tests.conftest import called
from tests.telegram.conftest import Start

CANARY = "zqx-canary-7731"


@pytest.mark.parametrize(("kind", "times"), [("429", 2), ("500", 2), ("cut", 2)])
async def test_a_failed_send_is_sent_again(sandbox: Sandbox, start: Start, kind: str, times: int) -> None:
    sandbox.faults.add(kind, "sendMessage", times)
    await start()
    answer = await sandbox.person("ko").ask("/about", timeout=25)
    assert "곁은 무엇인가요" in answer["text"]


async def test_an_update_nobody_can_parse_stops_nobody(sandbox: Sandbox, start: Start) -> None:
    odd, person = sandbox.person("ko"), sandbox.person("ko")
    await sandbox.state.push({"message": {"message_id": "x", "date": "y", "chat": {"id": odd.id, "type": "private"}}})
    await start()
    assert await person.ask("딥페이크")
    await odd.until(lambda p: bool(p.answers))
    assert "112" in odd.answers[0]["text"]


async def test_when_answering_fails_the_numbers_still_come(
    sandbox: Sandbox, start: Start, responder: Responder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(responder, "answer", broken)
    await start()
    answer = await sandbox.person("ko").ask("무슨 말이든")
    assert all(number in answer["text"] for number in ("112", "1366", "109"))


async def test_a_dead_store_changes_nothing(sandbox: Sandbox, start: Start) -> None:
    class Dead:
        def __getattr__(self, _: str) -> Any:
            async def fail(*_: object) -> None:
                raise OSError

            return fail

    await start(store=Dead())
    assert "1366" in (await sandbox.person("ko").ask("불법촬영"))["text"]


async def test_blocked_by_one_answered_by_all(sandbox: Sandbox, start: Start) -> None:
    sandbox.faults.add("403", "sendMessage", 1)
    await start()
    await sandbox.person("ko").send("딥페이크")
    await called(sandbox, "sendMessage")
    assert await sandbox.person("ko").ask("딥페이크")


async def test_updates_are_confirmed_only_after_the_answer(sandbox: Sandbox, start: Start) -> None:
    person = sandbox.person("ko")
    await person.send("딥페이크")
    running = await start()
    await person.until(lambda p: bool(p.answers))
    await running.stop()
    names = [name for name, _ in sandbox.requests]
    confirming = [
        i for i, (name, given) in enumerate(sandbox.requests) if name == "getUpdates" and int(given["offset"]) > 0
    ]
    assert names.index("sendMessage") < min(confirming)
    assert not sandbox.state.updates


async def test_a_flooder_still_gets_the_numbers_and_nobody_else_waits(sandbox: Sandbox, start: Start) -> None:
    flooder, person = sandbox.person("ko"), sandbox.person("ko")
    for _ in range(int(BURST) + 60):
        await flooder.send("ㅋㅋ")
    await start()
    assert await person.ask("딥페이크", timeout=20)
    await flooder.until(lambda p: any("24시간 열려" in a["text"] for a in p.answers), timeout=20)
    assert len(flooder.answers) < BURST + 40  # how many come back meanwhile depends on the machine


@pytest.mark.parametrize(("description", "reason"), [("Unauthorized", "token"), ("Conflict", "conflict")])
async def test_refusals_end_in_a_reason(sandbox: Sandbox, responder: Responder, description: str, reason: str) -> None:
    from pydantic import SecretStr

    from bot.settings import TelegramSettings

    token = sandbox.token if reason == "conflict" else sandbox.token[:-1] + "x"
    settings = TelegramSettings(token=SecretStr(token), api_url=sandbox.base_url)
    stop = asyncio.Event()
    first = None
    if reason == "conflict":
        first = asyncio.create_task(run_polling(settings, responder, stop=stop, now=sandbox.now))
        await called(sandbox, "getUpdates")
    with pytest.raises(Refused) as refusal:
        await asyncio.wait_for(run_polling(settings, responder, now=sandbox.now, stop=asyncio.Event()), 10)
    assert refusal.value.reason == reason
    stop.set()
    if first is not None:
        await first


async def test_no_word_of_anybody_reaches_the_log(
    sandbox: Sandbox, start: Start, capfd: pytest.CaptureFixture[str], responder: Responder
) -> None:
    root = logging.getLogger()
    before = list(root.handlers), root.level
    configure("DEBUG")
    root.setLevel(logging.DEBUG)
    try:
        person = sandbox.person("ko", first_name=CANARY, username=CANARY)
        sandbox.faults.add("500", "sendMessage", 1)
        await start()
        await person.ask(f"딥페이크 {CANARY}", timeout=20)
        await sandbox.state.push({"message": {"message_id": CANARY, "chat": {"id": person.id, "type": "private"}}})
        await person.ask(f"/start {CANARY}")
    finally:
        root.handlers[:], level = before[0], before[1]
        root.setLevel(level)
    out, err = capfd.readouterr()
    assert CANARY not in out + err
    assert sandbox.token not in out + err
    assert "answering" in err


@pytest.mark.parametrize("hours", [-48, 48])
async def test_a_clock_that_jumps_changes_nothing(sandbox: Sandbox, start: Start, hours: int) -> None:
    person = sandbox.person("ko")
    await start()
    await person.ask("딥페이크", timeout=20)
    sandbox.clock.advance(timedelta(hours=hours))
    for _ in range(3):
        assert await person.ask("/about", timeout=20)
    sandbox.fail("sendMessage", "429", retry_after=1)
    assert await person.ask("/about", timeout=20)


async def test_answers_that_make_no_sense_are_asked_for_again(sandbox: Sandbox, start: Start) -> None:
    person = sandbox.person("ko")
    await person.send("/about")
    sandbox.fail("getUpdates", "garbage", times=2)
    sandbox.fail("sendMessage", "garbage", times=2)
    await start()
    await person.until(lambda p: bool(p.answers), timeout=20)
    assert len(sandbox.called("getUpdates")) < 20
