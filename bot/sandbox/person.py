"""Somebody at the other end of a chat, as tests and the page act for them."""

import asyncio
from itertools import count
from typing import Any

from bot.sandbox.state import Chat, Json, State

_queries = count(1)
# The smallest valid content of each kind of message.
CONTENT: dict[str, Json] = {
    "photo": {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}]},
    "video": {"video": {"file_id": "v", "file_unique_id": "v", "width": 90, "height": 90, "duration": 1}},
    "voice": {"voice": {"file_id": "o", "file_unique_id": "o", "duration": 1}},
    "document": {"document": {"file_id": "d", "file_unique_id": "d", "file_name": "file.bin"}},
    "contact": {"contact": {"phone_number": "+820000000", "first_name": "?"}},
    "location": {"location": {"longitude": 127.0, "latitude": 37.5}},
    "sticker": {
        "sticker": {
            "file_id": "s",
            "file_unique_id": "s",
            "type": "regular",
            "width": 9,
            "height": 9,
            "is_animated": False,
            "is_video": False,
        }
    },
    "poll": {
        "poll": {
            "id": "1",
            "question": "?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
        }
    },
}


class Person:
    """A private chat with the bot, from the person's side."""

    def __init__(self, state: State, chat: Chat) -> None:
        self._state = state
        self.chat = chat

    @property
    def id(self) -> int:
        return int(self.chat.info["id"])

    @property
    def messages(self) -> list[Json]:
        """What the person sees now, oldest first."""
        return [self.chat.messages[i] for i in sorted(self.chat.messages)]

    @property
    def answers(self) -> list[Json]:
        """The bot's messages among them."""
        return [m for m in self.messages if m["from"].get("is_bot")]

    async def send(self, text: str, **more: Any) -> Json:
        """Write something."""
        return await self.post({"text": text, **_commands(text)}, **more)

    async def send_kind(self, kind: str, caption: str | None = None, **more: Any) -> Json:
        """Send a photo, a voice message, a file ..."""
        return await self.post({**CONTENT[kind], **({"caption": caption} if caption else {})}, **more)

    async def post(self, content: Json, **more: Any) -> Json:
        """Any message."""
        id = self._state.next_message()
        message: Json = {
            "message_id": id,
            "from": self.chat.person,
            "chat": self.chat.info,
            "date": int(self._state.now().timestamp()),
            **content,
            **more,
        }
        self.chat.messages[id] = message
        await self._state.told(self.chat, {"kind": "message", "message": message})
        await self._state.push({"message": message})
        return message

    async def edit(self, message: Json, text: str) -> None:
        """Edit what was written."""
        message |= {"text": text, "edit_date": int(self._state.now().timestamp())}
        await self._state.told(self.chat, {"kind": "edit", "message": message})
        await self._state.push({"edited_message": message})

    async def press(self, message: Json, label: str) -> str:
        """Press the button with that label (or data) under a message; returns the id of the query."""
        for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
            for button in row:
                if "callback_data" in button and label in (button["text"], button["callback_data"]):
                    query = f"q{next(_queries)}"
                    self._state.queries[query] = self._state.now()
                    shown = {k: v for k, v in message.items() if k not in ("html", "silent") and v is not None}
                    await self._state.push(
                        {
                            "callback_query": {
                                "id": query,
                                "from": self.chat.person,
                                "message": shown,
                                "chat_instance": "1",
                                "data": button["callback_data"],
                            }
                        }
                    )
                    return query
        raise LookupError("no such button")

    async def toast(self, query: str, timeout: float = 5.0) -> str | None:
        """What the bot answered a press with."""
        for _ in range(int(timeout * 50)):
            if query in self._state.toasts:
                return self._state.toasts[query]
            await asyncio.sleep(0.02)
        raise TimeoutError

    async def until(self, met: Any, timeout: float = 10.0) -> None:
        """Wait until `met(self)` is true."""
        async with self.chat.changed:
            await asyncio.wait_for(self.chat.changed.wait_for(lambda: met(self)), timeout)

    async def next_answer(self, after: Json, timeout: float = 10.0) -> Json:
        """The bot's first message newer than `after`."""
        found: list[Json] = []

        def there(_: "Person") -> bool:
            found[:] = [m for m in self.answers if m["message_id"] > after["message_id"]]
            return bool(found)

        await self.until(there, timeout)
        return found[0]

    async def ask(self, text: str, timeout: float = 10.0) -> Json:
        """Write something and wait for the answer."""
        return await self.next_answer(await self.send(text), timeout)


def _commands(text: str) -> Json:
    if not text.startswith("/"):
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]}
