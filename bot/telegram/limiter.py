"""Telegram's 429, honoured for the chat it was said to.

`telegram.ext.AIORateLimiter` holds back every request after one 429: a single flooded chat would silence all others.
Telegram does not say whether a 429 is meant for the chat or for the whole bot; several chats in a row, with nothing
getting through in between, are taken for the whole bot.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from time import monotonic
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

IN_PLACE = 2.0  # seconds waited here; a longer pause is the deliverer's, who may set the chat aside meanwhile
RETRIES = 3
WIDESPREAD = 5  # so many chats told to wait in a row: it is meant for the whole bot


def pause_of(error: RetryAfter) -> float:
    """Seconds that Telegram asks to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


class Patience(BaseRateLimiter[int]):
    """Sends at full speed; after a 429 nothing goes to that chat before its time is over."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._until: dict[object, float] = {}  # holds only what is still to wait
        self._row: set[object] = set()  # chats told to wait since something last got through

    async def initialize(self) -> None:
        return None

    async def shutdown(self) -> None:
        self._until.clear()
        self._row.clear()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        chat = data.get("chat_id")
        for attempt in range(RETRIES + 1):
            if (left := self._left(chat)) > IN_PLACE:
                raise RetryAfter(int(left) + 1)
            if left > 0:
                await asyncio.sleep(left)
            try:
                result = await callback(*args, **kwargs)
                self._row.clear()
                return result
            except RetryAfter as error:
                if len(self._row) < WIDESPREAD:
                    self._row.add(chat)
                self._until[chat] = self._clock() + pause_of(error) + 0.1
                if attempt == RETRIES:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _left(self, chat: object) -> float:
        if not self._until:
            return 0.0
        now = self._clock()
        self._until = {c: at for c, at in self._until.items() if at > now}
        own = self._until.get(chat, now) - now
        return max(own, min(self._until.values()) - now) if self._until and len(self._row) >= WIDESPREAD else own
