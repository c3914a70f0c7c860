"""What holds for every message: Telegram's limits, and the promises of the voice that can be seen on a page.

Limits: https://core.telegram.org/bots/api#sendmessage and #inlinekeyboardbutton.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from bot.answers.render import Button, Message
from bot.answers.state import BadState, Page, State, decode
from bot.vocabulary import Situation

LENGTH = 4096  # UTF-16 units, after entities
ENTITIES, BUTTONS, ROW, DATA, COPY = 100, 100, 8, 64, 256
LABEL = 40  # characters of a button; a phone cuts off what is longer
PREVIEW = 100  # characters that a lock screen may show
STEPS, PLACES = 3, 3  # on a first answer

Fault = tuple[str, dict[str, str]]


def faults(message: Message) -> Iterator[Fault]:
    """Whatever Telegram would refuse or a person would miss, as (code, params)."""
    length = units(message.plain)
    if not 0 < length <= LENGTH:
        yield "page-length", {"length": str(length), "limit": str(LENGTH)}
    yield from _markup(message)
    yield from _buttons(message)
    if "{" in message.plain:
        yield "page-gap", {}
    yield from way_out(message)


def first_answer(message: Message) -> Iterator[Fault]:
    """What somebody in distress can work through: three things to do, three places."""
    steps = len(re.findall(r"^\d+\. ", message.plain, re.MULTILINE))
    if steps > STEPS:
        yield "page-steps", {"count": str(steps)}
    if len(message.resources) > PLACES:
        yield "page-places", {"count": str(len(message.resources))}


def way_out(message: Message) -> Iterator[Fault]:
    """On every answer: erase, something else, and the numbers that answer at any hour."""
    data = [b.data for row in message.buttons for b in row if b.data]
    if "xe" not in data:
        yield "page-no-erase", {}
    if not any(d[0] in (Page.SITUATIONS, Page.MENU) for d in data):
        own = filter(None, map(_state, data))
        chosen = {state.situation for state in own if state.page is Page.ANSWER and state.situation}
        if len(chosen) < len(Situation):
            yield "page-no-correction", {}
    last = message.plain.rsplit("\n\n", 1)[-1]
    if "112" not in last or "109" not in last:
        yield "page-no-emergency", {}


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _markup(message: Message) -> Iterator[Fault]:
    tags = _Tags()
    tags.feed(message.html)
    tags.close()
    if tags.fault or tags.open or tags.text != message.plain:
        yield "page-markup", {}
    if tags.count > ENTITIES:
        yield "page-entities", {"count": str(tags.count), "limit": str(ENTITIES)}


class _Tags(HTMLParser):
    """Reads what Telegram reads. Nothing but bold is sent, and no bold within bold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text, self.count, self.fault = "", 0, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fault |= tag != "b" or bool(attrs) or bool(self.open)
        self.count += 1
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.fault |= not self.open or self.open.pop() != tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _buttons(message: Message) -> Iterator[Fault]:
    count = sum(len(row) for row in message.buttons)
    if count > BUTTONS or any(len(row) > ROW for row in message.buttons):
        yield "button-count", {"count": str(count)}
    for button in (b for row in message.buttons for b in row):
        yield from _button(button)


def _button(button: Button) -> Iterator[Fault]:
    label = {"text": button.text}
    if not button.text.strip() or "{" in button.text:
        yield "button-empty", label
    if len(button.text) > LABEL:
        yield "button-label", {**label, "length": str(len(button.text)), "limit": str(LABEL)}
    if [button.data, button.url, button.copy].count(None) != 2:
        yield "button-action", label
    if button.data is not None and not (1 <= len(button.data.encode()) <= DATA and _leads(button.data)):
        yield "button-data", {**label, "limit": str(DATA)}
    if button.copy is not None and not 1 <= len(button.copy) <= COPY:
        yield "button-copy", {**label, "limit": str(COPY)}
    if button.url is not None and not button.url.startswith(("https://", "http://")):
        yield "button-link", label


def _leads(data: str) -> bool:
    """Whether pressing it is understood: an action of the edge, or a state."""
    return data.startswith("x") or _state(data) is not None


def _state(data: str) -> State | None:
    try:
        return decode(data)
    except BadState:
        return None
