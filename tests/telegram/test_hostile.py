"""Updates that Telegram would never send: no crash, no silence, nothing of a stranger's rendered."""

import asyncio
import json
import os
import random
from typing import Any

import pytest
from pydantic import SecretStr

from bot.answers.responder import Responder
from bot.sandbox.server import Sandbox
from bot.settings import TelegramSettings, WebhookSettings
from bot.telegram.application import run_webhook
from bot.understanding import encoder
from tests.conftest import ROOT
from tests.ports import free_port
from tests.proof.delivery_hostile import constant, mutations
from tests.proof.delivery_hostile.driving import drive
from tests.telegram.conftest import Start

CANARY = "zqx-canary"
WORTHLESS: tuple[Any, ...] = (
    None,
    True,
    -1,
    2**70,
    1e300,
    "",
    "x" * 5000,
    "\x00\x00",
    "\u202e\u0300" * 200,
    "<b>{0.__class__}%s%n&amp;</b><script>",
    [],
    {},
    [[[[[[]]]]]],
    {"id": {"id": {"id": []}}},
)


def mutated(value: Any, dice: random.Random) -> Any:
    """The same with something somewhere replaced, left out or added."""
    if isinstance(value, dict) and value and dice.random() < 0.85:
        key = dice.choice(list(value))
        copy = dict(value)
        if dice.random() < 0.2:
            del copy[key]
        else:
            copy[key] = mutated(value[key], dice)
        return copy
    if isinstance(value, list) and value and dice.random() < 0.7:
        return [mutated(value[0], dice), *value[1:]]
    return dice.choice(WORTHLESS)


def sent(chat: int, kind: str) -> dict[str, Any]:
    who = {"id": chat, "is_bot": False, "first_name": CANARY, "language_code": "ko"}
    message = {"message_id": 5, "date": 1_700_000_000, "from": who, "chat": {"id": chat, "type": "private"}}
    if kind == "callback_query":
        pressed = {**message, "text": "x", "from": {"id": 1, "is_bot": True, "first_name": "b"}}
        return {
            "callback_query": {"id": "1", "from": who, "chat_instance": "1", "data": "nonsense", "message": pressed}
        }
    entity = {"type": "bold", "offset": 0, "length": 3}
    reply = {**message, "message_id": 4, "text": "y", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}
    return {kind: {**message, "text": "<b>" + CANARY, "entities": [entity], "reply_to_message": reply}}


@pytest.mark.parametrize("kind", ["message", "edited_message", "callback_query"])
async def test_mutations_stop_nothing_and_whoever_can_be_answered_is(sandbox: Sandbox, start: Start, kind: str) -> None:
    dice = random.Random(7)
    await start()
    people = [sandbox.person("ko") for _ in range(120)]
    for person in people:
        person.chat.started = True
        update = sent(person.id, kind)
        body = update[kind]
        key = dice.choice([k for k in body if k not in ("chat", "message")])
        update[kind] = {**body, key: mutated(body[key], dice)}
        await sandbox.push_raw(update)
    assert await sandbox.person("ko").ask("/about", timeout=30)
    for person in people:
        await person.until(lambda p: bool(p.answers), timeout=15)
        assert CANARY not in person.answers[0]["text"]
    assert all(CANARY not in str(given) for method, given in sandbox.requests if method != "getUpdates")


async def test_updates_of_every_other_shape_stop_nothing(sandbox: Sandbox, start: Start) -> None:
    dice = random.Random(8)
    await start()
    for name in (
        "message",
        "callback_query",
        "my_chat_member",
        "inline_query",
        "poll",
        "chat_join_request",
        "business",
    ):
        for worthless in WORTHLESS:
            await sandbox.push_raw({name: worthless})
        for _ in range(10):
            await sandbox.push_raw({name: mutated(sent(9, "message")["message"], dice)})
    assert await sandbox.person("ko").ask("/about", timeout=30)


def test_every_kind_of_update_is_tried() -> None:
    reference = ROOT.parent / "shared/reference/bot-api-10.1.json"
    if not reference.exists():
        pytest.skip("the published description of the Bot API does not stand beside this folder")
    fields = json.loads(reference.read_text())["types"]["Update"]["fields"]
    assert {field["name"] for field in fields} - {"update_id"} == set(mutations.KINDS)


async def test_thousands_of_mutations_by_webhook(
    sandbox: Sandbox, responder: Responder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "encode", constant.encode)
    port, stop, ready = free_port(), asyncio.Event(), asyncio.Event()
    url, secret = f"http://127.0.0.1:{port}/hook", "s" * 32
    running = asyncio.create_task(
        run_webhook(
            TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url),
            WebhookSettings(webhook_url=url, webhook_secret=SecretStr(secret), port=port),
            responder,
            stop=stop,
            ready=lambda _: ready.set(),
        )
    )
    try:
        await asyncio.wait_for(ready.wait(), 20)
        tally = await drive(sandbox, url, secret, os.getpid(), 1_500, seed=11)
    finally:
        stop.set()
        await asyncio.wait_for(running, 15)
    assert set(tally.statuses) == {200}
    assert tally.answerable > 400
    assert tally.silent == []
    assert tally.leaks == 0
