"""What all tests share: one responder, a stand-in for Telegram, and no way out of this machine."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answers.responder import Responder
from bot.directory import load
from bot.sandbox.server import Sandbox

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere else is a failed test."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            pytest.fail("a test reached for the network")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def responder() -> Iterator[Responder]:
    """The real one: shipped directory, catalogues, trained reader."""
    return Responder.of(load(ROOT / "resources.yaml"))


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A stand-in for Telegram that listens."""
    server = Sandbox()
    await server.start()
    yield server
    await server.stop()


async def called(sandbox: Sandbox, method: str) -> None:
    """Wait until the bot has called this method."""
    async with asyncio.timeout(10):
        while not sandbox.called(method):
            await asyncio.sleep(0.02)
