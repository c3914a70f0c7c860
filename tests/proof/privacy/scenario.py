"""One fault, one way of receiving: a process, two rounds of updates, a search."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.sandbox.server import Sandbox
from tests.proof.privacy.driving import Driver
from tests.proof.privacy.faults import Fault
from tests.proof.privacy.markers import Markers
from tests.proof.privacy.places import Places
from tests.proof.privacy.process import Process
from tests.proof.privacy.searching import Hit, search

ROUNDS = 2
ANSWERED = 60.0  # seconds until a round has been answered


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one scenario came to. `trouble`: why it proves nothing; empty where it ran as it should."""

    mode: str
    fault: str
    updates: int
    fields: tuple[str, ...]
    searched: dict[str, int]
    hits: tuple[Hit, ...]
    trouble: str

    def count(self, place: str, field: str) -> int:
        """Traces of this field in this place."""
        return sum(hit.place == place and hit.field == field for hit in self.hits)


class Scenario:
    """The parts of one run; the steps of faults reach into it."""

    def __init__(self, fault: Fault, base: Path, *, webhook: bool, seed: str, do: tuple[str, ...] = ()) -> None:
        self.fault, self.webhook = fault, webhook
        self.mode = "webhook" if webhook else "polling"
        self.sandbox = Sandbox()
        self.markers = Markers(f"{seed}/{self.mode}/{fault.name}")
        self.driver = Driver(self.sandbox, self.markers)
        self.other: asyncio.subprocess.Process | None = None  # holds a lock
        self._base, self._do = base, (*fault.do, *do)
        self.closing: list[Callable[[], object]] = []
        self.bot: Process
        self.places: Places

    async def run(self, rounds: int = ROUNDS) -> Outcome:
        """Start, drive, end, search."""
        await self.sandbox.start()
        self.sandbox.methods.webhook.pause = self.sandbox.methods.webhook.longest_pause = 0.3
        url = self.sandbox.page_url.rstrip("/")
        self.bot = Process(self._base, self.sandbox.token, url, webhook=self.webhook, do=self._do)
        self.bot.environment |= self.fault.environment
        self.places = Places(self.bot, self.sandbox)
        trouble = ""
        try:
            await self.fault.before(self)
            self.places.watch()
            trouble = await self._through(rounds)
        except (RuntimeError, TimeoutError) as error:
            trouble = f"{type(error).__name__}: {error}"
        finally:
            if self.bot.pid is not None:
                self.bot.process.kill()  # type: ignore[union-attr]
            await self.places.leave()
            await self.sandbox.stop()
            for close in self.closing:
                await asyncio.to_thread(close)
        self.places.finish()
        hits = await asyncio.to_thread(search, self.places.parts(), self.markers.needles())
        return Outcome(
            self.mode,
            self.fault.name,
            self.driver.sent,
            tuple(self.markers.fields),
            self.places.searched(),
            tuple(hits),
            trouble,
        )

    async def _through(self, rounds: int) -> str:
        await self.bot.start()
        await self.fault.during(self)
        for number in range(rounds):
            await self.driver.round()
            if number == rounds // 2 and self.fault.end is not None:
                await self._ended_under_load()
            if not await self._drained():
                return "updates were left unanswered"
        await asyncio.sleep(0.8)  # a batch of counts is written meanwhile
        for _ in range(100):
            if self._evident():
                break
            await asyncio.sleep(0.05)
        await self.fault.after(self)
        code = await self.bot.end()
        if code != 0:
            return f"ended with {code}"
        return self._struck()

    async def _ended_under_load(self) -> None:
        """Some are answered, the others are under way or wait."""
        assert self.fault.end is not None
        known = len(self.sandbox.called("sendMessage"))
        async with asyncio.timeout(30):
            while len(self.sandbox.called("sendMessage")) < known + 3:
                await asyncio.sleep(0.01)
        await self.bot.end(self.fault.end)
        self.places.files()
        await self.bot.start()

    async def _drained(self) -> bool:
        try:
            async with asyncio.timeout(ANSWERED):
                while self.sandbox.state.updates and self.bot.pid is not None:
                    await asyncio.sleep(0.05)
        except TimeoutError:
            return False
        return not self.sandbox.state.updates

    def _evident(self) -> bool:
        return self.fault.struck in self.bot.stderr + self.bot.said

    def _struck(self) -> str:
        """Whether the fault was there at all."""
        if not self._evident():
            return "the fault did not strike"
        if self.fault.end is not None and self.bot.codes[0] not in (0, -self.fault.end):
            return f"ended with {self.bot.codes[0]}"
        left = Counter(
            fault.kind for fault in self.sandbox.faults._waiting if fault.method == "sendMessage" and fault.times
        )
        if left:
            return f"faults left over: {dict(left)}"
        unerased = sum(any(not m["from"]["is_bot"] for m in person.messages) for person in self.driver.erasing)
        return f"{unerased} chats were not erased" if unerased and self.fault.erases else ""

    async def stranger(self) -> None:
        """Somebody who is not Telegram calls the webhook: in the path, the query, headers, the body."""
        m = self.markers
        word, base = m.ascii("stranger's request"), f"http://127.0.0.1:{self.bot.hook_port}"
        header = {"X-Telegram-Bot-Api-Secret-Token": word, "User-Agent": word, "X-Forwarded-For": word}
        calls = (("hook", header, word), (f"hook?x={word}", {}, "{"), (word, header, ""), (f"%00{word}", {}, "\0"))
        async with aiohttp.ClientSession() as session:
            for path, headers, body in calls:
                async with session.post(f"{base}/{path}", headers=headers, data=body) as answer:
                    await answer.read()
