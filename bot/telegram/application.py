"""PTB's Application without what keeps ids or content, and the loop around it."""

import asyncio
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from telegram import Update
from telegram.ext import AIORateLimiter, Application

from bot.answers.responder import Responder
from bot.logs import log, quiet
from bot.settings import TelegramSettings
from bot.telegram.handlers import Handlers, failed
from bot.telegram.polling import Poller, Refused, chat_of, check
from bot.telegram.request import AiohttpRequest
from bot.telegram.store import NullStore, Store

PER_UPDATE = 180.0  # seconds; a 429 is waited for, a hang is not
TICK = 20.0

App = Application[Any, Any, Any, Any, Any, Any]


def build(settings: TelegramSettings, handlers: Handlers, request: AiohttpRequest) -> App:
    """The application: no updater, no job queue, no persistence; requests go out over `request`."""
    application: App = (
        Application.builder()
        .token(settings.token.get_secret_value())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(request)
        .get_updates_request(AiohttpRequest(connections=1))
        .rate_limiter(AIORateLimiter(overall_max_rate=0, group_max_rate=0, max_retries=3))
        .updater(None)
        .job_queue(None)
        .build()
    )
    handlers.add_to(application)
    return application


class Delivery:
    """Takes one raw update to the handlers; says whether the person was answered."""

    def __init__(self, application: App, handlers: Handlers) -> None:
        self._application = application
        self._handlers = handlers
        self.unparsable = 0

    async def __call__(self, raw: dict[str, Any]) -> bool:
        try:
            update = Update.de_json(raw, self._application.bot)
        except Exception as error:
            return await self._unreadable(raw, type(error).__name__)
        holder: list[str] = []
        failed.set(holder)
        try:
            await asyncio.wait_for(self._application.process_update(update), PER_UPDATE)
        except Exception as error:  # process_update raises outside any handler on some malformed updates
            return await self._unreadable(raw, type(error).__name__)
        return not holder

    async def _unreadable(self, raw: dict[str, Any], kind: str) -> bool:
        """An update of a shape nobody knows: the person still gets the numbers."""
        self.unparsable += 1
        log.warning("update not understood", extra={"error": kind})
        chat = chat_of(raw)
        if chat is not None and self._handlers.budget.spend(chat) != "silent":
            message = self._handlers.responder.fixed("ko")
            try:
                await self._application.bot.send_message(chat, message.html, disable_notification=True)
            except Exception as error:
                log.warning("fixed text refused", extra={"error": type(error).__name__})
        return True


async def run_polling(
    settings: TelegramSettings,
    responder: Responder,
    store: Store | None = None,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    stop: asyncio.Event | None = None,
    ready: Callable[[Handlers], object] = lambda _: None,
) -> None:
    """Answer until SIGTERM, SIGINT or `stop`. Raises Refused where Telegram will not have this bot."""
    quiet(asyncio.get_running_loop())
    request = AiohttpRequest()
    handlers = Handlers(responder, store or NullStore(), now)
    application = build(settings, handlers, request)
    url = f"{settings.api_url}/bot{settings.token.get_secret_value()}"
    await request.initialize()
    try:
        status, body = await request.call(url + "/getMe", {}, 20)
        check(status, body)
        await application.initialize()
        poller = Poller(request, url, Delivery(application, handlers))
        if stop is None:
            for sign in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(sign, poller.stopping.set)
        watcher = asyncio.create_task(_until(stop, poller)) if stop is not None else None
        ticker = asyncio.create_task(_tick(application, handlers))
        log.info("answering", extra={"mode": "polling"})
        ready(handlers)
        try:
            await poller.run()
        finally:
            for task in (ticker, watcher):
                if task is not None:
                    task.cancel()
        log.info("stopped")
    finally:
        await application.shutdown()
        await request.shutdown()


async def _until(stop: asyncio.Event, poller: Poller) -> None:
    await stop.wait()
    poller.stopping.set()


async def _tick(application: App, handlers: Handlers) -> None:
    while True:
        await asyncio.sleep(TICK)
        try:
            await handlers.erase_due(application.bot)
        except Exception as error:
            log.warning("timed erase failed", extra={"error": type(error).__name__})


__all__ = ["Delivery", "Refused", "build", "run_polling"]
