"""A stand-in for the Bot API, fast enough not to be what is measured. The sandbox checks every call; this does not.

It answers as Telegram does: a sent message comes back whole, with its text, bold parts and buttons.
"""

import asyncio
import json
import re
from collections import deque
from html import unescape
from time import perf_counter, time
from urllib.parse import parse_qsl, urlsplit

from tests.bench.speed.traffic import Traffic
from tests.bench.speed.wire import Caller, Served

TOKEN = "1000000001:bench-bench-bench-bench-bench-bench-ben"
ME = b'{"id":1000000001,"is_bot":true,"first_name":"Gyeot","username":"gyeot_bench_bot"}'
OUTSTANDING = 1_000  # updates at most that were handed out and not answered: else a bot is paid for hoarding
_BOLD = re.compile(r"<b>(.*?)</b>", re.DOTALL)
_NAME = re.compile(r'name="?(\w+)"?')


class Api:
    """`latency` (seconds) is added to each answer. `backlog`: more is always waiting; else only what `arrive` adds."""

    def __init__(self, traffic: Traffic, latency: float, *, backlog: bool, count: int | None = None) -> None:
        self.token = TOKEN
        self.latency = latency
        self.answered = 0
        self.took: list[float] = []  # seconds from an arrival to its answer
        self.changed = asyncio.Event()
        self._left = count if backlog else 0
        self._endless = backlog and count is None
        self._traffic = traffic
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._arrived: dict[int, float] = {}
        self._handed = 0
        self._poll: tuple[Served, int, asyncio.TimerHandle] | None = None
        self._room = asyncio.Event()
        self._webhook: asyncio.Task[None] | None = None
        self._server: asyncio.Server | None = None

    @property
    def base_url(self) -> str:
        """Up to and with `/bot`."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/bot"

    async def start(self) -> None:
        """Listen on a free port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Served(self._serve), "127.0.0.1", 0)

    async def stop(self) -> None:
        """Listen no more."""
        if self._webhook is not None:
            self._webhook.cancel()
            await asyncio.wait({self._webhook})
        if self._server is not None:
            self._server.close()

    @property
    def unanswered(self) -> int:
        """People who still wait."""
        return len(self._arrived)

    def arrive(self) -> None:
        """One more update waits to be fetched."""
        self._make()
        self._room.set()
        self._wake()

    def _make(self) -> None:
        number, chat, update = self._traffic.next()
        self._arrived[chat] = perf_counter()
        self._waiting.append((number, update))

    def _fill(self, upto: int) -> None:
        while len(self._waiting) < upto and self._handed + len(self._waiting) - self.answered < OUTSTANDING:
            if not self._endless:
                if not self._left:
                    return
                self._left -= 1
            self._make()

    def _serve(self, caller: Served, head: bytes, body: bytes) -> None:
        method = head.split(b" ", 2)[1].rsplit(b"/", 1)[-1].decode()
        given = _fields(head, body)
        match method:
            case "getUpdates":
                self._fetch(caller, given)
            case "sendMessage" | "editMessageText":
                self._reply(caller, self._sent(given))
            case "getMe":
                self._reply(caller, ME)
            case "setWebhook":
                self._reply(caller, b"true")
                self._webhook = asyncio.create_task(self._push(given))
            case _:
                self._reply(caller, b"true")

    def _reply(self, caller: Served, result: bytes) -> None:
        body = b'{"ok":true,"result":%b}' % result
        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, caller.reply, body)
        else:
            caller.reply(body)

    def _sent(self, given: dict[str, str]) -> bytes:
        chat, text = int(given["chat_id"]), given["text"]
        arrived = self._arrived.pop(chat, None)
        if arrived is not None:
            self.took.append(perf_counter() - arrived)
            self.answered += 1
        self._room.set()
        self.changed.set()
        entities = b""
        if given.get("parse_mode") == "HTML":
            text, entities = _parsed(text)
        markup = given.get("reply_markup", "").encode()
        who = b'"id":%d,"first_name":"P"' % chat
        number = int(given["message_id"]) if "message_id" in given else 2 * (chat - 100_000) + 1
        message = b'{"message_id":%d,"from":%b,"chat":{%b,"type":"private"},"date":%d,"text":%b%b%b}' % (
            number,
            ME,
            who,
            int(time()),
            json.dumps(text, ensure_ascii=False).encode(),
            entities,
            b',"reply_markup":' + markup if markup else b"",
        )
        if markup:
            self._traffic.shown(chat, message, markup)
        self._wake()
        return message

    def _fetch(self, caller: Served, given: dict[str, str]) -> None:
        offset, limit = int(given.get("offset", 0)), int(given.get("limit", 100))
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
            self._handed += 1
        self._fill(limit)
        timeout = float(given.get("timeout", 0))
        if self._waiting or not timeout:
            self._hand_out(caller, limit)
            return
        if self._poll is not None:
            self._poll[2].cancel()
        later = asyncio.get_running_loop().call_later(timeout, self._end_poll)
        self._poll = (caller, limit, later)

    def _end_poll(self) -> None:
        if self._poll is not None:
            (caller, limit, later), self._poll = self._poll, None
            later.cancel()
            if not caller.gone:
                self._hand_out(caller, limit)

    def _wake(self) -> None:
        if self._poll is not None:
            self._fill(self._poll[1])
            if self._waiting:
                self._end_poll()

    def _hand_out(self, caller: Served, limit: int) -> None:
        updates = [update for _, (_, update) in zip(range(limit), self._waiting, strict=False)]
        self._reply(caller, b"[" + b",".join(updates) + b"]")

    async def _push(self, given: dict[str, str]) -> None:
        """Call a webhook as Telegram does: so many at once, 40 where the bot does not say."""
        url = urlsplit(given["url"])
        secret = given.get("secret_token", "").encode()
        headers = b"X-Telegram-Bot-Api-Secret-Token: %b\r\n" % secret if secret else b""
        ready = asyncio.Queue[bytes](1)
        async with asyncio.TaskGroup() as group:
            for _ in range(int(given.get("max_connections", 40))):
                group.create_task(_line(ready, str(url.hostname), int(url.port or 80), url.path.encode(), headers))
            while True:
                self._fill(1)
                if self._waiting:
                    self._handed += 1
                    await ready.put(self._waiting.popleft()[1])
                else:
                    self._room.clear()
                    await self._room.wait()


async def _line(ready: asyncio.Queue[bytes], host: str, port: int, path: bytes, headers: bytes) -> None:
    """One connection: the next update is pushed once the one before was taken."""
    caller: Caller | None = None
    while True:
        update, taken = await ready.get(), False
        while not taken:
            try:
                if caller is None or caller.gone:
                    _, caller = await asyncio.get_running_loop().create_connection(Caller, host, port)
                taken = 200 <= await caller.post(path, headers, update) < 300
            except OSError:
                caller = None
            if not taken:
                await asyncio.sleep(0.1)


def _fields(head: bytes, body: bytes) -> dict[str, str]:
    if not body:
        return {}
    if b"application/json" in head:
        return {k: v if isinstance(v, str) else json.dumps(v) for k, v in json.loads(body).items()}
    if b"multipart/form-data" in head:
        parts = body.split(b"--" + head.split(b"boundary=", 1)[1].split(b"\r\n", 1)[0].strip(b'"'))
        pairs = [part.decode().partition("\r\n\r\n") for part in parts[1:-1]]
        return {m[1]: value[:-2] for about, _, value in pairs if (m := _NAME.search(about))}
    return dict(parse_qsl(body.decode()))


def _parsed(html: str) -> tuple[str, bytes]:
    """The text, and its bold parts as Telegram names them."""
    found, plain, last = [], "", 0
    for match in _BOLD.finditer(html):
        plain += unescape(html[last : match.start()])
        bold = unescape(match[1])
        found.append(b'{"type":"bold","offset":%d,"length":%d}' % (len(plain), len(bold)))
        plain, last = plain + bold, match.end()
    return plain + unescape(html[last:]), b',"entities":[' + b",".join(found) + b"]"
