"""Failing on demand, as Telegram and networks fail."""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web


@dataclass
class Fault:
    kind: str  # 429, 500, 403, cut, timeout
    method: str | None
    times: int
    retry_after: int


class Faults:
    """The faults that are still to come, first come first served."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, kind: str, method: str | None = None, times: int = 1, retry_after: int = 1) -> None:
        """Let the next `times` calls (of one method) fail."""
        self._waiting.append(Fault(kind, method, times, retry_after))

    def clear(self) -> None:
        self._waiting.clear()

    async def strike(self, method: str, request: web.Request) -> web.Response | None:
        """The failure that is due for this call, if any."""
        for fault in self._waiting:
            if fault.times > 0 and fault.method in (None, method):
                fault.times -= 1
                return await _fail(fault, request)
        return None


async def _fail(fault: Fault, request: web.Request) -> web.Response:
    body: dict[str, Any] = {"ok": False}
    if fault.kind == "cut":
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)
    if fault.kind == "timeout":
        await asyncio.sleep(fault.retry_after)
        return web.Response(status=504, text="")
    if fault.kind == "429":
        after = fault.retry_after
        body |= {
            "error_code": 429,
            "description": f"Too Many Requests: retry after {after}",
            "parameters": {"retry_after": after},
        }
        return web.json_response(body, status=429)
    if fault.kind == "403":
        body |= {"error_code": 403, "description": "Forbidden: bot was blocked by the user"}
        return web.json_response(body, status=403)
    body |= {"error_code": 500, "description": "Internal Server Error"}
    return web.json_response(body, status=500)
