"""python-telegram-bot over aiohttp: its default client re-checks a whole pool for each request."""

from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_SENT = ("message_id", "date", "chat")


class AiohttpRequest(BaseRequest):
    """One keep-alive session. Times in seconds."""

    def __init__(self, connections: int = 256, timeout: float = 20.0) -> None:
        self._connections = connections
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._timeout

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=self._connections))

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        # As JSON, whose values are those of the form: a form costs three times as much to write.
        payload = request_data.json_parameters if request_data else None
        return await self._send(method, url, json=payload or None, timeout=self._timeout)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As PTB's; of a sent message only what names it: to take the rest apart costs more than the sending."""
        said = BaseRequest.parse_json_payload(payload)
        sent = said.get("result") if isinstance(said, dict) else None
        if isinstance(sent, dict) and "message_id" in sent:
            said["result"] = {key: sent[key] for key in _SENT if key in sent}
        return said

    async def call(self, url: str, payload: dict[str, Any], timeout: float) -> tuple[int, bytes]:
        """POST JSON; return the status and the body. Raises NetworkError."""
        return await self._send("POST", url, json=payload, timeout=timeout)

    async def _send(self, method: str, url: str, *, timeout: float, **kwargs: Any) -> tuple[int, bytes]:
        if self._session is None:
            await self.initialize()
        assert self._session is not None  # noqa: S101  # just made
        try:
            total = aiohttp.ClientTimeout(total=timeout)
            async with self._session.request(method, url, timeout=total, allow_redirects=False, **kwargs) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None  # the message would hold the token's URL
