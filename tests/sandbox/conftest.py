"""A stand-in that listens, a plain HTTP caller for it, and a small bot of stock python-telegram-bot."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, NamedTuple

import aiohttp
import pytest
from aiohttp import web

from bot.sandbox.server import Sandbox


class Answer(NamedTuple):
    """What came back: the HTTP status, the result, the description of a refusal, the whole body."""

    status: int
    result: Any
    said: str
    body: dict[str, Any]


class Receiver:
    """A webhook's other end. `take` says with which status an update is answered."""

    def __init__(self) -> None:
        self.url = ""
        self.secrets: list[str | None] = []
        self.seen: list[dict[str, Any]] = []
        self.headers: dict[str, str] = {}
        self.reply: dict[str, Any] | None = None
        self.take: Callable[[dict[str, Any]], Awaitable[int]] = self._taken

    async def _taken(self, _: dict[str, Any]) -> int:
        return 200

    async def handle(self, request: web.Request) -> web.Response:
        raw = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.seen.append(raw)
        return web.json_response(self.reply, status=await self.take(raw), headers=self.headers)


Api = Callable[..., Awaitable[Answer]]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """An HTTP server of its own on this machine."""
    found = Receiver()
    app = web.Application()
    app.router.add_post("/hook", found.handle)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield found
    await runner.cleanup()


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Api]:
    """`await api(method, **parameters)`: one call as JSON; `token=` for another token."""
    async with aiohttp.ClientSession() as session:

        async def call(method: str, *, token: str | None = None, **given: Any) -> Answer:
            url = f"{sandbox.base_url}{token or sandbox.token}/{method}"
            async with session.post(url, json=given) as response:
                body = await response.json()
                assert body["ok"] is (response.status == 200)
                assert body.get("error_code", 200) == response.status
                return Answer(response.status, body.get("result"), body.get("description", ""), body)

        yield call
