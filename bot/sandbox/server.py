"""The sandbox: real HTTP on 127.0.0.1, which python-telegram-bot talks to unchanged but for the base URL.

aiohttp serves it because the bot already brings it; nothing else here needs a web framework.
"""

from datetime import datetime
from itertools import count
from typing import Any

from aiohttp import web

from bot.sandbox.faults import Faults
from bot.sandbox.markup import Refused
from bot.sandbox.methods import Methods, read
from bot.sandbox.page import Page
from bot.sandbox.person import Person
from bot.sandbox.state import Json, State

TOKEN = "1000000001:sandbox-sandbox-sandbox-sandbox-san"  # noqa: S105  # opens nothing but this machine's sandbox
ME: Json = {"id": 1000000001, "is_bot": True, "first_name": "Gyeot", "username": "gyeot_sandbox_bot"}


class Sandbox:
    """A stand-in for Telegram. `requests` records every call as (method, parameters)."""

    def __init__(self) -> None:
        self.state = State()
        self.faults = Faults()
        self.requests: list[tuple[str, Json]] = []
        self.token = TOKEN
        self._methods = Methods(self.state, ME)
        self._people = count(5001)
        self._page = Page(self.state, self.person)
        self._runner: web.AppRunner | None = None
        self._url = ""

    @property
    def base_url(self) -> str:
        """For GYEOT_API_URL."""
        return self._url

    @property
    def page_url(self) -> str:
        """The chat page."""
        return self._url + "/"

    @property
    def profile(self) -> dict[tuple[str, str], Any]:
        """What setMy... calls have set."""
        return self._methods.profile

    def now(self) -> datetime:
        """The sandbox's clock."""
        return self.state.now()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes any free one."""
        app = web.Application(client_max_size=1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._api)
        self._page.add_to(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0][1]
        self._url = f"http://{host}:{bound}"

    async def stop(self) -> None:
        """Stop listening."""
        self._page.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def person(self, language_code: str | None = "ko", **info: Any) -> Person:
        """Somebody new, with a private chat."""
        id = info.pop("id", None) or next(self._people)
        who: Json = {"id": id, "is_bot": False, "first_name": "P", **info}
        if language_code:
            who["language_code"] = language_code
        return Person(self.state, self.state.chat(id, who))

    def group(self, id: int = -100500, kind: str = "supergroup") -> Person:
        """A group or channel in which somebody writes."""
        who: Json = {"id": next(self._people), "is_bot": False, "first_name": "P", "language_code": "ko"}
        return Person(self.state, self.state.chat(id, who, kind, "group"))

    async def announce(self, texts: dict[str, str]) -> None:
        """Show a line on the page, in each language."""
        self._page.announce(texts)

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _refusal("Unauthorized", 401)
        if request.content_type == "application/json":
            raw = dict(await request.json())
        else:
            raw = {**dict(request.query), **dict(await request.post())}
        self.requests.append((method, raw))
        struck = await self.faults.strike(method, request)
        if struck is not None:
            return struck
        try:
            result = await self._methods.call(method, read(method, raw))
        except Refused as refusal:
            said = str(refusal)
            code = {"Conflict": 409, "Forbidden": 403, "Not Found": 404}.get(said.split(":")[0], 400)
            return _refusal(said, code)
        return web.json_response({"ok": True, "result": result})


def _refusal(description: str, code: int) -> web.Response:
    return web.json_response({"ok": False, "error_code": code, "description": description}, status=code)
