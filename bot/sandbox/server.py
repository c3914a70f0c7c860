"""The sandbox: real HTTP on 127.0.0.1, which python-telegram-bot talks to unchanged but for the base URL.

aiohttp serves it because the bot already brings it; nothing else here needs a web framework.
"""

import asyncio
from collections import deque
from datetime import datetime
from itertools import count
from typing import Any, NamedTuple

from aiohttp import web

from bot.sandbox.clock import Clock
from bot.sandbox.faults import Faults, strike
from bot.sandbox.methods import Methods
from bot.sandbox.page import Page
from bot.sandbox.person import Person
from bot.sandbox.profile import Profile
from bot.sandbox.reading import Json, method_named, raw, read
from bot.sandbox.refusal import Refused
from bot.sandbox.state import State

TOKEN = "1000000001:sandbox-sandbox-sandbox-sandbox-san"  # noqa: S105  # opens nothing but this machine's sandbox
ME: Json = {
    "id": 1000000001,
    "is_bot": True,
    "first_name": "Gyeot",
    "username": "gyeot_sandbox_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
REMEMBERED = 200_000  # calls


class Call(NamedTuple):
    """One request: the method, and its parameters as they were sent."""

    method: str
    given: Json


class Sandbox:
    """A stand-in for Telegram. `requests` holds every call, `latency` (seconds) is added to each."""

    def __init__(self) -> None:
        self.state = State()
        self.faults = Faults()
        self.requests: deque[Call] = deque(maxlen=REMEMBERED)
        self.latency = 0.0
        self.token = TOKEN
        self.methods = Methods(self.state, ME)
        self._people = count(5001)
        self._page = Page(self.state, self.person, self.methods.profile)
        self._runner: web.AppRunner | None = None
        self._url = ""

    @property
    def base_url(self) -> str:
        """python-telegram-bot's `base_url`, and GYEOT_API_URL: `http://127.0.0.1:PORT/bot`."""
        return f"{self._url}/bot"

    @property
    def page_url(self) -> str:
        """The chat page."""
        return self._url + "/"

    @property
    def clock(self) -> Clock:
        """The sandbox's time; call it for now, or `set`, `advance`, `reset` it."""
        return self.state.clock

    @property
    def profile(self) -> Profile:
        """What setMy... calls have set."""
        return self.methods.profile

    def now(self) -> datetime:
        """The sandbox's time, in UTC."""
        return self.state.now()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes any free one. Raises OSError where the port is taken."""
        app = web.Application(client_max_size=1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._api)
        self._page.add_to(app)
        # A caller that hangs up ends its long poll: the next one is then no second poller.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1, handler_cancellation=True)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError:
            await self._runner.cleanup()
            self._runner = None
            raise
        self._url = f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop listening, and pushing to a webhook."""
        self._page.close()
        await self.methods.webhook.remove()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def person(self, language_code: str | None = "ko", **info: Any) -> Person:
        """Somebody with a private chat: `id`, `first_name`, `last_name`, `username` as wanted."""
        id = info.pop("id", None) or next(self._people)
        who: Json = {"id": id, "is_bot": False, "first_name": "P", **info}
        if language_code:
            who["language_code"] = language_code
        return Person(self.state, self.state.chat(id, who), ME)

    def group(self, id: int = -100500, kind: str = "supergroup", title: str = "group") -> Person:
        """A group, supergroup or channel in which somebody writes. `member` adds or removes the bot."""
        who: Json = {"id": next(self._people), "is_bot": False, "first_name": "P", "language_code": "ko"}
        return Person(self.state, self.state.chat(id, who, kind, title), ME)

    async def push_raw(self, update: Json) -> int:
        """Queue an update of any shape, one that nobody can parse too; its update_id."""
        id = await self.state.push(update, raw=True)
        assert id is not None  # noqa: S101  # a raw update is never filtered
        return id

    def fail(
        self,
        method: str | None = None,
        kind: str = "500",
        retry_after: float = 1,
        times: int = 1,
        chat: int | None = None,
    ) -> None:
        """Let the next calls (of one method, in one chat) fail: one of `faults.KINDS`."""
        self.faults.add(kind, method, times, retry_after, chat)

    def called(self, method: str) -> list[Json]:
        """The parameters of every call of that method, as they were sent."""
        return [given for name, given in self.requests if name == method]

    async def announce(self, texts: dict[str, str]) -> None:
        """Show a line on the page, in each language: {"ko": ..., "en": ...}."""
        self._page.announce(texts)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self._carry_out(request)
        except Refused as refusal:
            body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            if refusal.retry_after is not None:
                body["parameters"] = {"retry_after": refusal.retry_after}
            return web.json_response(body, status=refusal.code)

    async def _carry_out(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            raise Refused("Unauthorized", 401)
        method, given = method_named(request.match_info["method"]), await raw(request)
        self.requests.append(Call(method, given))
        if self.latency:
            await asyncio.sleep(self.latency)
        fault = self.faults.take(method, given.get("chat_id"))
        if fault is not None and fault.kind != "lost":
            return await strike(fault, request)
        transport = request.transport
        call = self.methods.call(method, read(method, given), lambda: transport is None or transport.is_closing())
        # What a caller asked for is done even where it hangs up; only its waiting ends.
        result = await (call if method == "getUpdates" else asyncio.shield(call))
        if fault is not None:
            return await strike(fault, request)
        return web.json_response({"ok": True, "result": result})
