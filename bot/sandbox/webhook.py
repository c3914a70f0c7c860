"""Pushing updates to a webhook, as Telegram pushes: https://core.telegram.org/bots/api#setwebhook

Only to this machine: a sandbox never calls out. For the same reason plain http and any port are taken here, where
Telegram demands https and one of four ports.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.clock import Clock
from bot.sandbox.reading import Json
from bot.sandbox.refusal import bad
from bot.sandbox.updates import Updates

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ANSWER_WITHIN = 60.0  # seconds
Call = Callable[[str, Json], Awaitable[Any]]


class Webhook:
    """One webhook at most. Updates of one chat go one after another, those of others beside them.

    `pause` (seconds) is the wait before the first repeat; it doubles up to `longest_pause`.
    """

    def __init__(self, updates: Updates, clock: Clock, call: Call) -> None:
        self._updates, self._clock, self._call = updates, clock, call
        self.pause, self.longest_pause = 1.0, 60.0
        self.url = ""
        self._secret: str | None = None
        self._connections = 40
        self._last_error: Json = {}
        self._pump: asyncio.Task[None] | None = None

    def info(self) -> Json:
        """WebhookInfo."""
        about: Json = {"url": self.url, "has_custom_certificate": False}
        about["pending_update_count"] = len(self._updates.pending)
        if self.url:
            about |= {"ip_address": "127.0.0.1", "max_connections": self._connections, **self._last_error}
        if self._updates.allowed:
            about["allowed_updates"] = self._updates.allowed
        return about

    async def set(self, given: Json) -> bool:
        """Carry out setWebhook. Raises Refused."""
        url, secret = str(given.get("url", "")), given.get("secret_token")
        if given.get("drop_pending_updates"):
            self._updates.drop()
        if url:
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https"):
                raise bad("bad webhook: An HTTPS URL must be provided for webhook")
            if parts.hostname not in LOOPBACK:
                raise bad("bad webhook: the sandbox pushes to this machine only")
            if secret is not None and len(secret) > 256:
                raise bad("secret token is too long")
            if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]+", secret):
                raise bad("secret token contains unallowed characters")
            if not 1 <= int(given.get("max_connections", 40)) <= 100:
                raise bad("max_connections must be between 1 and 100")
        await self.remove()
        if url:
            self._updates.allow(given.get("allowed_updates"))
            self._updates.end_poll("Conflict: terminated by setWebhook request")
            self.url, self._secret, self._connections = url, secret, int(given.get("max_connections", 40))
            self._pump = asyncio.create_task(self._run())
        return True

    async def remove(self) -> None:
        """No webhook any more; what was not delivered waits."""
        self.url, self._last_error = "", {}
        if self._pump is not None:
            self._pump.cancel()
            await asyncio.wait({self._pump})
            self._pump = None

    async def _run(self) -> None:
        """Hand every update to the line of its chat."""
        room, last, lines = asyncio.Semaphore(self._connections), 0, dict[int, asyncio.Lock]()
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            while True:
                for update in self._updates.after(last):
                    last = int(update["update_id"])
                    line = lines.setdefault(_chat(update), asyncio.Lock())
                    group.create_task(self._deliver(session, update, line, room))
                async with self._updates.arrived:
                    if not self._updates.after(last):
                        await self._updates.arrived.wait()

    async def _deliver(
        self, session: aiohttp.ClientSession, update: Json, line: asyncio.Lock, room: asyncio.Semaphore
    ) -> None:
        async with line:
            pause = self.pause
            while update["update_id"] in self._updates:
                async with room:
                    after = await self._post(session, update)
                if after is None:
                    self._updates.drop(update["update_id"])
                    return
                await asyncio.sleep(max(pause, after))
                pause = min(pause * 2, self.longest_pause)

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> float | None:
        """Push once. None where it was taken; else the seconds that the receiver asks to be spared."""
        headers = {SECRET: self._secret} if self._secret else {}
        try:
            timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
            async with session.post(self.url, json=update, headers=headers, timeout=timeout) as response:
                if 200 <= response.status < 300:
                    await self._reply(await response.read())
                    return None
                said = f"Wrong response from the webhook: {response.status} {response.reason}"
                after = response.headers.get("Retry-After", "0")
        except (aiohttp.ClientError, TimeoutError) as error:
            refused = isinstance(error, aiohttp.ClientConnectorError)
            said, after = "Connection refused" if refused else "Read timeout expired", "0"
        self._last_error = {"last_error_date": self._clock.timestamp(), "last_error_message": said}
        return float(after) if after.isdigit() else 0.0

    async def _reply(self, body: bytes) -> None:
        """A webhook may answer with a call; Telegram makes it and tells nobody how it ended."""
        try:
            call = json.loads(body)
        except ValueError:
            return
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            await self._call(call.pop("method"), call)


def _chat(update: Json) -> int:
    for content in update.values():
        if isinstance(content, dict):
            inner = content.get("message", content)
            chat = inner.get("chat") if isinstance(inner, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return 0
