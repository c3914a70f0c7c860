"""The chat page: static files, a stream of events, and a few routes that act for one person.

Each browser is its own person; "start as somebody new" makes another. Everything lies in memory and goes with the
process.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from bot.sandbox.kinds import CONTENT
from bot.sandbox.person import Person
from bot.sandbox.profile import Profile
from bot.sandbox.reading import Json
from bot.sandbox.state import State

STATIC = Path(__file__).parent / "static"
FILES = frozenset(file.name for file in STATIC.iterdir())
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none';"
    " base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
LONGEST = 4096  # characters a person can send at once
# Shown until the bot has set its own list.
COMMANDS = ("start", "help", "language", "privacy", "about", "erase")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Page:
    """Serves the page and tells every open one what happens in its person's chat."""

    def __init__(self, state: State, person: Callable[..., Person], profile: Profile) -> None:
        self._state, self._new, self._profile = state, person, profile
        self._people: dict[int, Person] = {}
        self._open: list[tuple[int, asyncio.Queue[Json | None]]] = []
        self._banner: Json | None = None
        state.listeners.append(self._event)

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.middlewares.append(_this_machine)
        app.router.add_get("/", self._index)
        app.router.add_get("/static/{name}", self._static)
        app.router.add_get("/favicon.ico", self._no_icon)
        app.router.add_get("/page/events", self._events)
        app.router.add_post("/page/{what}", self._act)

    def announce(self, texts: dict[str, str]) -> None:
        """A line for everybody looking, now and later."""
        self._banner = {"kind": "banner", "texts": texts}
        self._event(self._banner)

    def close(self) -> None:
        """End the event streams."""
        for _, queue in self._open:
            queue.put_nowait(None)

    def _event(self, event: Json) -> None:
        for person, queue in self._open:
            if event.get("chat", person) == person:
                queue.put_nowait(event)

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html", headers=HEADERS)

    async def _no_icon(self, _: web.Request) -> web.StreamResponse:
        return web.Response(status=204)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in FILES:
            raise web.HTTPNotFound
        return web.FileResponse(STATIC / name, headers=HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        person = self._people.get(int(request.query.get("person", "0")))
        if person is None:  # the process was started anew: 204 tells the browser not to ask again
            return web.Response(status=204)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._open.append((person.id, queue))
        try:
            await response.write(_sse({"kind": "all", "messages": person.messages}))
            await response.write(_sse(self._clock()))
            if self._banner:
                await response.write(_sse(self._banner))
            while (event := await queue.get()) is not None:
                await response.write(_sse(event))
        except ConnectionError:
            pass
        finally:
            self._open.remove((person.id, queue))
        return response

    def _clock(self) -> Json:
        return {"kind": "clock", "shift": round(self._state.shift.total_seconds())}

    async def _act(self, request: web.Request) -> web.Response:
        what, given = request.match_info["what"], await request.json()
        if what == "person":
            person = self._people.get(int(given.get("person") or 0))
            if person is None:
                person = self._new(language_code=given.get("language_code") or None)
                self._people[person.id] = person
            return web.json_response({"person": person.id})
        if what == "clock":
            return web.json_response(self._set_clock(given.get("at")))
        found = self._people.get(int(given.get("person") or 0))
        if found is None:
            return web.json_response({}, status=410)
        if what == "commands":
            return web.json_response(self._commands(found))
        await self._do(found, what, given)
        return web.json_response({})

    async def _do(self, person: Person, what: str, given: Json) -> None:
        text = str(given.get("text", ""))[:LONGEST].strip()
        message = person.chat.messages.get(int(given.get("message_id") or 0))
        if what == "language":
            person.chat.person.pop("language_code", None)
            if given.get("language_code"):
                person.chat.person["language_code"] = str(given["language_code"])
        elif what == "send" and text:
            await (person.reply(message, text) if message else person.send(text))
        elif what == "edit" and text and message is not None:
            await person.edit(message, text)
        elif what == "kind" and given.get("kind") in CONTENT:
            await person.send_kind(str(given["kind"]))
        elif what == "press" and message is not None:
            try:
                await person.press(message, str(given["data"]))
            except LookupError:
                return  # the button changed under the finger

    def _commands(self, person: Person) -> list[Json]:
        given = self._profile.commands_for(str(person.chat.person.get("language_code", ""))[:2])
        return given or [{"command": name, "description": ""} for name in COMMANDS]

    def _set_clock(self, at: object) -> Json:
        if not at:
            self._state.clock.reset()
        else:
            try:
                moment = datetime.fromisoformat(str(at))
            except ValueError:
                return self._clock()
            self._state.clock.set(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        self._event(self._clock())
        return self._clock()


@web.middleware
async def _this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page elsewhere that had its name point here (DNS rebinding), or posts here, is turned away."""
    name, origin = request.url.host or "", request.headers.get("Origin")
    bound = request.get_extra_info("sockname", ("",))[0]
    if name not in ("127.0.0.1", "localhost", "::1", bound) or origin not in (None, str(request.url.origin())):
        raise web.HTTPForbidden
    return await handler(request)


def _sse(event: Json) -> bytes:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
