"""Polling that loses nothing: an update is confirmed only after it was answered (docs/reliability.md).

PTB's own loop confirms first and answers afterwards, and one update that it cannot parse stops it for everybody.
"""

import asyncio
import random
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import NetworkError

from bot.logs import log
from bot.telegram.request import AiohttpRequest

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
AT_ONCE = 32
LONG_POLL = 25  # seconds
DRAIN = 9.0  # seconds between SIGTERM and the end
LOCKS = 10_000

Deliver = Callable[[dict[str, Any]], Awaitable[bool]]


class Refused(Exception):
    """Telegram will not have this bot here: `reason` is token, conflict or webhook."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Poller:
    """Fetches raw updates and hands them, one by one, to `deliver`, which says whether the person was answered."""

    def __init__(self, request: AiohttpRequest, url: str, deliver: Deliver) -> None:
        self._request = request
        self._url = url
        self._deliver = deliver
        self._offset = 0
        self._room = asyncio.Semaphore(AT_ONCE)
        self._locks: OrderedDict[int, asyncio.Lock] = OrderedDict()
        self.stopping = asyncio.Event()

    async def run(self) -> None:
        """Poll until `stopping` is set; then finish what is under way and confirm it."""
        pause = 1.0
        while not self.stopping.is_set():
            try:
                updates = await self._interruptible(self._fetch(LONG_POLL))
                pause = 1.0
            except NetworkError as error:
                log.warning("Telegram not reached", extra={"error": type(error).__name__})
                await self._sleep(pause + random.random())  # noqa: S311  # spreads, does not protect
                pause = min(pause * 2, 30.0)
                continue
            if updates:
                await self._answer(updates)
        await self._confirm()

    async def _answer(self, updates: list[dict[str, Any]]) -> None:
        """Answer a batch; where stopping cuts it short, confirm only up to the first one that is not answered."""
        tasks = [asyncio.create_task(self._one(update)) for update in updates]
        everything = asyncio.create_task(_all(tasks))
        stopped = asyncio.create_task(_until(self.stopping))
        await asyncio.wait({everything, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not everything.done():
            await asyncio.wait({everything}, timeout=DRAIN)
        stopped.cancel()
        for update, task in zip(updates, tasks, strict=True):
            if not task.done():  # from here on Telegram sends them again
                break
            self._offset = max(self._offset, int(update["update_id"]) + 1)
        for task in (everything, *tasks):
            task.cancel()

    async def _one(self, update: dict[str, Any]) -> None:
        async with self._lock(_chat(update)), self._room:
            for attempt in range(3):
                if await self._deliver(update):
                    return
                await self._sleep(2.0**attempt)
            log.error("update given up")

    def _lock(self, chat: int) -> asyncio.Lock:
        lock = self._locks.pop(chat, None) or asyncio.Lock()
        self._locks[chat] = lock
        while len(self._locks) > LOCKS:
            oldest = next(iter(self._locks))
            if self._locks[oldest].locked():
                break
            del self._locks[oldest]
        return lock

    async def _fetch(self, timeout: int, limit: int = 100) -> list[dict[str, Any]]:
        payload = {"offset": self._offset, "timeout": timeout, "limit": limit, "allowed_updates": ALLOWED}
        status, body = await self._request.call(self._url + "/getUpdates", payload, timeout + 15)
        check(status, body)
        if status != 200 or not isinstance(body, dict) or not isinstance(body.get("result"), list):
            wait = body.get("parameters", {}).get("retry_after", 1) if isinstance(body, dict) else 1
            await self._sleep(min(float(wait), 60.0))
            return []
        return [u for u in body["result"] if isinstance(u, dict) and isinstance(u.get("update_id"), int)]

    async def _confirm(self) -> None:
        if not self._offset:
            return
        try:
            payload = {"offset": self._offset, "timeout": 0, "limit": 1, "allowed_updates": ALLOWED}
            await self._request.call(self._url + "/getUpdates", payload, 5)
        except NetworkError as error:
            log.warning("last batch not confirmed", extra={"error": type(error).__name__})

    async def _interruptible(self, work: Awaitable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
        task = asyncio.ensure_future(work)
        stopped = asyncio.create_task(self.stopping.wait())
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if task.done():
            return task.result()
        task.cancel()
        return []

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return


async def _all(tasks: list[asyncio.Task[None]]) -> None:
    await asyncio.wait(tasks)


async def _until(event: asyncio.Event) -> None:
    await event.wait()


def check(status: int, body: Any) -> None:
    """Raise Refused where asking again cannot help."""
    said = str(body.get("description", "")).lower() if isinstance(body, dict) else ""
    if status in (401, 404):
        raise Refused("token")
    if status == 409:
        raise Refused("webhook" if "webhook" in said else "conflict")


def _chat(update: dict[str, Any]) -> int:
    """Whose update it is, read without trusting its shape."""
    return chat_of(update) or 0


def chat_of(update: dict[str, Any]) -> int | None:
    """The id of the private chat in a raw update, where there is one to read."""
    for key in ("message", "edited_message", "callback_query", "my_chat_member"):
        found = update.get(key)
        if isinstance(found, dict):
            message = found.get("message") if key == "callback_query" else found
            chat = message.get("chat") if isinstance(message, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int) and chat.get("type", "private") == "private":
                return int(chat["id"])
            sender = found.get("from")
            if isinstance(sender, dict) and isinstance(sender.get("id"), int):
                return int(sender["id"])
    return None
