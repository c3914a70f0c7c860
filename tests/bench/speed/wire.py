"""As much HTTP as the benchmark needs, and no more, so that its own share of the machine stays small."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Callable

HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


class Stream(asyncio.Protocol, ABC):
    """Cuts what arrives into messages of a head and a body, and hands each to `whole`."""

    def __init__(self) -> None:
        self._buffer = b""
        self.transport: asyncio.Transport | None = None
        self.gone = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(HEAD)) >= 0:
            head, start = self._buffer[:end], end + len(HEAD)
            length = _LENGTH.search(head)
            if length is not None:
                stop = start + int(length[1])
                if len(self._buffer) < stop:
                    return
                body = self._buffer[start:stop]
            elif _CHUNKED.search(head):
                found = _unchunked(self._buffer, start)
                if found is None:
                    return
                body, stop = found
            else:
                body, stop = b"", start
            self._buffer = self._buffer[stop:]
            self.whole(head, body)

    @abstractmethod
    def whole(self, head: bytes, body: bytes) -> None:
        """One message has arrived."""

    def send(self, data: bytes) -> None:
        """Write, where somebody still listens."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)


class Served(Stream):
    """The server's end of a connection: each request goes to `answer` with the way to reply to it."""

    def __init__(self, answer: "Callable[[Served, bytes, bytes], None]") -> None:
        super().__init__()
        self._answer = answer

    def whole(self, head: bytes, body: bytes) -> None:
        self._answer(self, head, body)

    def reply(self, body: bytes) -> None:
        """200 with JSON."""
        self.send(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        )


class Caller(Stream):
    """The client's end: one request at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: asyncio.Future[int] | None = None

    async def post(self, path: bytes, headers: bytes, body: bytes) -> int:
        """The status. Raises ConnectionError where the other side hangs up."""
        self._waiting = asyncio.get_running_loop().create_future()
        self.send(
            b"POST %b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n%bContent-Length: %d\r\n\r\n%b"
            % (path, headers, len(body), body)
        )
        return await self._waiting

    def whole(self, head: bytes, body: bytes) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(int(head.split(b" ", 2)[1]))

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionError())


def _unchunked(buffer: bytes, at: int) -> tuple[bytes, int] | None:
    """(body, where it ends); None where more is to come."""
    parts = []
    while (line := buffer.find(b"\r\n", at)) >= 0:
        size = int(buffer[at:line].split(b";")[0], 16)
        start = line + 2
        if len(buffer) < start + size + 2:
            return None
        if not size:
            return b"".join(parts), start + 2
        parts.append(buffer[start : start + size])
        at = start + size + 2
    return None
