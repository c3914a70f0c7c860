"""What the edge asks of a store, and how little it relies on it."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Protocol, TypeVar

from bot.answers.answer import Outcome
from bot.logs import log
from bot.telegram.metrics import Metrics

PATIENCE = 0.3  # seconds: an answer never waits longer for a database
PAUSE = 20.0  # seconds in which a store that just failed is not asked again
SILENCE = 60.0  # seconds between two lines of the log about it, whoever keeps erasing meanwhile
_T = TypeVar("_T")


class Store(Protocol):
    """The few things that are kept (README, "What is kept")."""

    async def chosen_language(self, chat: int) -> str | None: ...
    async def choose_language(self, chat: int, language: str) -> None: ...
    async def forget(self, chat: int) -> None: ...
    async def count(self, outcome: Outcome) -> None: ...
    async def did_not_work(self, resource: str) -> None: ...


class NullStore:
    """Keeps nothing at all."""

    async def chosen_language(self, chat: int) -> str | None:
        return None

    async def choose_language(self, chat: int, language: str) -> None:
        return None

    async def forget(self, chat: int) -> None:
        return None

    async def count(self, outcome: Outcome) -> None:
        return None

    async def did_not_work(self, resource: str) -> None:
        return None


class BestEffort:
    """A store that never fails and never keeps anybody waiting: dead, slow or broken, the person gets the answer."""

    def __init__(self, store: Store, metrics: Metrics, clock: Callable[[], float] = monotonic) -> None:
        self._store = store
        self._metrics = metrics
        self._clock = clock
        self._again = self._silent = 0.0

    async def chosen_language(self, chat: int) -> str | None:
        return await self._try(lambda: self._store.chosen_language(chat))

    async def choose_language(self, chat: int, language: str) -> None:
        await self._try(lambda: self._store.choose_language(chat, language))

    async def forget(self, chat: int) -> None:
        await self._try(lambda: self._store.forget(chat), always=True)

    async def count(self, outcome: Outcome) -> None:
        await self._try(lambda: self._store.count(outcome))

    async def did_not_work(self, resource: str) -> None:
        await self._try(lambda: self._store.did_not_work(resource))

    async def _try(self, work: Callable[[], Awaitable[_T]], always: bool = False) -> _T | None:
        if not always and self._clock() < self._again:
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                return await work()
        except Exception as error:
            now = self._clock()
            self._again = now + PAUSE
            self._metrics.add("store_failures_total")
            if now >= self._silent:
                self._silent = now + SILENCE
                log.warning("store unavailable", extra={"error": type(error).__name__})
            return None
