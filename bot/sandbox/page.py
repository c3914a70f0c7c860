"""The chat page: static files, and a few JSON routes that act for one person."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.person import CONTENT, Person
from bot.sandbox.state import Json, State

STATIC = Path(__file__).parent / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none'"
)


class Page:
    """One person at a time in a browser; "new person" begins afresh."""

    def __init__(self, state: State, person: Callable[..., Person]) -> None:
        self._state = state
        self._new = person
        self._person: Person | None = None
        self._queues: list[asyncio.Queue[Json | None]] = []
        state.listeners.append(self._event)

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/", self._index)
        app.router.add_get("/static/{name}", self._static)
        app.router.add_get("/events", self._events)
        app.router.add_post("/act/{what}", self._act)

    def announce(self, texts: dict[str, str]) -> None:
        """A line for everybody looking."""
        self._event({"kind": "banner", "texts": texts})

    def close(self) -> None:
        """End the event streams."""
        for queue in self._queues:
            queue.put_nowait(None)

    def _event(self, event: Json) -> None:
        if "chat" in event and (self._person is None or event["chat"] != self._person.id):
            return
        for queue in self._queues:
            queue.put_nowait(event)

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return _file("index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in ("page.js", "page.css"):
            raise web.HTTPNotFound
        return _file(name)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues.append(queue)
        try:
            await response.write(_sse({"kind": "all", "messages": self._person.messages if self._person else []}))
            while (event := await queue.get()) is not None:
                await response.write(_sse(event))
        except ConnectionError:
            pass
        finally:
            self._queues.remove(queue)
        return response

    async def _act(self, request: web.Request) -> web.Response:
        what, given = request.match_info["what"], await request.json()
        if what == "new" or self._person is None:
            self._person = self._new(language_code=given.get("language_code") or None)
            self._event({"kind": "all", "messages": []})
        person = self._person
        if given.get("language_code"):
            person.chat.person["language_code"] = given["language_code"]
        if what == "send" and str(given.get("text", "")).strip():
            await person.send(str(given["text"])[:4096])
        elif what == "kind" and given.get("kind") in CONTENT:
            await person.send_kind(given["kind"])
        elif what == "press":
            message = person.chat.messages.get(int(given["message_id"]))
            if message is not None:
                await person.press(message, str(given["data"]))
        elif what == "clock":
            self._set_clock(given.get("at"))
        return web.json_response({})

    def _set_clock(self, at: Any) -> None:
        if not at:
            self._state.shift *= 0
            return
        try:
            moment = datetime.fromisoformat(str(at))
        except ValueError:
            return
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        self._state.shift = aware - datetime.now(UTC)


def _file(name: str) -> web.FileResponse:
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return web.FileResponse(STATIC / name, headers=headers)


def _sse(event: Json) -> bytes:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
