"""The tables of the stand-in, and what it sends, against the Bot API's published description."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import protocol
from bot.sandbox.kinds import CONTENT, ORIGINS, membership
from bot.sandbox.server import ME, Sandbox
from tests.sandbox.conftest import Api

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "bot-api-10.1.json"
WORDS = {"Integer": "int", "String": "str", "Boolean": "bool", "Integer|String": "chat"}


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    if not REFERENCE.exists():
        pytest.skip("skipped: the Bot API's description (../shared/reference) is not here")
    found: dict[str, Any] = json.loads(REFERENCE.read_text(encoding="utf-8"))
    return found


def _type(types: list[str]) -> str:
    prefix = ""
    if len(types) == 1:
        while types[0].startswith("Array of "):
            prefix, types = prefix + "[]", [types[0].removeprefix("Array of ")]
    name = "|".join(types)
    return prefix + WORDS.get(name, name)


def _table(fields: list[dict[str, Any]]) -> dict[str, tuple[str, bool]]:
    return {field["name"]: (_type(field["types"]), field["required"]) for field in fields}


@pytest.mark.parametrize("method", protocol.METHODS)
def test_a_methods_parameters(reference: dict[str, Any], method: str) -> None:
    published = _table(reference["methods"][method].get("fields", []))
    assert {name: tuple(field) for name, field in protocol.METHODS[method].items()} == published


@pytest.mark.parametrize("name", protocol.OBJECTS)
def test_an_objects_fields(reference: dict[str, Any], name: str) -> None:
    published = _table(reference["types"][name]["fields"])
    assert {name: tuple(field) for name, field in protocol.OBJECTS[name].items()} == published


def test_unions_and_updates(reference: dict[str, Any]) -> None:
    for name, variants in protocol.UNIONS.items():
        assert sorted(variants.values()) == sorted(reference["types"][name]["subtypes"])
    kinds = [field["name"] for field in reference["types"]["Update"]["fields"]]
    assert ["update_id", *protocol.UPDATES] == kinds


def check(reference: dict[str, Any], type: str, value: Any) -> None:
    """Every field known, of its type, and none missing that must be there."""
    if type.startswith("Array of "):
        assert isinstance(value, list)
        for item in value:
            check(reference, type.removeprefix("Array of "), item)
        return
    plain = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": float}
    if type in plain:
        assert isinstance(value, plain[type]), (type, value)
        return
    about = reference["types"][type]
    if "subtypes" in about:
        found = [name for name in about["subtypes"] if _is(reference["types"][name], value)]
        assert found, (type, value)
        check(reference, found[0], value)
        return
    fields = {field["name"]: field for field in about["fields"]}
    assert not set(value) - set(fields), (type, set(value) - set(fields))
    assert not {name for name, field in fields.items() if field["required"]} - set(value), (type, value)
    for name, item in value.items():
        check(reference, fields[name]["types"][0], item)


def _is(about: dict[str, Any], value: dict[str, Any]) -> bool:
    names = {field["name"] for field in about["fields"]}
    needed = {field["name"] for field in about["fields"] if field["required"]}
    said = [f["description"] for f in about["fields"] if f["name"] in ("type", "status")]
    mark = value.get("type", value.get("status"))
    return needed <= set(value) <= names and (not said or f"“{mark}”" in said[0] or mark in said[0])


async def test_every_update_and_answer_is_of_telegrams_shape(
    reference: dict[str, Any], sandbox: Sandbox, api: Api
) -> None:
    person, group = sandbox.person(last_name="김", username="hana"), sandbox.group()
    first = await person.send("/start@gyeot_sandbox_bot deepfake")
    await person.edit(first, "고친 말")
    for kind in CONTENT:
        await person.send_kind(kind)
    await person.send_photo("설명")
    for origin in ORIGINS:
        await person.forward("전달", origin)
    await person.reply(first, "답장", quote="고친")
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "c"}, {"text": "y", "copy_text": {"text": "1366"}}]]}
    reply = {"message_id": first["message_id"], "quote": "고친"}
    given: dict[str, Any] = {
        "text": "<b>안녕</b> <a href='https://a.b'>x</a>",
        "parse_mode": "HTML",
        "reply_markup": markup,
        "reply_parameters": reply,
        "protect_content": True,
        "disable_notification": True,
        "link_preview_options": {"is_disabled": True},
    }
    sent = (await api("sendMessage", chat_id=person.id, **given)).result
    await person.press(sent, "x")
    here = {"chat_id": person.id, "message_id": sent["message_id"]}
    edited = (await api("editMessageText", **here, text="다른 말")).result
    for status in ("member", "administrator", "kicked", "left"):
        await group.member("left", status)
    await person.block()
    updates = (await api("getUpdates", limit=100)).result
    assert len(updates) > 25
    for update in updates:
        check(reference, "Update", update)
    for message in (sent, edited):
        check(reference, "Message", message)
    check(reference, "User", (await api("getMe")).result)
    check(reference, "ChatFullInfo", (await api("getChat", chat_id=person.id)).result)
    check(reference, "WebhookInfo", (await api("getWebhookInfo")).result)
    check(reference, "MenuButton", (await api("getChatMenuButton")).result)
    check(reference, "ChatMember", membership(ME, "member"))
