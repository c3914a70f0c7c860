"""Updates nobody can parse: their people are found, and nobody else waits."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.answers.responder import Responder
from bot.settings import TelegramSettings
from bot.telegram.application import run_polling
from bot.telegram.raw import asks_to_erase, erases, person_of, place_of, salvaged, updates_in

PRIVATE = {"id": 77, "type": "private"}


@pytest.mark.parametrize(
    ("update", "person", "place"),
    [
        ({"message": {"chat": PRIVATE}}, 77, 77),
        ({"edited_message": {"chat": PRIVATE}}, 77, 77),
        ({"callback_query": {"from": {"id": 77}, "message": {"chat": PRIVATE}}}, 77, 77),
        ({"callback_query": {"from": {"id": 77}, "inline_message_id": "1"}}, 77, 77),
        ({"message": {"chat": {"id": -5, "type": "supergroup"}, "from": {"id": 77}}}, None, -5),
        ({"my_chat_member": {"chat": PRIVATE, "from": {"id": 77}}}, None, 77),
        ({"message": {"chat": {"id": True}}}, None, 0),
        ({"message": {"chat": "x"}}, None, 0),
        ({"message": []}, None, 0),
        ({"callback_query": 3}, None, 0),
        ({}, None, 0),
    ],
)
def test_whose_update_it_is(update: dict[str, object], person: int | None, place: int) -> None:
    assert person_of(update) == person
    assert place_of(update) == place


@pytest.mark.parametrize(
    "text", ["/erase", "/ERASE@gyeot_bot", "/erase now", "지우기", " Erase ", "삭제해.", "Quick exit"]
)
def test_words_that_erase(text: str) -> None:
    assert asks_to_erase(text)
    assert erases({"message": {"text": text}})


@pytest.mark.parametrize(
    "text", ["영상 지우기 도와주세요", "/erased", "erase my video from the site", None, 3, "erase" * 100]
)
def test_words_that_do_not(text: object) -> None:
    assert not asks_to_erase(text)


def test_what_cannot_be_parsed_still_has_an_id_and_a_chat() -> None:
    deep = b'{"ok":true,"result":[{"update_id":12,"message":{"chat":{"id":77,"type":"private"},"x":'
    deep += b"[" * 200_000 + b"]" * 200_000 + b"}}]}"
    assert updates_in(deep) is None
    assert salvaged(deep) == {"update_id": 12, "message": {"chat": {"id": 77}}}
    digits = b'{"ok":true,"result":[{"update_id":12,"x":' + b"9" * 5000 + b"}]}"
    assert updates_in(digits) is None
    assert salvaged(digits) == {"update_id": 12, "message": {}}
    assert salvaged(b"<html>") is None


class Wire:
    """An API that hands out updates as raw text, which no JSON library could have written."""

    def __init__(self, *updates: bytes) -> None:
        self.updates = list(updates)
        self.sent: list[int] = []
        self.offset = 0

    async def handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "getUpdates":
            given = await request.json()
            self.offset = max(self.offset, given["offset"])
            waiting = [u for i, u in enumerate(self.updates) if 100 + i >= self.offset][: given["limit"]]
            if not waiting:
                await asyncio.sleep(0.05)
            return web.Response(body=b'{"ok":true,"result":[' + b",".join(waiting) + b"]}")
        if method == "sendMessage":
            chat = int((await request.json())["chat_id"])
            self.sent.append(chat)
            told = {"message_id": 9, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "."}
            return web.json_response({"ok": True, "result": told})
        return web.json_response(
            {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "G", "username": "g_bot"}}
        )


def update(id: int, chat: int, more: str = "") -> bytes:
    who = {"id": chat, "is_bot": False, "first_name": "P"}
    message = {"message_id": 1, "date": 1, "from": who, "chat": {"id": chat, "type": "private"}, "text": "/about"}
    return f'{{"update_id":{id},"message":{json.dumps(message)[:-1]}{more}}}}}'.encode()


@pytest.fixture
async def hostile() -> AsyncIterator[tuple[Wire, TelegramSettings]]:
    deep = ',"x":' + "[" * 100_000 + "]" * 100_000
    digits = ',"x":' + "9" * 6000
    wire = Wire(update(100, 1), update(101, 2, deep), update(102, 3), update(103, 4, digits), update(104, 5))
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", wire.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield wire, TelegramSettings(token=SecretStr("1000000001:" + "a" * 35), api_url=url)
    await runner.cleanup()


async def test_an_update_no_parser_survives_stops_nobody(
    hostile: tuple[Wire, TelegramSettings], responder: Responder
) -> None:
    wire, settings = hostile
    stop = asyncio.Event()
    task = asyncio.create_task(run_polling(settings, responder, stop=stop))
    for _ in range(300):
        if wire.offset >= 105:
            break
        await asyncio.sleep(0.05)
    stop.set()
    await asyncio.wait_for(task, 10)
    assert set(wire.sent) == {1, 2, 3, 4, 5}
    assert wire.offset == 105
