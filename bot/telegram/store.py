"""What the edge asks of a store, and how little it relies on it."""

import asyncio
from collections.abc import Awaitable
from typing import Protocol, TypeVar

from bot.answers.answer import Outcome
from bot.logs import log

PATIENCE = 0.5  # seconds: an answer never waits longer for a database
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


async def attempt(work: Awaitable[_T]) -> _T | None:
    """The result, or None where the store is down, slow or broken; the person gets the answer all the same."""
    try:
        return await asyncio.wait_for(work, PATIENCE)
    except Exception as error:
        log.warning("store unavailable", extra={"error": type(error).__name__})
        return None
