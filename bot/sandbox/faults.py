"""Failing on demand, as Telegram and networks fail."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.refusal import Refused

KINDS = ("429", "500", "502", "403", "400", "cut", "lost", "timeout", "garbage")
_SAID = {
    "400": "Bad Request: message can't be sent",
    "403": "Forbidden: bot was blocked by the user",
    "500": "Internal Server Error",
    "502": "Bad Gateway",
}


@dataclass
class Fault:
    """`times` calls (of one method, of one chat, or of any) fail so. `retry_after`: seconds, also of a timeout.

    "lost" is carried out and its answer is cut off; "garbage" is an answer that is no JSON.
    """

    kind: str
    method: str | None
    times: int
    retry_after: float
    chat: int | None = None


class Faults:
    """The faults that are still to come, first come first served."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(
        self, kind: str, method: str | None = None, times: int = 1, retry_after: float = 1, chat: int | None = None
    ) -> None:
        """Let the next `times` calls fail. Raises ValueError for a kind that is none of KINDS."""
        if kind not in KINDS:
            raise ValueError("no such fault")
        self._waiting.append(Fault(kind, method, times, retry_after, chat))

    def clear(self) -> None:
        """From now on nothing fails."""
        self._waiting.clear()

    def take(self, method: str, chat: object = None) -> Fault | None:
        """The fault that is due for this call, if any; it is used up."""
        for fault in self._waiting:
            here = fault.chat is None or str(fault.chat) == str(chat)
            if fault.times > 0 and fault.method in (None, method) and here:
                fault.times -= 1
                return fault
        return None


async def strike(fault: Fault, request: web.Request) -> web.Response:
    """Fail: answer with an error, or cut the line. Raises Refused where Telegram would answer with an error."""
    if fault.kind in ("cut", "lost"):  # "lost": the call was carried out, its answer is not heard
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)
    if fault.kind == "timeout":
        await asyncio.sleep(fault.retry_after)
        return web.Response(status=504, text="")
    if fault.kind == "garbage":
        return web.Response(status=200, text="<html>", content_type="text/html")
    if fault.kind == "429":
        after = max(1, int(fault.retry_after))
        raise Refused(f"Too Many Requests: retry after {after}", 429, after)
    raise Refused(_SAID[fault.kind], int(fault.kind))
