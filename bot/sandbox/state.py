"""What a Telegram server would hold for the bot: chats, messages, updates waiting to be fetched."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]


@dataclass
class Chat:
    """One chat. `messages` by id, as both sides see them."""

    info: Json
    person: Json
    messages: dict[int, Json] = field(default_factory=dict)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    left: bool = False


class State:
    """Chats, queue and clock."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.updates: list[Json] = []
        self.arrived = asyncio.Condition()
        self.queries: dict[str, datetime] = {}
        self.toasts: dict[str, str | None] = {}
        self.shift = timedelta(0)
        self._update_id = 1000
        self._message_id = 10
        self.listeners: list[Callable[[Json], None]] = []

    def now(self) -> datetime:
        """The sandbox's clock, which a test or the page may shift."""
        return datetime.now(UTC) + self.shift

    def chat(self, id: int, person: Json, kind: str = "private", title: str | None = None) -> Chat:
        """The chat of that id, made on first use."""
        if id not in self.chats:
            info = {"id": id, "type": kind}
            info |= {"title": title} if title else {k: person[k] for k in ("first_name", "username") if k in person}
            self.chats[id] = Chat(info, person)
        return self.chats[id]

    def next_message(self) -> int:
        self._message_id += 1
        return self._message_id

    async def push(self, update: Json) -> int:
        """Queue an update; returns its id."""
        self._update_id += 1
        update = {"update_id": self._update_id, **update}
        async with self.arrived:
            self.updates.append(update)
            self.arrived.notify_all()
        return self._update_id

    async def told(self, chat: Chat, event: Json) -> None:
        """Something of the chat changed: wake whoever waits, and the page."""
        async with chat.changed:
            chat.changed.notify_all()
        for listener in list(self.listeners):
            listener({"chat": chat.info["id"], **event})
