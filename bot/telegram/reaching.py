"""Waiting for Telegram without keeping anybody waiting who wants the bot to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import InvalidToken, RetryAfter

from bot.logs import log
from bot.telegram.limiter import pause_of
from bot.telegram.refusal import Refused

LONGEST = 30.0  # seconds between two tries
_T = TypeVar("_T")


async def unless_stopped(stopping: asyncio.Event, work: Awaitable[_T]) -> _T | None:
    """The result, or None where stopping came first; the work is let go of then, however long it would hang."""
    task = asyncio.ensure_future(work)
    stopped = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopped.cancel()
        if not task.done():
            task.cancel()
    return task.result() if task.done() and not task.cancelled() else None


async def reach(stopping: asyncio.Event, ask: Callable[[], Awaitable[object]]) -> None:
    """Ask until Telegram takes it or `stopping` is set. Raises Refused.

    What comes in place of an answer (told to wait, refused by a proxy, a page of somebody's network) is no reason to
    end: people are writing meanwhile.
    """
    pause = 1.0
    while not stopping.is_set():
        try:
            await unless_stopped(stopping, ask())
            return
        except Refused:
            raise
        except InvalidToken:
            raise Refused("token") from None
        except RetryAfter as error:
            log.warning("Telegram not reached", extra={"error": "RetryAfter"})
            wait = pause_of(error)
        except Exception as error:
            log.warning("Telegram not reached", extra={"error": type(error).__name__})
            wait, pause = pause, min(pause * 2, LONGEST)
        await unless_stopped(stopping, asyncio.sleep(wait))
