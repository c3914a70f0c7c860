"""Beside the answering: chats whose time to be erased has come, and ids too old to be of use."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from telegram import Bot

from bot.logs import log
from bot.telegram.erasing import erase
from bot.telegram.memory import Memory
from bot.telegram.metrics import Metrics
from bot.telegram.timers import Timers

TICK = 20.0  # seconds between two looks
EXPIRE = 30  # ticks between two sweeps of the memory
AGAIN = 60.0  # seconds until an erasing that failed is tried again
LAST = 2.0  # seconds for the chats still waiting when the bot stops


class Sweeper:
    """Erases on time, leaving nothing: a new message would ring. `forget` drops what is kept of the chat."""

    def __init__(
        self, bot: Bot, memory: Memory, timers: Timers, metrics: Metrics, forget: Callable[[int], Awaitable[None]]
    ) -> None:
        self._forget = forget
        self._bot = bot
        self._memory = memory
        self._timers = timers
        self._metrics = metrics

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        ticks = 0
        while True:
            await asyncio.sleep(TICK)
            ticks += 1
            try:
                await self.look()
                if ticks % EXPIRE == 0:
                    self._memory.expire()
            except Exception as error:
                log.error("sweeping failed", extra={"error": type(error).__name__})

    async def look(self) -> None:
        """Erase what is due; what Telegram cannot take now is tried again later."""
        await self._erase(self._timers.due())

    async def finish(self) -> None:
        """The bot stops, and what is only in memory would be forgotten: erase early rather than never."""
        try:
            await asyncio.wait_for(self._erase(self._timers.due(all_of_them=True)), LAST)
        except TimeoutError:
            log.warning("timed erasing cut short")

    async def _erase(self, chats: Iterable[int]) -> None:
        room = asyncio.Semaphore(8)

        async def one(chat: int) -> None:
            async with room:
                try:
                    await self._forget(chat)
                    await erase(self._bot, self._memory, chat, None)
                    self._metrics.add("erased_total")
                except Exception as error:  # whatever it was: this chat is tried again, the others are not held up
                    log.warning("timed erasing failed", extra={"error": type(error).__name__})
                    self._timers.set(chat, AGAIN)

        await asyncio.gather(*(one(chat) for chat in chats))
