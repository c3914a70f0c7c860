"""Text and inline keyboards of a message, checked as Telegram checks them."""

import json
import re

from bot.sandbox.entities import parse_html, units
from bot.sandbox.reading import Json
from bot.sandbox.refusal import bad

LIMIT = 4096  # UTF-16 code units, after the markup was read
CALLBACK_DATA = 64  # bytes
COPY_TEXT = 256  # characters
BUTTONS = 100  # in one keyboard
_URL = re.compile(r"(https?://|tg://|mailto:|tel:)\S+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\r]")


def formatted(given: Json) -> tuple[str, list[Json]]:
    """What `text`, `parse_mode` and `entities` of a call come to. Raises Refused."""
    mode, text = str(given.get("parse_mode", "")), str(given.get("text", ""))
    if mode.lower() == "html":
        text, entities = parse_html(text)
    elif mode.lower() in ("markdown", "markdownv2"):
        raise bad("the sandbox reads HTML only")
    elif mode:
        raise bad("unsupported parse_mode")
    else:
        entities = [_entity(e, units(text)) for e in given.get("entities", [])]
    text = _CONTROL.sub("", text)
    before = units(text) - units(text.lstrip())
    text = text.strip()
    if not text:
        raise bad("message text is empty")
    if units(text) > LIMIT:
        raise bad("message is too long")
    moved = [{**e, "offset": max(0, e["offset"] - before)} for e in entities]
    kept = [{**e, "length": min(e["length"], units(text) - e["offset"])} for e in moved if e["offset"] < units(text)]
    return text, kept


def _entity(entity: Json, length: int) -> Json:
    if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > length:
        raise bad(f"entity begins in a middle of nowhere at offset {entity['offset']}")
    return entity


def keyboard(markup: Json | None) -> Json | None:
    """The reply markup as it is kept. Raises Refused for an inline keyboard that Telegram refuses."""
    if markup is None or "inline_keyboard" not in markup:
        return markup
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(len(row) for row in rows) > BUTTONS:
        raise bad("reply markup is too long")
    for row in rows:
        for button in row:
            _button(button)
    return {"inline_keyboard": rows} if rows else None


def _button(button: Json) -> None:
    if not button["text"].strip():
        raise bad("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    kinds = [key for key in button if key not in ("text", "icon_custom_emoji_id", "style")]
    if not kinds:
        raise bad("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise bad("can't parse inline keyboard button: exactly one of the optional fields must be used")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= CALLBACK_DATA:
        raise bad("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= COPY_TEXT:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if "url" in button and not _URL.fullmatch(button["url"]):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: wrong HTTP URL")
    if "style" in button and button["style"] not in ("danger", "success", "primary"):
        raise bad("invalid button style specified")


def same(one: object, other: object) -> bool:
    """Whether two keyboards are the same to Telegram."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
