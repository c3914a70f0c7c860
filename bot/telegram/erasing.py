"""Erasing: the messages of the last 48 hours, from both sides, as far as Telegram lets a bot.

Rule: https://core.telegram.org/bots/api#deletemessages: private chats, under 48 hours, 100 at once; what is not
found is skipped, and an id of another chat is not found in this one.
"""

import heapq
from collections import OrderedDict, deque
from collections.abc import Callable
from time import time

from telegram import Bot
from telegram.error import TelegramError

from bot.logs import log

WINDOW = 48 * 3600  # seconds
PER_CHAT, CHATS = 400, 20_000  # ids remembered of a chat; chats remembered at once
BLIND = 300  # ids below the last one that are tried where memory was lost
CHUNK = 100
TIMERS = 20_000


class Memory:
    """Ids of messages, never their content, for 48 hours, in a bounded memory."""

    def __init__(self, clock: Callable[[], float] = time) -> None:
        self._clock = clock
        self._chats: OrderedDict[int, deque[tuple[float, int]]] = OrderedDict()
        self._timers: list[tuple[float, int]] = []

    def note(self, chat: int, message: int) -> None:
        """Remember that this message is there."""
        ids = self._chats.pop(chat, None) or deque(maxlen=PER_CHAT)
        ids.append((self._clock(), message))
        self._chats[chat] = ids
        while len(self._chats) > CHATS:
            self._chats.popitem(last=False)

    def forget(self, chat: int) -> None:
        """Drop the chat's ids."""
        self._chats.pop(chat, None)

    def ids(self, chat: int) -> list[int]:
        """Ids of the chat's messages that are not too old, newest first."""
        oldest = self._clock() - WINDOW
        return sorted({m for at, m in self._chats.get(chat, ()) if at > oldest}, reverse=True)

    def expire(self) -> None:
        """Drop what is too old for Telegram to delete."""
        oldest = self._clock() - WINDOW
        for chat in [c for c, ids in self._chats.items() if not ids or ids[-1][0] <= oldest]:
            del self._chats[chat]

    def later(self, chat: int, seconds: float) -> None:
        """Have this chat erased in so many seconds."""
        if len(self._timers) < TIMERS:
            heapq.heappush(self._timers, (self._clock() + seconds, chat))

    def due(self) -> list[int]:
        """Chats whose time has come, each once."""
        found = []
        while self._timers and self._timers[0][0] <= self._clock():
            found.append(heapq.heappop(self._timers)[1])
        return list(dict.fromkeys(found))


async def erase(bot: Bot, memory: Memory, chat: int, last: int | None) -> bool:
    """Ask Telegram to delete what is remembered, and blindly what lies below `last`. True if Telegram took it all."""
    ids = memory.ids(chat)
    if last is not None:
        ids = sorted({*ids, *range(max(1, last - BLIND), last + 1)}, reverse=True)
    complete = True
    for start in range(0, len(ids), CHUNK):
        try:
            await bot.delete_messages(chat, ids[start : start + CHUNK])
        except TelegramError as error:
            complete = start > 0  # only old ids are left over: the newest went first
            log.info("erase refused in part", extra={"error": type(error).__name__})
            if start == 0:
                complete = await _singly(bot, chat, ids[:CHUNK])
            break
    memory.forget(chat)
    return complete


async def _singly(bot: Bot, chat: int, ids: list[int]) -> bool:
    """One by one, where one message of the hundred spoils the rest."""
    any_gone = False
    for id in ids:
        try:
            await bot.delete_message(chat, id)
            any_gone = True
        except TelegramError:
            continue
    return any_gone
