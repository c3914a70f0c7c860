"""getUpdates keeps Telegram's rules on offset, limit, waiting, kinds and who may poll."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from tests.conftest import called
from tests.sandbox.conftest import Api


async def _texts(api: Api, **given: Any) -> list[str]:
    return [update["message"]["text"] for update in (await api("getUpdates", **given)).result]


async def test_what_is_not_confirmed_comes_again(sandbox: Sandbox, api: Api) -> None:
    person = sandbox.person()
    for number in range(5):
        await person.send(str(number))
    first = (await api("getUpdates")).result
    ids = [update["update_id"] for update in first]
    assert ids == list(range(ids[0], ids[0] + 5))
    assert await _texts(api) == ["0", "1", "2", "3", "4"]
    assert await _texts(api, limit=2) == ["0", "1"]
    assert await _texts(api, offset=ids[2]) == ["2", "3", "4"]
    assert await _texts(api, offset=0) == ["2", "3", "4"]
    assert await _texts(api, offset=ids[0]) == ["2", "3", "4"]
    assert await _texts(api, offset=-1) == ["4"]
    assert await _texts(api, offset=ids[4] + 1) == []
    assert not sandbox.state.updates


async def test_at_most_a_hundred(sandbox: Sandbox, api: Api) -> None:
    person = sandbox.person()
    for number in range(101):
        await person.send(str(number))
    assert len(await _texts(api)) == len(await _texts(api, limit=1000)) == 100
    assert len(await _texts(api, limit=0)) == 1


async def test_a_long_poll_ends_with_the_first_update(sandbox: Sandbox, api: Api) -> None:
    poll = asyncio.create_task(_texts(api, timeout=20))
    await called(sandbox, "getUpdates")
    assert not poll.done()
    await sandbox.person().send("안녕")
    assert await asyncio.wait_for(poll, 10) == ["안녕"]


async def test_a_long_poll_ends_empty(api: Api) -> None:
    before = asyncio.get_running_loop().time()
    assert await _texts(api, timeout=1) == []
    assert 0.9 < asyncio.get_running_loop().time() - before < 3


async def test_kinds_hold_for_what_comes_afterwards(sandbox: Sandbox, api: Api) -> None:
    person = sandbox.person()
    message = await person.send("하나")
    await api("getUpdates", allowed_updates=["edited_message", "nonsense"])
    await person.send("둘")
    await person.edit(message, "셋")
    kinds = [next(k for k in u if k != "update_id") for u in (await api("getUpdates")).result]
    assert kinds == ["message", "edited_message"]  # "하나" came before the call, "둘" was not asked for
    await api("getUpdates", allowed_updates=[])
    await person.send("넷")
    assert (await api("getUpdates")).result[-1]["message"]["text"] == "넷"


async def test_old_updates_are_dropped(sandbox: Sandbox, api: Api) -> None:
    person = sandbox.person()
    await person.send("안녕")
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "c"}]]}
    sent = (await api("sendMessage", chat_id=person.id, text="x", reply_markup=markup)).result
    await person.press(sent, "x")
    sandbox.clock.advance(timedelta(seconds=151))
    assert await _texts(api) == ["안녕"]  # the press is gone
    sandbox.clock.advance(timedelta(hours=24))
    assert await _texts(api) == []


async def test_a_second_poller_is_refused(sandbox: Sandbox, api: Api) -> None:
    first = asyncio.create_task(_texts(api, timeout=20))
    await called(sandbox, "getUpdates")
    second = await api("getUpdates", timeout=5)
    assert second.status == 409
    assert second.said.startswith("Conflict: terminated by other getUpdates request")
    assert (await api("getUpdates")).status == 200  # not a long poll: ends nobody's
    await sandbox.person().send("안녕")
    assert await first == ["안녕"]


async def test_or_ends_the_first_one(sandbox: Sandbox, api: Api) -> None:
    sandbox.state.queue.conflict = "older"
    first = asyncio.create_task(api("getUpdates", timeout=20))
    await called(sandbox, "getUpdates")
    second = asyncio.create_task(_texts(api, timeout=20))
    assert (await asyncio.wait_for(first, 10)).status == 409
    await sandbox.person().send("안녕")
    assert await asyncio.wait_for(second, 10) == ["안녕"]


async def test_one_that_hung_up_is_no_second_poller(sandbox: Sandbox, api: Api) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"{sandbox.base_url}{sandbox.token}/getUpdates?timeout=30"
        with pytest.raises(TimeoutError):
            await session.get(url, timeout=aiohttp.ClientTimeout(total=0.2))
    assert (await api("getUpdates", timeout=1)).status == 200


async def test_an_update_of_any_shape_is_handed_on(sandbox: Sandbox, api: Api) -> None:
    id = await sandbox.push_raw({"message": {"message_id": "x", "chat": None}})
    found = (await api("getUpdates")).result
    assert found == [{"update_id": id, "message": {"message_id": "x", "chat": None}}]


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_every_way_of_sending_parameters(sandbox: Sandbox, way: str) -> None:
    person = sandbox.person()
    await person.send("안녕")
    given = {"chat_id": str(person.id), "text": "<b>x</b>", "parse_mode": "HTML", "disable_notification": "true"}
    multipart = aiohttp.MultipartWriter("form-data")
    for name, value in given.items():
        multipart.append(value).set_content_disposition("form-data", name=name)
    how: dict[str, Any] = {
        "query": {"params": given},
        "form": {"data": given},
        "multipart": {"data": multipart},
        "json": {"json": given},
    }[way]
    async with aiohttp.ClientSession() as session:
        method = "GET" if way == "query" else "POST"
        async with session.request(method, f"{sandbox.base_url}{sandbox.token}/sendMessage", **how) as response:
            assert response.status == 200
    assert person.answers[0]["text"] == "x"
    assert person.answers[0]["silent"]
    assert sandbox.called("sendMessage")[0]["chat_id"] == str(person.id)
