"""A stand-in that listens, a plain HTTP caller for it, and a small bot of stock python-telegram-bot."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, NamedTuple

import aiohttp
import pytest

from bot.sandbox.server import Sandbox


class Answer(NamedTuple):
    """What came back: the HTTP status, the result, the description of a refusal, the whole body."""

    status: int
    result: Any
    said: str
    body: dict[str, Any]


Api = Callable[..., Awaitable[Answer]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    server = Sandbox()
    await server.start()
    yield server
    await server.stop()


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
