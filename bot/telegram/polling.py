"""Polling that loses nothing: an update is confirmed only after it was answered.

PTB's own loop confirms first and answers afterwards, and one update that it cannot parse stops it for everybody.
Here a window of at most 100 updates is under way; what stands before the first one not answered is confirmed, so one
slow chat holds back the confirming, not the answering.
"""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram.error import NetworkError

from bot.logs import log
from bot.telegram.delivery import Delivery, Later
from bot.telegram.raw import Raw, place_of, salvaged, updates_in
from bot.telegram.refusal import Refused
from bot.telegram.request import AiohttpRequest
from bot.telegram.turns import Turns

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
AT_ONCE, WINDOW = 32, 100
LONG_POLL = 25  # seconds
DRAIN, GOODBYE = 7.0, 2.0  # seconds for what is under way after SIGTERM; for confirming it
LOOK = 0.25  # seconds until new updates are fetched beside those still under way
EMPTY = 64  # bytes; an answer without updates is shorter
FAILURES, LONGEST = 12, 15.0  # tries of an update while others get through; seconds between two of them
CONFLICTS = {False: 3, True: 10}  # in a row, before leaving the bot to the other poller; more for one that ran well
_T = TypeVar("_T")


class Poller:
    """Fetches raw updates and hands them, one by one, to `deliver`."""

    def __init__(self, request: AiohttpRequest, url: str, deliver: Delivery, turns: Turns) -> None:
        self._request = request
        self._url = url
        self._deliver = deliver
        self._turns = turns
        self._room = asyncio.Semaphore(AT_ONCE)
        self._under_way: dict[int, asyncio.Task[bool]] = {}
        self._offset = 0
        self._singly = 0  # fetches still to be made one by one, after a batch that could not be read
        self._through = 0
        self._finished = asyncio.Event()
        self._conflicts = 0
        self.ran = False
        self.stopping = asyncio.Event()

    async def run(self) -> None:
        """Poll until `stopping` is set; then finish what is under way and confirm it. Raises Refused."""
        pause = 1.0
        while not self.stopping.is_set():
            try:
                updates = await self._interruptible(self._fetch())
                pause = 1.0
            except NetworkError as error:
                log.warning("Telegram not reached", extra={"error": type(error).__name__})
                await self._sleep(pause + random.random())  # noqa: S311  # spreads, does not protect
                pause = min(pause * 2, 30.0)
                updates = []
            fresh = [update for update in updates or () if self._begin(update)]
            behind = self._deliver.budget.strained = len(updates or ()) >= WINDOW
            if behind and fresh and not self._singly:  # more is waiting: fetch it as soon as there is room for it
                await self._interruptible(self._room_again())
            elif self._under_way:
                rest = asyncio.wait(list(self._under_way.values()), timeout=None if self._singly else LOOK)
                await self._interruptible(rest)
            self._advance()
        if self._under_way:
            await asyncio.wait(list(self._under_way.values()), timeout=DRAIN)
        self._advance()
        for task in self._under_way.values():
            task.cancel()
        await self._goodbye()

    def _begin(self, update: Raw) -> bool:
        """Start on an update; False for one that is under way or done already."""
        id = int(update["update_id"])
        if id < self._offset or id in self._under_way:
            return False
        self._deliver.metrics.add("updates_total")
        self._under_way[id] = task = asyncio.create_task(self._one(update))
        task.add_done_callback(lambda _: self._finished.set())
        return True

    async def _room_again(self) -> None:
        while sum(not task.done() for task in self._under_way.values()) > AT_ONCE:
            self._finished.clear()
            await self._finished.wait()

    def _advance(self) -> None:
        """Move the offset up to the first update that is not answered."""
        for id in sorted(self._under_way):
            task = self._under_way[id]
            if not task.done() or not task.result():
                break
            self._offset = id + 1
            del self._under_way[id]

    async def _one(self, update: Raw) -> bool:
        """Deliver until it is done with. False: it is not, Telegram is to send it again."""
        failures, through = 0, self._through
        async with self._turns.turn(place_of(update)) as overtaken:
            while True:
                async with self._room:
                    later = await self._delivered(update, overtaken)
                if later is None:
                    self._through += 1
                    return True
                failures += later.failed
                if failures >= FAILURES and self._through > through:
                    self._deliver.metrics.add("given_up_total")
                    log.error("update given up")
                    return True
                backoff = min(0.25 * 2.0**failures, LONGEST) if later.failed else 0.0
                await self._sleep(max(later.seconds, backoff))
                if self.stopping.is_set():
                    return False

    async def _delivered(self, update: Raw, overtaken: Callable[[], bool]) -> Later | None:
        try:
            return await self._deliver(update, overtaken)
        except Exception as error:  # one update must not end the loop for everybody
            log.error("update failed", extra={"error": type(error).__name__})
            return Later(1.0)

    async def _fetch(self) -> list[Raw]:
        limit = 1 if self._singly else WINDOW
        self._singly = max(0, self._singly - 1)
        timeout = 0 if self._under_way else LONG_POLL
        status, body = await self._get(timeout, limit, timeout + 15)
        if status != 200:
            await self._refused(status, body)
            return []
        self._conflicts, self.ran = 0, True
        updates = updates_in(body)
        if updates is None:
            updates = self._one_by_one(body, limit)
        if not updates and len(body) > EMPTY:
            await self._sleep(1.0)  # something is there that cannot even be told apart; no busy loop over it
        return updates

    def _one_by_one(self, body: bytes, limit: int) -> list[Raw]:
        """One update made a whole batch unreadable: fetch singly, and step over the one that it is."""
        if limit > 1:
            self._singly = WINDOW
            return []
        found = salvaged(body)
        return [found] if found is not None else []

    async def _refused(self, status: int, body: bytes) -> None:
        said = _said(body)
        if status == 409 and "webhook" not in str(said.get("description", "")).lower():
            self._conflicts += 1
            if self._conflicts < CONFLICTS[self.ran]:
                await self._sleep(1.0)
                return
        check(status, said)
        log.warning("Telegram not reached", extra={"error": "status"})
        parameters = said.get("parameters")
        after = parameters.get("retry_after") if isinstance(parameters, dict) else None
        await self._sleep(float(after) if isinstance(after, int | float) else 1.0)

    async def _get(self, timeout: int, limit: int, patience: float) -> tuple[int, bytes]:
        payload = {"offset": self._offset, "timeout": timeout, "limit": limit, "allowed_updates": ALLOWED}
        return await self._request.call(self._url + "/getUpdates", payload, patience)

    async def _goodbye(self) -> None:
        """Confirm what was answered last, so that it is not answered again after a restart."""
        if not self._offset:
            return
        try:
            await self._get(0, 1, GOODBYE)
        except NetworkError as error:
            log.warning("last batch not confirmed", extra={"error": type(error).__name__})

    async def _interruptible(self, work: Awaitable[_T]) -> _T | None:
        """The result, or None where stopping came first."""
        task = asyncio.ensure_future(work)
        stopped = asyncio.create_task(self.stopping.wait())
        try:
            await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            if not task.done():
                task.cancel()
        return task.result() if task.done() and not task.cancelled() else None

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return


def check(status: int, said: dict[str, Any]) -> None:
    """Raise Refused where asking again cannot help."""
    if status in (401, 404):
        raise Refused("token")
    if status == 409:
        raise Refused("webhook" if "webhook" in str(said.get("description", "")).lower() else "conflict")


def _said(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
