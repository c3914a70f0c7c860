"""What people send: real questions in turn, each from another chat, and presses of buttons that the bot has shown."""

import json
import random
import re
from collections import deque
from pathlib import Path
from time import time

QUESTIONS = Path(__file__).parents[2] / "questions"
SEED = 20261124
REMEMBERED = 200  # messages of the bot whose buttons may be pressed
_DATA = re.compile(
    rb'"callback_data": ?"([^"x][^"]*)"'
)  # what begins with x acts on the chat instead of turning a page


def questions() -> list[str]:
    """The texts of people who look for help, and some who look for something else; in an order of chance."""
    lines = [line for name in ("ko", "en") for line in (QUESTIONS / f"{name}.jsonl").read_text().splitlines()]
    found = [q["text"] for q in map(json.loads, lines) if q["kind"] != "meta"]
    random.Random(SEED).shuffle(found)
    return found


class Traffic:
    """`presses`: one update in how many is the press of a button; 0 for none. `texts`: questions left to be sent.

    Where these are used up everything else is a press.
    """

    def __init__(self, presses: int, texts: int | None = None) -> None:
        self._presses = presses
        self._left = texts
        self._texts = [json.dumps(q, ensure_ascii=False).encode() for q in questions()]
        self._dice = random.Random(SEED)
        self._shown: deque[tuple[int, bytes, tuple[bytes, ...]]] = deque(maxlen=REMEMBERED)
        self._number = 0

    def next(self) -> tuple[int, int, bytes]:
        """(update_id, chat, the update)."""
        self._number += 1
        number, chat = self._number, 100_000 + self._number
        pressed = bool(self._presses) and (number % self._presses == 0 or self._left == 0)
        if pressed and self._shown:
            return number, *self._press(number)
        if self._left is not None:
            self._left = max(0, self._left - 1)
        language = b"en" if number % 2 else b"ko"
        who = b'"id":%d,"first_name":"P%d"' % (chat, number)
        update = (
            b'{"update_id":%d,"message":{"message_id":%d,"from":{%b,"is_bot":false,"language_code":"%b"},'
            b'"chat":{%b,"type":"private"},"date":%d,"text":%b}}'
        ) % (number, 2 * number, who, language, who, int(time()), self._texts[number % len(self._texts)])
        return number, chat, update

    def shown(self, chat: int, message: bytes, markup: bytes) -> None:
        """The bot has sent this message with these buttons."""
        if self._presses and len(self._shown) < REMEMBERED and (data := tuple(_DATA.findall(markup))):
            self._shown.append((chat, message, data))

    def _press(self, number: int) -> tuple[int, bytes]:
        self._shown.rotate(-1)
        chat, message, data = self._shown[0]
        if self._left != 0:
            self._shown.popleft()
        else:  # the same message goes on being pressed, from another chat each time
            message = message.replace(b'"id":%d' % chat, b'"id":%d' % (100_000 + number))
            chat = 100_000 + number
        update = (
            b'{"update_id":%d,"callback_query":{"id":"%d","from":{"id":%d,"first_name":"P","is_bot":false,'
            b'"language_code":"ko"},"message":%b,"chat_instance":"1","data":"%b"}}'
        ) % (number, number, chat, message, self._dice.choice(data))
        return chat, update
