"""Webhook: Telegram calls. 200 only once the person was answered; anything else makes Telegram call again."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest

from bot.logs import log
from bot.settings import TelegramSettings, WebhookSettings
from bot.telegram.delivery import Delivery, Later
from bot.telegram.monitor import Monitor, Server, bound
from bot.telegram.polling import ALLOWED
from bot.telegram.raw import Raw, place_of, salvaged, updates_in
from bot.telegram.reaching import reach
from bot.telegram.refusal import Refused
from bot.telegram.turns import Turns

LARGEST = 1_048_576  # bytes; Telegram's updates are far smaller
PATIENCE = 45.0  # seconds until Telegram is told to call again; it hangs up by itself after about 60
DRAIN = 5  # seconds for the calls under way after SIGTERM
TRIES, PAUSE = 3, 0.5  # in place, and seconds between two; then Telegram is told to call again
IN_PLACE = 2.0  # seconds that a call may wait for its turn; a longer wait is Telegram's, so that no call is occupied
CALLS = 100  # at once: the most that Telegram makes
STRAINED = 80  # calls at once from which on floods are held shorter
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hook:
    """The one route that Telegram calls."""

    def __init__(self, deliver: Delivery, secret: str) -> None:
        self._deliver = deliver
        self._secret = secret.encode()
        self._turns = Turns()
        self._calls = 0

    async def __call__(self, request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret):
            return Response(status_code=403)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        found = updates_in(b'{"result":[' + body + b"]}")
        update = found[0] if found else salvaged(body)
        if update is None:  # no update at all: calling again would not make it one
            self._deliver.metrics.add("unreadable_total")
            return Response(status_code=200)
        self._deliver.metrics.add("updates_total")
        self._calls += 1
        self._deliver.budget.strained = self._calls > STRAINED
        try:
            async with asyncio.timeout(PATIENCE):
                later = await self._answered(update)
        except Exception as error:
            log.error("update failed", extra={"error": type(error).__name__})
            later = Later(1.0)
        finally:
            self._calls -= 1
        if later is None:
            return Response(status_code=200)
        return Response(status_code=503, headers={"Retry-After": str(max(1, round(later.seconds)))})

    async def _answered(self, update: Raw) -> Later | None:
        failures = 0
        async with self._turns.turn(place_of(update)) as overtaken:
            while True:
                later = await self._deliver(update, overtaken)
                if later is None:
                    return None
                failures += later.failed
                if failures >= TRIES or later.seconds > IN_PLACE:
                    return later
                await asyncio.sleep(max(later.seconds, PAUSE if later.failed else 0.0))


async def serve(
    bot: Bot,
    webhook: WebhookSettings,
    telegram: TelegramSettings,
    deliver: Delivery,
    monitor: Monitor,
    stopping: asyncio.Event,
    ready: Callable[[], object],
) -> None:
    """Listen, tell Telegram where, answer until `stopping`; then finish the calls under way. Raises Refused."""
    secret = secret_of(webhook, telegram)
    path = urlsplit(webhook.webhook_url).path or "/"
    routes = [*monitor.routes(), Route(path, Hook(deliver, secret).__call__, methods=["POST"])]
    server = Server(Starlette(routes=routes), drain=DRAIN, at_once=512)
    serving = asyncio.create_task(server.serve(sockets=[bound(webhook.host, webhook.port)]))
    try:
        await reach(stopping, lambda: _announce(bot, webhook.webhook_url, secret))
        if stopping.is_set():
            return
        log.info("answering", extra={"mode": "webhook", "port": webhook.port})
        monitor.ready = True
        ready()
        await stopping.wait()
        monitor.ready = False
    finally:
        server.should_exit = True
        await serving


def secret_of(webhook: WebhookSettings, telegram: TelegramSettings) -> str:
    """What Telegram shows with each call: as set, or made from the token, which only Telegram knows too."""
    if webhook.webhook_secret is not None:
        return webhook.webhook_secret.get_secret_value()
    return hmac.new(telegram.token.get_secret_value().encode(), b"webhook", hashlib.sha256).hexdigest()


async def _announce(bot: Bot, url: str, secret: str) -> None:
    """Tell Telegram where to call. Nothing that waits is dropped."""
    try:
        await bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED, max_connections=CALLS)
    except BadRequest:
        raise Refused("webhook-url") from None


async def _body(request: Request) -> bytes | None:
    """The body; None where it is larger than any update."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)
