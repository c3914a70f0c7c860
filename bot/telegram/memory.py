"""Ids of messages, never their content: for 48 hours, in a bounded memory, to erase them and to edit an answer."""

from array import array
from collections import OrderedDict
from collections.abc import Callable
from time import time

WINDOW = 48 * 3600  # seconds; https://core.telegram.org/bots/api#deletemessages
PER_CHAT, CHATS, ANSWERS = 400, 20_000, 8  # ids of a chat, chats at once, answers of a chat that an edit can reach
TOTAL = 200_000  # ids at once, all chats together

_BITS = 32  # a packed id: minutes since the epoch above, message id below


class _Chat:
    __slots__ = ("answers", "ids")

    def __init__(self) -> None:
        self.ids = array("q")
        self.answers = array("q")  # pairs: the person's message, the bot's


class Memory:
    """Which messages are there. The chats used longest ago are forgotten first."""

    def __init__(self, clock: Callable[[], float] = time) -> None:
        self._clock = clock
        self._chats: OrderedDict[int, _Chat] = OrderedDict()
        self._total = 0
        self._gap = clock()  # until when ids may be missing: the start, or the last chat that had to be forgotten

    def __len__(self) -> int:
        return self._total

    def note(self, chat: int, message: int) -> None:
        """Remember that this message is there."""
        if not 0 < message < 1 << _BITS:
            return
        known = self._chats.pop(chat, None) or _Chat()
        self._chats[chat] = known
        known.ids.append(int(self._clock() // 60) << _BITS | message)
        self._total += 1
        if len(known.ids) > PER_CHAT:
            self._trim(known, len(known.ids) - PER_CHAT)
            self._gap = self._clock()
        while self._total > TOTAL or len(self._chats) > CHATS:
            self._total -= len(self._chats.popitem(last=False)[1].ids)
            self._gap = self._clock()

    def answered(self, chat: int, message: int, answer: int) -> None:
        """Remember which message answers which."""
        self.note(chat, answer)
        known = self._chats.get(chat)
        if known is not None and 0 < message < 1 << _BITS:
            known.answers.extend((message, answer))
            del known.answers[: max(0, len(known.answers) - 2 * ANSWERS)]

    def answer_to(self, chat: int, message: int) -> int | None:
        """The id of the answer to this message."""
        known = self._chats.get(chat)
        pairs = known.answers if known else array("q")
        return next((pairs[i + 1] for i in range(len(pairs) - 2, -1, -2) if pairs[i] == message), None)

    def ids(self, chat: int) -> list[int]:
        """Ids of the chat's messages that are not too old, newest first."""
        known = self._chats.get(chat)
        oldest = self._oldest()
        return sorted({p & (1 << _BITS) - 1 for p in known.ids if p >= oldest}, reverse=True) if known else []

    def may_miss(self) -> bool:
        """Whether messages of the last 48 hours may be there that are not remembered."""
        return self._clock() - self._gap < WINDOW

    def forget(self, chat: int) -> None:
        """Drop the chat's ids."""
        known = self._chats.pop(chat, None)
        self._total -= len(known.ids) if known else 0

    def expire(self) -> None:
        """Drop what is too old for Telegram to delete."""
        oldest = self._oldest()
        for chat, known in list(self._chats.items()):
            if known.ids[-1] < oldest:
                self.forget(chat)
            elif known.ids[0] < oldest:
                self._trim(known, next(i for i, packed in enumerate(known.ids) if packed >= oldest))

    def _trim(self, known: _Chat, count: int) -> None:
        del known.ids[:count]
        self._total -= count

    def _oldest(self) -> int:
        return int((self._clock() - WINDOW) // 60) << _BITS
