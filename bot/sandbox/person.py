"""Somebody at the other end of a chat, as tests and the page act for them."""

import asyncio
from collections.abc import Callable
from functools import partialmethod
from itertools import count
from typing import Any

from bot.sandbox.entities import units
from bot.sandbox.kinds import CONTENT, ORIGINS, membership
from bot.sandbox.reading import Json
from bot.sandbox.state import Chat, State, public

_queries = count(1)


class Person:
    """One person in one chat with the bot: their own, or a group or channel."""

    def __init__(self, state: State, chat: Chat, bot: Json) -> None:
        self._state = state
        self._bot = bot
        self._heard = 0
        self.chat = chat

    @property
    def id(self) -> int:
        """The chat's id."""
        return int(self.chat.info["id"])

    @property
    def messages(self) -> list[Json]:
        """What the person sees now, oldest first. Beside Telegram's fields: `silent`, `protected`, `preview`."""
        return [self.chat.messages[i] for i in sorted(self.chat.messages)]

    @property
    def answers(self) -> list[Json]:
        """The bot's messages among them."""
        return [m for m in self.messages if m["from"].get("is_bot")]

    async def send(self, text: str, **more: Any) -> Json:
        """Write something; `more` are further fields of the Message."""
        return await self.post({"text": text, **_commands(text)}, **more)

    async def send_kind(self, kind: str, caption: str | None = None, **more: Any) -> Json:
        """Send a photo, a voice message, a file ... (one of `kinds.CONTENT`)."""
        return await self.post({**CONTENT[kind], **({"caption": caption} if caption else {})}, **more)

    send_photo = partialmethod(send_kind, "photo")
    send_video = partialmethod(send_kind, "video")
    send_voice = partialmethod(send_kind, "voice")
    send_document = partialmethod(send_kind, "document")
    send_contact = partialmethod(send_kind, "contact")
    send_location = partialmethod(send_kind, "location")
    send_sticker = partialmethod(send_kind, "sticker")
    send_poll = partialmethod(send_kind, "poll")

    async def forward(self, text: str, origin: str | Json = "hidden_user") -> Json:
        """Forward what somebody else wrote; `origin` is one of `kinds.ORIGINS` or Telegram's MessageOrigin."""
        given = ORIGINS[origin] if isinstance(origin, str) else origin
        return await self.send(text, forward_origin={"date": self._state.clock.timestamp() - 60, **given})

    async def reply(self, message: Json, text: str, quote: str | None = None) -> Json:
        """Write in reply to a message, or to a part of it."""
        replied = {k: v for k, v in public(message).items() if k != "reply_to_message"}
        more: Json = {"reply_to_message": replied}
        if quote is not None:
            more["quote"] = {"text": quote, "position": max(0, str(message.get("text", "")).find(quote))}
        return await self.send(text, **more)

    async def post(self, content: Json, **more: Any) -> Json:
        """Any message."""
        message: Json = {
            "message_id": self._state.next_message(),
            "from": self.chat.person,
            "chat": self.chat.info,
            "date": self._state.clock.timestamp(),
            **content,
            **more,
        }
        if self.chat.info["type"] == "channel":
            message["sender_chat"] = self.chat.info
        self.chat.messages[message["message_id"]] = message
        await self._state.told(self.chat, {"kind": "message", "message": message})
        kind = "channel_post" if self.chat.info["type"] == "channel" else "message"
        await self._state.push({kind: public(message)})
        return message

    async def edit(self, message: Json, text: str) -> None:
        """Edit what was written (a caption where there is no text)."""
        field = "text" if "text" in message else "caption"
        message |= {field: text, "edit_date": self._state.clock.timestamp(), **_commands(text)}
        await self._state.told(self.chat, {"kind": "edit", "message": message})
        await self._state.push({"edited_message": public(message)})

    async def press(self, message: Json, label: str) -> str:
        """Press the button with that label (or data) under a message; the id of the query. Raises LookupError."""
        button = self._button(message, label, "callback_data")
        query = f"q{next(_queries)}"
        self._state.queries[query] = self._state.now()
        update = {"id": query, "from": self.chat.person, "message": public(message), "chat_instance": "1"}
        await self._state.push({"callback_query": {**update, "data": button["callback_data"]}})
        return query

    def copied(self, message: Json, label: str) -> str:
        """What the copy button with that label puts on the clipboard. Raises LookupError."""
        return str(self._button(message, label, "copy_text")["copy_text"]["text"])

    @staticmethod
    def _button(message: Json, label: str, kind: str) -> Json:
        for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
            for button in row:
                if kind in button and label in (button["text"], button[kind]):
                    return dict(button)
        raise LookupError("no such button")

    async def block(self) -> None:
        """Block the bot: nothing reaches this person any more."""
        self.chat.blocked = True
        await self.member("member", "kicked")

    async def unblock(self) -> None:
        """Let the bot write again."""
        self.chat.blocked = False
        await self.member("kicked", "member")

    async def member(self, old: str, new: str) -> None:
        """Change the bot's standing in this chat: left, kicked, member, administrator (my_chat_member)."""
        self.chat.left = new in ("left", "kicked") and self.chat.info["type"] != "private"
        self.chat.admin = new == "administrator"
        change: Json = {"chat": self.chat.info, "from": self.chat.person, "date": self._state.clock.timestamp()}
        change |= {"old_chat_member": membership(self._bot, old), "new_chat_member": membership(self._bot, new)}
        await self._state.push({"my_chat_member": change})

    async def toast(self, query: str, timeout: float = 5.0) -> str | None:
        """What the bot answered a press with. Raises TimeoutError."""
        async with self._state.answered:
            await asyncio.wait_for(self._state.answered.wait_for(lambda: query in self._state.toasts), timeout)
        return self._state.toasts[query]

    async def until(self, met: Callable[["Person"], Any], timeout: float = 10.0) -> None:
        """Wait until `met(self)` is true. Raises TimeoutError."""
        async with self.chat.changed:
            await asyncio.wait_for(self.chat.changed.wait_for(lambda: met(self)), timeout)

    async def next_answer(self, after: Json, timeout: float = 10.0) -> Json:
        """The bot's first message newer than `after`. Raises TimeoutError."""
        found: list[Json] = []

        def there(_: "Person") -> bool:
            found[:] = [m for m in self.answers if m["message_id"] > after["message_id"]]
            return bool(found)

        await self.until(there, timeout)
        return found[0]

    async def next_message(self, timeout: float = 10.0) -> Json:
        """The bot's next message that no earlier call has given. Raises TimeoutError."""
        message = await self.next_answer({"message_id": self._heard}, timeout)
        self._heard = message["message_id"]
        return message

    async def ask(self, text: str, timeout: float = 10.0) -> Json:
        """Write something and wait for the answer. Raises TimeoutError."""
        return await self.next_answer(await self.send(text), timeout)


def _commands(text: str) -> Json:
    if not text.startswith("/") or len(text.split()[0]) < 2:
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": units(text.split()[0])}]}
