"""The stand-in fails when it is told to, in the ways in which Telegram and networks fail."""

import asyncio

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import Api


async def test_too_many_requests_says_how_long(sandbox: Sandbox, api: Api) -> None:
    sandbox.fail("getMe", "429", retry_after=3, times=2)
    for _ in range(2):
        answer = await api("getMe")
        assert (answer.status, answer.said) == (429, "Too Many Requests: retry after 3")
        assert answer.body["parameters"] == {"retry_after": 3}
    assert (await api("getMe")).status == 200


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("500", "Internal Server Error"),
        ("502", "Bad Gateway"),
        ("403", "Forbidden: bot was blocked by the user"),
        ("400", "Bad Request: message can't be sent"),
    ],
)
async def test_errors(sandbox: Sandbox, api: Api, kind: str, said: str) -> None:
    sandbox.fail(kind=kind)
    assert (await api("getMe"))[::2] == (int(kind), said)
    assert (await api("getMe")).status == 200


async def test_one_method_only(sandbox: Sandbox, api: Api) -> None:
    sandbox.fail("sendMessage", "500")
    assert (await api("getMe")).status == 200
    sandbox.faults.clear()
    person = sandbox.person()
    await person.send("안녕")
    assert (await api("sendMessage", chat_id=person.id, text="x")).status == 200


async def test_one_chat_only(sandbox: Sandbox, api: Api) -> None:
    one, other = sandbox.person(), sandbox.person()
    for person in (one, other):
        await person.send("안녕")
    sandbox.fail("sendMessage", "429", chat=one.id)
    assert (await api("sendMessage", chat_id=other.id, text="x")).status == 200
    assert (await api("sendMessage", chat_id=one.id, text="x")).status == 429


@pytest.mark.parametrize(("kind", "arrived"), [("cut", 0), ("lost", 1)])
async def test_a_cut_line(sandbox: Sandbox, api: Api, kind: str, arrived: int) -> None:
    person = sandbox.person()
    await person.send("안녕")
    sandbox.fail("sendMessage", kind)
    with pytest.raises(aiohttp.ClientError):
        await api("sendMessage", chat_id=person.id, text="x")
    assert len(person.answers) == arrived  # "lost": Telegram did it, the bot never hears


async def test_no_answer_in_time(sandbox: Sandbox) -> None:
    sandbox.fail("getMe", "timeout", retry_after=5)
    async with aiohttp.ClientSession() as session:
        with pytest.raises(TimeoutError):
            await session.get(f"{sandbox.base_url}{sandbox.token}/getMe", timeout=aiohttp.ClientTimeout(total=0.2))


async def test_an_answer_that_is_no_json(sandbox: Sandbox) -> None:
    sandbox.fail("getMe", "garbage")
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.base_url}{sandbox.token}/getMe") as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")


async def test_every_call_can_be_slow(sandbox: Sandbox, api: Api) -> None:
    sandbox.latency = 0.2
    before = asyncio.get_running_loop().time()
    await api("getMe")
    assert asyncio.get_running_loop().time() - before >= 0.2


def test_a_fault_nobody_knows(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="no such fault"):
        sandbox.fail(kind="418")
