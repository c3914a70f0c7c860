"""Updates as they come, read without trusting their shape: behind one that nothing else can read is a person too."""

import json
import re
from typing import Any

Raw = dict[str, Any]

_UPDATE = re.compile(rb'"update_id"\s*:\s*(\d{1,18})\b')
_CHAT = re.compile(rb'"chat"\s*:\s*\{[^{}]{0,400}?"id"\s*:\s*(\d{1,18})\b')
_NEWS = ("message", "edited_message", "callback_query")
# In the code and not in the lexicon: erasing has to work on a day on which nothing else does.
_ERASE = frozenset({"지우기", "삭제해", "erase", "quick exit"})
_ERASE_COMMAND = re.compile(r"/erase(@\w+)?(\s|$)", re.IGNORECASE)


def person_of(raw: Raw) -> int | None:
    """The private chat of whoever waits for an answer to this update, where that can be read."""
    message = _message(raw)
    chat = message.get("chat")
    if isinstance(chat, dict):
        return _id(chat) if chat.get("type", "private") == "private" else None
    query = raw.get("callback_query")
    return _id(query.get("from")) if isinstance(query, dict) else None


def place_of(raw: Raw) -> int:
    """The chat whose order this update belongs to; 0 where it cannot be read."""
    change = raw.get("my_chat_member")
    found = change if isinstance(change, dict) else _message(raw)
    return person_of(raw) or _id(found.get("chat")) or 0


def language_of(raw: Raw) -> str | None:
    """The language code of the sender's app."""
    for key in _NEWS:
        found = raw.get(key)
        sender = found.get("from") if isinstance(found, dict) else None
        code = sender.get("language_code") if isinstance(sender, dict) else None
        if isinstance(code, str):
            return code
    return None


def message_id_of(raw: Raw) -> int | None:
    """The id of the message written, or of the one whose button was pressed."""
    found = _message(raw).get("message_id")
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def asks_to_erase(text: object) -> bool:
    """The command, or one of the words for it typed alone."""
    if not isinstance(text, str) or len(text) > 200:
        return False
    return _ERASE_COMMAND.match(text) is not None or text.strip(" \n\t.!").casefold() in _ERASE


def erases(raw: Raw) -> bool:
    """Whether this update asks for erasing."""
    query = raw.get("callback_query")
    if isinstance(query, dict):
        return query.get("data") == "xe"
    return asks_to_erase(_message(raw).get("text"))


def updates_in(body: bytes) -> list[Raw] | None:
    """The updates of an answer to getUpdates; None where the answer cannot be parsed at all."""
    try:
        result = json.loads(body).get("result")
    except (ValueError, RecursionError, AttributeError):  # nested too deep, a number of thousands of digits
        return None
    return (
        [u for u in result if isinstance(u, dict) and _whole(u.get("update_id"))] if isinstance(result, list) else None
    )


def salvaged(body: bytes) -> Raw | None:
    """What can still be told of the first update in a text that is no readable JSON: its id, and whose it is."""
    update = _UPDATE.search(body)
    if update is None:
        return None
    chat = _CHAT.search(body)
    told: Raw = {"chat": {"id": int(chat[1])}} if chat else {}
    return {"update_id": int(update[1]), "message": told}


def _message(raw: Raw) -> Raw:
    for key in _NEWS:
        found = raw.get(key)
        if key == "callback_query" and isinstance(found, dict):
            found = found.get("message")
        if isinstance(found, dict):
            return found
    return {}


def _id(of: object) -> int | None:
    found = of.get("id") if isinstance(of, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
