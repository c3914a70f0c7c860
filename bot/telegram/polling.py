"""Polling that loses nothing: an update is confirmed only after it was answered.

PTB's own loop confirms first and answers afterwards, and one update that it cannot parse stops it for everybody.
Here a window of at most 100 updates is under way (`bot.telegram.window`), and what stands before the first one not
answered is confirmed.
"""

import asyncio
import json
import random
from typing import Any

from telegram.error import NetworkError

from bot.logs import log
from bot.telegram.delivery import Delivery
from bot.telegram.raw import Raw, salvaged, updates_in
from bot.telegram.reaching import unless_stopped
from bot.telegram.refusal import Refused
from bot.telegram.request import AiohttpRequest
from bot.telegram.turns import Turns
from bot.telegram.window import Window

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
LIMIT = 100  # updates in one answer; Telegram gives no more
LONG_POLL = 25  # seconds
DRAIN, GOODBYE = 4.0, 1.0  # seconds for what is under way after SIGTERM; for confirming it
LOOK, SELDOM = 0.1, 0.5  # seconds until new updates are fetched beside those still under way; where none came lately
STEP = 50  # updates done at the front that are worth a fetch, where more are waiting: half the window, so that
# one half is answered while the other is fetched
EMPTY = 64  # bytes; an answer without updates is shorter
CONFLICTS = {False: 3, True: 10}  # in a row, before leaving the bot to the other poller; more for one that ran well


class Poller:
    """Fetches raw updates and hands them, one by one, to `deliver`."""

    def __init__(
        self, request: AiohttpRequest, url: str, deliver: Delivery, turns: Turns, stopping: asyncio.Event
    ) -> None:
        self._request = request
        self._url = url
        self._budget = deliver.budget
        self._singly = 0  # fetches still to be made one by one, after a batch that could not be read
        self._conflicts = 0
        self.ran = False
        self.stopping = stopping
        self._window = Window(deliver, turns, stopping)

    async def run(self) -> None:
        """Poll until `stopping` is set; then finish what is under way and confirm it. Raises Refused."""
        pause, look, window = 1.0, LOOK, self._window
        while not self.stopping.is_set():
            try:
                updates = await unless_stopped(self.stopping, self._fetch()) or []
                pause = 1.0
            except NetworkError as error:
                log.warning("Telegram not reached", extra={"error": type(error).__name__})
                await self._sleep(pause + random.random())  # noqa: S311  # spreads, does not protect
                pause = min(pause * 2, 30.0)
                updates = []
            fresh = sum([window.begin(update) for update in updates])
            self._budget.strained = len(updates) >= LIMIT
            crowded = self._budget.strained or self._singly > 0
            look = LOOK if fresh else min(look * 2, SELDOM)
            wait, front = (SELDOM, STEP) if crowded else (look, LIMIT)
            await unless_stopped(self.stopping, window.moved(wait, front))
            window.advance(crowded=crowded)
        await window.finish(DRAIN)
        await self._goodbye()

    async def _fetch(self) -> list[Raw]:
        limit = 1 if self._singly else LIMIT
        self._singly = max(0, self._singly - 1)
        timeout = 0 if self._window else LONG_POLL
        status, body = await self._get(timeout, limit, timeout + 15)
        if status != 200:
            await self._refused(status, body)
            return []
        self._conflicts, self.ran = 0, True
        updates = updates_in(body)
        if updates is None and b'"update_id"' in body:
            # One update makes the whole batch unreadable: fetch singly, and step over the one that it is.
            found = salvaged(body) if limit == 1 else None
            self._singly = self._singly or LIMIT
            updates = [found] if found is not None else []
            if limit > 1:
                return updates
        if not updates and (updates is None or len(body) > EMPTY):
            await self._sleep(1.0)  # something is there that cannot even be told apart; no busy loop over it
        return updates or []

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
        payload = {"offset": self._window.offset, "timeout": timeout, "limit": limit, "allowed_updates": ALLOWED}
        return await self._request.call(self._url + "/getUpdates", payload, patience)

    async def _goodbye(self) -> None:
        """Confirm what was answered last, so that it is not answered again after a restart."""
        if not self._window.offset:
            return
        try:
            await self._get(0, 1, GOODBYE)
        except NetworkError as error:
            log.warning("last batch not confirmed", extra={"error": type(error).__name__})

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
