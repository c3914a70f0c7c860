"""A request as Telegram reads it: names, presence and types against the field tables.

Telegram ignores a parameter it does not know; here it is refused, since it can only be a mistake.
"""

import json
from typing import Any

from aiohttp import web

from bot.sandbox.protocol import METHODS, OBJECTS, UNIONS, Table
from bot.sandbox.refusal import Refused, bad

Json = dict[str, Any]
# What is said when a parameter is missing, where Telegram has a sentence of its own.
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "action": "wrong parameter action in request",
}
_TRUE, _FALSE = frozenset({"true", "True", "yes", "1", "t"}), frozenset({"false", "False", "no", "0", "f"})


async def raw(request: web.Request) -> Json:
    """Every parameter of a request, as it was sent: query, form, multipart or JSON."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise bad("can't parse request JSON object")
        given |= body
    elif request.can_read_body:
        given |= dict(await request.post())
    return given


def method_named(name: str) -> str:
    """The method's own spelling; case does not matter. Raises Refused (404) for one that is not served."""
    for method in METHODS:
        if method.lower() == name.lower():
            return method
    raise Refused("Not Found: method not found", 404)


def read(method: str, given: Json) -> Json:
    """The parameters as typed values. Raises Refused for an unknown, missing or ill-typed one."""
    table, found = METHODS[method], {}
    for name, value in given.items():
        if name not in table:
            raise bad(f'unknown parameter "{name}"')
        if value is None or (value == "" and not isinstance(value, bytes)):
            continue  # as good as not sent
        found[name] = _value(name, table[name].type, value)
    for name, field in table.items():
        if field.required and name not in found and not (method == "setWebhook" and name in given):
            raise bad(MISSING.get(name, f"parameter {name} is required"))
    return found


def _value(name: str, type: str, value: Any) -> Any:
    if type == "str":
        if isinstance(value, str | int | float):
            return str(value)
        raise bad(f"parameter {name} must be a String")
    if type in ("int", "bool", "chat"):
        return _scalar(name, type, value)
    if type == "InputFile":
        return value
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None
    return _typed(name, type, value)


def _scalar(name: str, type: str, value: Any) -> Any:
    if type == "bool":
        if isinstance(value, bool):
            return value
        if str(value) in _TRUE:
            return True
        if str(value) in _FALSE:
            return False
        raise bad(f"parameter {name} must be a Boolean")
    if type == "chat" and isinstance(value, str) and value.startswith("@"):
        return value
    try:
        if isinstance(value, bool | float):
            raise ValueError
        return int(value)
    except (TypeError, ValueError):
        raise bad("chat not found" if name == "chat_id" else f"parameter {name} must be an Integer") from None


def _typed(name: str, type: str, value: Any) -> Any:
    """A JSON value of that type, whole."""
    if type.startswith("[]"):
        if not isinstance(value, list):
            raise bad(f"can't parse {name}: expected an Array of {type.removeprefix('[]').removeprefix('[]')}")
        return [_typed(name, type[2:], item) for item in value]
    if type == "str":
        if not isinstance(value, str):
            raise bad(f"can't parse {name}: expected a String")
        return value
    if type in ("int", "bool", "chat"):
        return _scalar(name, type, value)
    if not isinstance(value, dict):
        raise bad(f"can't parse {name}: object expected")
    return _object(name, _variant(name, type, value), value)


def _variant(name: str, type: str, value: Json) -> str:
    """Which of several types an object is of."""
    if type in UNIONS:
        try:
            return UNIONS[type][str(value["type"])]
        except KeyError:
            raise bad(f"can't parse {name}: unsupported type specified") from None
    options = type.split("|")
    for option in options:
        if len(options) > 1 and any(f.required and n in value for n, f in OBJECTS[option].items()):
            return option
    if len(options) > 1:
        raise bad("object expected as reply markup")
    return type


def _object(name: str, type: str, value: Json) -> Json:
    if type not in OBJECTS:
        return value
    table: Table = OBJECTS[type]
    found = {}
    for key, item in value.items():
        if key not in table:
            raise bad(f'can\'t parse {name}: unknown field "{key}" in {type}')
        if item is not None:
            found[key] = _typed(name, table[key].type, item)
    for key, field in table.items():
        if field.required and key not in found:
            if type == "InlineKeyboardButton":
                raise bad("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
            raise bad(f'can\'t parse {name}: field "{key}" must be of type {field.type.title()}')
    return found
