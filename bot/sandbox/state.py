"""What a Telegram server would hold for the bot: chats, their messages, presses, and updates waiting to be fetched."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from bot.sandbox.clock import Clock
from bot.sandbox.reading import Json
from bot.sandbox.updates import Updates

# What the sandbox notes beside a message and Telegram never sends back.
NOTES = frozenset({"html", "silent", "protected", "preview"})


@dataclass
class Chat:
    """One chat. `messages` by id, as both sides see them, with the sandbox's notes.

    `started`: the bot has heard from it; `blocked`: by the person; `left`: by the bot.
    """

    info: Json
    person: Json
    messages: dict[int, Json] = field(default_factory=dict)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    started: bool = False
    blocked: bool = False
    left: bool = False
    admin: bool = False


@dataclass
class State:
    """Chats, queue and clock. `listeners` hear every change: the chat page is one."""

    clock: Clock = field(default_factory=Clock)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, datetime] = field(default_factory=dict)
    toasts: dict[str, str | None] = field(default_factory=dict)
    listeners: list[Callable[[Json], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.queue = Updates(self.clock)
        self.answered = asyncio.Condition()
        self._ids = count(11)

    @property
    def updates(self) -> list[Json]:
        """Updates that were not confirmed yet, oldest first."""
        return self.queue.pending

    @property
    def shift(self) -> timedelta:
        """How far the sandbox's clock is off the real one."""
        return self.clock.shift

    @shift.setter
    def shift(self, by: timedelta) -> None:
        self.clock.shift = by

    def now(self) -> datetime:
        """The sandbox's time."""
        return self.clock()

    def chat(self, id: int, person: Json, kind: str = "private", title: str | None = None) -> Chat:
        """The chat of that id, made on first use."""
        if id not in self.chats:
            info: Json = {"id": id, "type": kind}
            info |= {"title": title} if title else {}
            if kind == "private":
                info |= {k: person[k] for k in ("first_name", "last_name", "username") if k in person}
            self.chats[id] = Chat(info, person)
        return self.chats[id]

    def next_message(self) -> int:
        """An id that no message has had."""
        return next(self._ids)

    async def push(self, update: Json, *, raw: bool = False) -> int | None:
        """Queue an update; its id, or None where the bot did not ask for its kind."""
        for chat in _chats(update):
            if chat in self.chats:
                self.chats[chat].started = True
        return await self.queue.push(update, raw=raw)

    async def told(self, chat: Chat, event: Json) -> None:
        """Something of the chat changed: wake whoever waits, and the page."""
        async with chat.changed:
            chat.changed.notify_all()
        for listener in list(self.listeners):
            listener({"chat": chat.info["id"], **event})


def public(message: Json) -> Json:
    """A message as the Bot API shows it."""
    return {key: value for key, value in message.items() if key not in NOTES and value is not None}


def _chats(update: Json) -> list[int]:
    found = []
    for content in update.values():
        inner = content.get("message", content) if isinstance(content, dict) else None
        chat = inner.get("chat") if isinstance(inner, dict) else None
        if isinstance(chat, dict) and isinstance(chat.get("id"), int):
            found.append(int(chat["id"]))
    return found
