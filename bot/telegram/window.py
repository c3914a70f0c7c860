"""The updates under way: begun as they come, counted as done from the front.

Telegram shows a bot the first 100 updates that it has not confirmed, and no others: an update that takes its time holds
back, sooner or later, everybody behind it. What only has to wait (a chat that Telegram has told to wait, a flooder)
is therefore set aside once others queue behind the window: it goes on being answered, but no longer from Telegram's
queue. It is the one case in which a kill may lose an update. While Telegram fails for everybody nothing is set aside.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from bot.logs import log
from bot.telegram.delivery import Delivery, Later
from bot.telegram.raw import Raw, place_of
from bot.telegram.turns import Turns

LONG = 5.0  # seconds that Telegram tells a chat to wait, from which on its updates may be set aside
STUBBORN = 8  # failures of one update, while others get through, from which on it may be
ASIDE = 1_000  # updates set aside at most
FAILURES, AGE = 12, 3600.0  # tries, and seconds, after which one that fails while others get through is given up
JUST = 1_000  # ids below the offset that were confirmed just now. Far lower ones are new: after a week without updates
# Telegram goes on at a random number, https://core.telegram.org/bots/api#update
LONGEST = 15.0  # seconds between two tries


@dataclass(frozen=True, slots=True)
class _UnderWay:
    chat: int
    task: asyncio.Task[bool]

    @property
    def done(self) -> bool:
        return self.task.done() and self.task.result()


class Window:
    """Hands updates to `deliver`. `offset` is what may be confirmed: the first id that is not done with."""

    def __init__(
        self, deliver: Delivery, turns: Turns, stopping: asyncio.Event, clock: Callable[[], float] = monotonic
    ) -> None:
        self._deliver = deliver
        self._turns = turns
        self._stopping = stopping
        self._clock = clock
        self._open: dict[int, _UnderWay] = {}
        self._aside: dict[int, _UnderWay] = {}
        self._waiting = Counter[int]()  # chats whose answer has to wait for longer
        self._through = 0
        self._finished = asyncio.Event()
        self.offset = 0

    def __len__(self) -> int:
        """Updates that Telegram still has to keep."""
        return len(self._open)

    def begin(self, update: Raw) -> bool:
        """Start on an update; False for one that is under way or done already."""
        id = int(update["update_id"])
        if self.offset - JUST < id < self.offset or id in self._open:
            return False
        self.offset = min(self.offset, id)
        self._deliver.metrics.add("updates_total")
        chat = place_of(update)
        task = asyncio.create_task(self._one(update, id, chat))
        task.add_done_callback(lambda _: self._finished.set())
        self._open[id] = _UnderWay(chat, task)
        return True

    async def moved(self, seconds: float, ahead: int) -> None:
        """Wait until all are done, or so many at the front, or for so long."""
        until = self._clock() + seconds
        while self._open and (left := until - self._clock()) > 0:
            front = next((n for n, one in enumerate(self._open.values()) if not one.done), len(self._open))
            if front >= min(ahead, len(self._open)):
                return
            self._finished.clear()
            try:
                await asyncio.wait_for(self._finished.wait(), left)
            except TimeoutError:
                return

    def advance(self, *, crowded: bool = False) -> None:
        """Move the offset up to the first update that is not done. `crowded`: more are waiting behind the window."""
        self._aside = {id: one for id, one in self._aside.items() if not one.task.done()}
        for id in sorted(self._open):
            one = self._open[id]
            if not one.done:
                if not crowded or one.task.done() or one.chat not in self._waiting or len(self._aside) >= ASIDE:
                    return
                self._aside[id] = one
                self._deliver.metrics.add("aside_total")
            self.offset = id + 1
            del self._open[id]

    async def finish(self, seconds: float) -> None:
        """Give what is under way so long, then let go of it."""
        under_way = [one.task for one in (*self._open.values(), *self._aside.values())]
        if under_way:
            await asyncio.wait(under_way, timeout=seconds)
        self.advance()
        if self._aside:
            log.warning("stopped before all were answered", extra={"count": len(self._aside)})
        for task in under_way:
            task.cancel()

    async def _one(self, update: Raw, id: int, chat: int) -> bool:
        """Deliver until it is done with. False: it is not, Telegram is to send it again."""
        failures, through, since = 0, self._through, self._clock()
        async with self._turns.turn(chat) as overtaken:
            while True:
                later = await self._delivered(update, overtaken)
                if later is None:
                    self._through += 1
                    return True
                failures += later.failed
                alone = self._through > through  # others do get through
                if failures >= FAILURES and alone and self._clock() - since >= AGE:
                    self._deliver.metrics.add("given_up_total")
                    log.error("update given up")
                    return True
                seconds = max(later.seconds, min(0.25 * 2.0**failures, LONGEST) if later.failed else 0.0)
                long = later.turn or (seconds >= LONG and not later.failed) or (failures >= STUBBORN and alone)
                await self._rest(seconds, chat if long else None)
                if self._stopping.is_set() and id not in self._aside:
                    return False

    async def _rest(self, seconds: float, chat: int | None) -> None:
        """Wait, or until the bot stops. Where `chat` is given, its updates may be set aside meanwhile."""
        if self._stopping.is_set():
            await asyncio.sleep(seconds)
            return
        if chat is not None:
            self._waiting[chat] += 1
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return
        finally:
            if chat is not None:
                self._waiting -= Counter((chat,))

    async def _delivered(self, update: Raw, overtaken: Callable[[], bool]) -> Later | None:
        try:
            return await self._deliver(update, overtaken)
        except Exception as error:  # one update must not end the loop for everybody
            log.error("update failed", extra={"error": type(error).__name__})
            return Later(1.0)
