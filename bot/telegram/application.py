"""The bot put together, and run by polling or by webhook."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from telegram.ext import Application

from bot.answers.responder import Responder
from bot.logs import log, quiet
from bot.settings import MetricsSettings, TelegramSettings, WebhookSettings
from bot.telegram.delivery import App, Delivery
from bot.telegram.flood import Budget
from bot.telegram.handlers import Handlers
from bot.telegram.limiter import Patience
from bot.telegram.memory import Memory
from bot.telegram.metrics import Metrics
from bot.telegram.monitor import Monitor
from bot.telegram.polling import Poller
from bot.telegram.reaching import reach
from bot.telegram.refusal import Refused
from bot.telegram.request import AiohttpRequest
from bot.telegram.sending import Sender
from bot.telegram.store import BestEffort, NullStore, Store
from bot.telegram.sweeping import Sweeper
from bot.telegram.turns import Turns
from bot.telegram.webhook import serve

Clock = Callable[[], datetime]


def _utc() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Bot:
    """Everything that takes part in an answer."""

    application: App
    request: AiohttpRequest
    handlers: Handlers
    delivery: Delivery
    metrics: Metrics
    sweeper: Sweeper
    url: str  # with the token in it: never shown, never logged


class KeepsNothing(Application[Any, Any, Any, Any, Any, Any]):
    """PTB notes the number of every chat and person for a persistence that is not there, until the process ends."""

    __slots__ = ()

    def _mark_for_persistence_update(self, *, update: object | None = None, job: Any = None) -> None:
        return None


def build(settings: TelegramSettings, responder: Responder, store: Store | None = None, *, now: Clock = _utc) -> Bot:
    """The parts, not yet running. PTB keeps nothing here: no updater, no job queue, no persistence, no user_data."""
    request, metrics, memory = AiohttpRequest(), Metrics(), Memory(lambda: now().timestamp())
    application: App = (
        Application.builder()
        .application_class(KeepsNothing)
        .token(settings.token.get_secret_value())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(request)
        .get_updates_request(request)
        .rate_limiter(Patience())
        .updater(None)
        .job_queue(None)
        .build()
    )
    sender = Sender(application.bot, responder, memory, metrics)
    kept = BestEffort(store or NullStore(), metrics)
    handlers = Handlers(responder, kept, sender, memory, now)
    handlers.add_to(application)
    return Bot(
        application,
        request,
        handlers,
        Delivery(application, handlers, sender, Budget(), metrics),
        metrics,
        Sweeper(application.bot, memory, handlers.timers, metrics, kept.forget),
        f"{settings.api_url}/bot{settings.token.get_secret_value()}",
    )


async def run_polling(
    settings: TelegramSettings,
    responder: Responder,
    store: Store | None = None,
    *,
    now: Clock = _utc,
    stop: asyncio.Event | None = None,
    ready: Callable[[Bot], object] = lambda _: None,
    metrics: MetricsSettings | None = None,
) -> None:
    """Answer until SIGTERM, SIGINT, SIGHUP or `stop`. Raises Refused where Telegram will not have this bot."""
    bot = build(settings, responder, store, now=now)
    poller = Poller(bot.request, bot.url, bot.delivery, Turns(), _stopping(stop))
    async with _running(bot, poller.stopping, metrics) as monitor:
        if poller.stopping.is_set():
            return
        log.info("answering", extra={"mode": "polling"})
        monitor.ready = True
        ready(bot)
        await poller.run()
    log.info("stopped")


async def run_webhook(
    settings: TelegramSettings,
    webhook: WebhookSettings,
    responder: Responder,
    store: Store | None = None,
    *,
    now: Clock = _utc,
    stop: asyncio.Event | None = None,
    ready: Callable[[Bot], object] = lambda _: None,
    metrics: MetricsSettings | None = None,
) -> None:
    """Let Telegram call, until SIGTERM, SIGINT, SIGHUP or `stop`. Raises Refused."""
    bot = build(settings, responder, store, now=now)
    stopping = _stopping(stop)
    async with _running(bot, stopping, metrics) as monitor:
        if stopping.is_set():
            return
        await serve(bot.application.bot, webhook, settings, bot.delivery, monitor, stopping, lambda: ready(bot))
    log.info("stopped")


@asynccontextmanager
async def _running(bot: Bot, stopping: asyncio.Event, metrics: MetricsSettings | None) -> AsyncIterator[Monitor]:
    """Connected to Telegram, with timers and metrics beside; everything is closed again afterwards."""
    quiet(asyncio.get_running_loop())
    monitor = Monitor(bot.metrics)
    await bot.request.initialize()
    sweeping = asyncio.create_task(bot.sweeper.run())
    try:
        await monitor.listen(metrics.metrics_port if metrics else None)
        await reach(stopping, bot.application.initialize)  # ask Telegram who we are
        yield monitor
        await bot.sweeper.finish()
    finally:
        monitor.ready = False
        sweeping.cancel()
        await monitor.close()
        await bot.application.shutdown()
        await bot.request.shutdown()


def _stopping(stop: asyncio.Event | None) -> asyncio.Event:
    """The caller's event, or one set by SIGTERM, SIGINT and a terminal that is closed (unless under nohup)."""
    if stop is not None:
        return stop
    stopping = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(sign) is not signal.SIG_IGN:
            asyncio.get_running_loop().add_signal_handler(sign, stopping.set)
    return stopping


__all__ = ["Bot", "Refused", "build", "run_polling", "run_webhook"]
