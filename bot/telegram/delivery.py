"""One raw update to the handlers, whatever its shape and whatever fails: answered, or tried again later."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError
from telegram.ext import Application

from bot.logs import log
from bot.telegram.flood import Budget
from bot.telegram.handlers import Handlers
from bot.telegram.limiter import pause_of
from bot.telegram.metrics import Metrics
from bot.telegram.raw import Raw, erases, language_of, message_id_of, person_of
from bot.telegram.sending import Sender
from bot.telegram.trace import Trace, trace

PER_UPDATE = 120.0  # seconds; nothing takes so long but a hang

App = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Later:
    """Not done with: to be delivered again in so many seconds.

    `failed`: for an error. Otherwise Telegram told the chat to wait, or (`turn`) the chat has used up its budget.
    """

    seconds: float
    failed: bool = True
    turn: bool = False


class Delivery:
    """Takes an update in; returns None when it is done with."""

    def __init__(self, application: App, handlers: Handlers, sender: Sender, budget: Budget, metrics: Metrics) -> None:
        self._application = application
        self._handlers = handlers
        self._sender = sender
        self.budget = budget
        self.metrics = metrics

    async def __call__(self, raw: Raw, overtaken: Callable[[], bool]) -> Later | None:
        started = monotonic()
        try:
            erasing = erases(raw)  # never held back: over the budget it only gets cheaper
            later = None if erasing else await self._held_back(raw, overtaken)
            if later is None:
                person = person_of(raw)
                later = await self._handled(raw, erasing and person is not None and self.budget.wait(person) > 0)
        except Exception as error:
            later = await self._after(error, raw)
        if isinstance(later, Later):
            if later.failed:
                self.metrics.add("retried_total")
            return later
        self.metrics.add("answered_total")
        self.metrics.took(monotonic() - started)
        return None

    async def _held_back(self, raw: Raw, overtaken: Callable[[], bool]) -> "Later | bool | None":
        """None: go on. True: a newer message's answer stands for this one. Later: over the budget, wait."""
        person = person_of(raw)
        wait = self.budget.wait(person) if person is not None else 0.0
        if person is None or not wait:
            return None
        if self.budget.emergency(person):
            try:
                await self._sender.fixed(person, language_of(raw))
            except BaseException:
                self.budget.owe(person)
                raise
        if overtaken():
            self.metrics.add("overtaken_total")
            return True
        return Later(wait, failed=False, turn=True)

    async def _handled(self, raw: Raw, hurried: bool) -> Later | None:
        try:
            update = Update.de_json(raw, self._application.bot)
            for whose in (update.effective_chat, update.effective_user):
                if whose is not None and type(whose.id) is not int:  # a name would lead into somebody else's chat
                    raise TypeError
        except Exception as error:
            return await self._unreadable(raw, error)
        found = Trace(hurried)
        trace.set(found)
        # process_update swallows what handlers raise (kept in the trace), yet raises itself on some malformed updates
        async with asyncio.timeout(PER_UPDATE):
            await self._application.process_update(update)
        if found.error is not None:
            raise found.error
        if not found.taken:
            return await self._unreadable(raw, LookupError())
        return None

    async def _unreadable(self, raw: Raw, error: Exception) -> Later | None:
        """Of a shape nobody knows: the person still gets the numbers, or the chat erased where that can be read."""
        self.metrics.add("unreadable_total")
        log.warning("update not understood", extra={"error": type(error).__name__})
        person = person_of(raw)
        if person is None:
            return None
        await self._last_word(person, raw)
        return None

    async def _after(self, error: Exception, raw: Raw) -> Later | None:
        """An error of the network: later. Anything else is a fault of the bot's own: the numbers, now."""
        if isinstance(error, RetryAfter):
            self.metrics.add("told_to_wait_total")
            return Later(pause_of(error), failed=False)
        if isinstance(error, TelegramError) and not isinstance(error, BadRequest | Forbidden):
            log.warning("Telegram not reached", extra={"error": type(error).__name__})
            return Later(0.0)
        log.error("update failed", extra={"error": type(error).__name__})
        person = person_of(raw)
        if person is None or isinstance(error, Forbidden):
            return None
        try:
            await self._last_word(person, raw)
        except TelegramError as again:
            log.warning("Telegram not reached", extra={"error": type(again).__name__})
            return Later(0.0)
        return None

    async def _last_word(self, person: int, raw: Raw) -> None:
        """Where all else failed: who asked for erasing gets that, everybody else the numbers."""
        if erases(raw):
            await self._handlers.erase(self._application.bot, person, message_id_of(raw), language_of(raw))
        else:
            await self._sender.fixed(person, language_of(raw))
