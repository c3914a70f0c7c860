"""What waits to be fetched, by getUpdates' rules: https://core.telegram.org/bots/api#getupdates"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Literal

from bot.sandbox.clock import Clock
from bot.sandbox.protocol import ASKED_FOR, UPDATES
from bot.sandbox.reading import Json
from bot.sandbox.refusal import Refused

KEPT = 24 * 3600  # seconds a message waits
PRESSED = 150  # seconds a button press waits
LONGEST_POLL = 50  # seconds
OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class Waiting:
    """One update, and when it is dropped."""

    update: Json
    until: float


class Updates:
    """The queue. `allowed` is what was last asked for; it holds for updates that come after.

    Two long polls at once: Telegram ends the older one, whose owner asks again at once and so ends the newer one.
    `conflict` chooses whom a test sees refused: the newcomer (the outcome for a pair that does not give up) or the
    older one, as in a single exchange.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._queue: dict[int, Waiting] = {}  # by update_id, oldest first
        self._soonest = float("inf")
        self._next = 1001
        self.allowed: list[str] | None = None
        self.arrived = asyncio.Condition()
        self.conflict: Literal["newcomer", "older"] = "newcomer"
        self._poll: tuple[asyncio.Event, Callable[[], bool]] | None = None
        self._ended: str = OTHER

    @property
    def pending(self) -> list[Json]:
        """What was not confirmed yet, oldest first."""
        self._expire()
        return [waiting.update for waiting in self._queue.values()]

    def wanted(self, kind: str) -> bool:
        """Whether an update of that kind would come to this bot."""
        return kind in self.allowed if self.allowed else kind not in ASKED_FOR

    def allow(self, kinds: list[str] | None) -> None:
        """Remember what is asked for; None leaves it as it was, an empty list is the default. Raises Refused."""
        if kinds is None:
            return
        self.allowed = [kind for kind in kinds if kind in UPDATES] or None

    async def push(self, update: Json, *, raw: bool = False) -> int | None:
        """Queue an update under the next id and return the id; None where nobody asked for its kind."""
        kind = next(iter(update), "")
        if not raw and not self.wanted(kind):
            return None
        self._next += 1
        until = self._clock().timestamp() + (PRESSED if kind == "callback_query" else KEPT)
        async with self.arrived:
            self._soonest = min(self._soonest, until)
            self._queue[self._next - 1] = Waiting({"update_id": self._next - 1, **update}, until)
            self.arrived.notify_all()
        return self._next - 1

    def __contains__(self, id: int) -> bool:
        self._expire()
        return id in self._queue

    def after(self, id: int) -> list[Json]:
        """What waits with a higher id than that, oldest first."""
        newer = list(takewhile(lambda waiting: waiting > id, reversed(self._queue)))
        return [self._queue[found].update for found in reversed(newer)]

    def drop(self, id: int | None = None) -> None:
        """Forget one update, or all of them."""
        if id is None:
            self._queue.clear()
        else:
            self._queue.pop(id, None)

    def confirm(self, offset: int) -> None:
        """Forget what lies below `offset`; a negative one counts from the end."""
        if offset < 0:
            offset += self._next
        if offset > self._next + 10:  # an offset from the far future confirms nothing
            return
        for id in list(takewhile(lambda waiting: waiting < offset, self._queue)):
            del self._queue[id]

    def renumber(self, id: int) -> None:
        """Go on at this id, as Telegram does at a random one after a week without updates."""
        self._next = id

    async def fetch(self, given: Json, gone: Callable[[], bool] = lambda: False) -> list[Json]:
        """Carry out getUpdates. `gone` says whether the caller has hung up. Raises Refused (409)."""
        self.allow(given.get("allowed_updates"))
        limit = min(max(int(given.get("limit", 100)), 1), 100)
        timeout = min(max(int(given.get("timeout", 0)), 0), LONGEST_POLL)
        self.confirm(int(given.get("offset", 0)))
        self._expire()
        if not self._queue and timeout:
            await self._wait(timeout, gone)
        return [waiting.update for waiting in islice(self._queue.values(), limit)]

    async def _wait(self, timeout: int, gone: Callable[[], bool]) -> None:
        await self._contend()
        mine = (asyncio.Event(), gone)
        self._poll = mine
        arrival = asyncio.ensure_future(self._arrival())
        ended = asyncio.ensure_future(mine[0].wait())
        try:
            await asyncio.wait({arrival, ended}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrival.cancel()
            ended.cancel()
            if self._poll is mine:
                self._poll = None
        if mine[0].is_set():
            raise Refused(self._ended, 409)

    async def _arrival(self) -> None:
        async with self.arrived:
            await self.arrived.wait_for(lambda: bool(self._queue))

    async def _contend(self) -> None:
        if self._poll is None:
            return
        await asyncio.sleep(0.05)  # a caller that hung up just now is noticed within this
        if self._poll is None or self._poll[1]():
            return
        if self.conflict == "newcomer":
            raise Refused(OTHER, 409)
        self.end_poll(OTHER)

    def end_poll(self, why: str) -> None:
        """End the poll that waits, if one does, with a 409."""
        if self._poll is not None:
            self._ended = why
            self._poll[0].set()
            self._poll = None

    def _expire(self) -> None:
        now = self._clock().timestamp()
        if now < self._soonest:
            return
        self._queue = {id: waiting for id, waiting in self._queue.items() if waiting.until > now}
        self._soonest = min((waiting.until for waiting in self._queue.values()), default=float("inf"))
