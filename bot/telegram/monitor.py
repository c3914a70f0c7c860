"""Whether the bot is up, for whoever runs it: /healthz, /readyz and /metrics, on loopback alone."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.telegram.metrics import Metrics
from bot.telegram.refusal import Refused

LOOPBACK = "127.0.0.1"


class Server(uvicorn.Server):
    """uvicorn that leaves the signals to the bot and writes no log."""

    def __init__(self, app: ASGIApp, drain: int = 1, at_once: int | None = None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=drain,
                limit_concurrency=at_once,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Monitor:
    """`ready` says whether answers are being given now."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._server: Server | None = None
        self._task: asyncio.Task[None] | None = None
        self.ready = False

    async def listen(self, port: int | None) -> None:
        """Serve on loopback, or not at all. Raises Refused("port") where the port is taken."""
        if port is None:
            return
        routes = [*self.routes(), Route("/metrics", self._counts)]
        self._server = Server(Starlette(routes=routes))
        self._task = asyncio.create_task(self._server.serve(sockets=[bound(LOOPBACK, port)]))

    async def close(self) -> None:
        """Stop serving."""
        if self._server is not None and self._task is not None:
            self._server.should_exit = True
            await self._task

    def routes(self) -> list[Route]:
        """For the port that is open to the outside too: nothing but yes or no."""
        return [Route("/healthz", self._alive), Route("/readyz", self._is_ready)]

    async def _alive(self, _: Request) -> Response:
        return PlainTextResponse("ok")

    async def _is_ready(self, _: Request) -> Response:
        return PlainTextResponse("ready" if self.ready else "not ready", 200 if self.ready else 503)

    async def _counts(self, _: Request) -> Response:
        return PlainTextResponse(self._metrics.text(), media_type="text/plain; version=0.0.4")


def bound(host: str, port: int) -> socket.socket:
    """A listening socket. Raises Refused("port")."""
    try:
        return socket.create_server((host, port), backlog=256)
    except OSError:
        raise Refused("port") from None
