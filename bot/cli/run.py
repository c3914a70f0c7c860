"""`gyeot run`: the bot on Telegram."""

import asyncio
import os
from datetime import datetime
from pathlib import Path
from threading import Timer

import click

from bot.answers.responder import Responder
from bot.cli.relearning import keep_up
from bot.cli.watching import Edition, edition, watch
from bot.cli.words import lines, refuse, terminal_language, unset
from bot.directory import DirectoryError
from bot.directory.hours import SEOUL
from bot.logs import configure, log
from bot.settings import (
    SettingsError,
    directory_path,
    log_settings,
    metrics_settings,
    store_settings,
    telegram_settings,
    webhook_settings,
)
from bot.store.database import StoreUnavailable
from bot.store.store import SqlStore, open_store
from bot.telegram.application import Refused, run_polling, run_webhook
from bot.texts import Texts

LINGER = 1.5  # seconds, once all is closed, for threads that nothing can end: a name service or a disk that hangs


@click.command("run")
@click.option("--webhook", is_flag=True, help="Let Telegram call, instead of asking it. / 웹훅으로 받기")
def command(webhook: bool) -> None:
    """Answer on Telegram until stopped. Needs GYEOT_TOKEN."""
    texts, language = Texts.load(), terminal_language()
    try:
        file = directory_path()
        settings, stores, logs = telegram_settings(), store_settings(), log_settings()
        metrics, hook = metrics_settings(), webhook_settings() if webhook else None
        first = edition(file)
        responder = Responder.of(first.directory, stale=True)
    except SettingsError as error:
        raise unset(error, texts, language) from None
    except DirectoryError as error:
        raise refuse(error, texts, language) from None
    configure(logs.log_level)
    leaving = Timer(LINGER, os._exit, (0,))
    leaving.daemon = True

    async def work() -> None:
        store = await open_store(stores, known=responder.knows)
        await _record(store, first)
        watching = asyncio.create_task(_watch(responder, file, first, store, texts, language))
        learning = asyncio.create_task(keep_up(responder))
        try:
            if hook is None:
                await run_polling(settings, responder, store, metrics=metrics)
            else:
                await run_webhook(settings, hook, responder, store, metrics=metrics)
        finally:
            watching.cancel()
            learning.cancel()
            await store.close()
        leaving.start()

    try:
        asyncio.run(work())
    except Refused as refusal:
        raise click.ClickException(texts(f"run.{refusal.reason}", language)) from None
    finally:
        leaving.cancel()


async def _watch(
    responder: Responder, file: Path, first: Edition, store: SqlStore, texts: Texts, language: str
) -> None:
    """Serve a good save of the directory; say once what is wrong with a bad one."""

    async def good(fresh: Edition) -> None:
        log.info("directory read again", extra={"count": len(fresh.directory.resources)})
        await _record(store, fresh)

    async def bad(error: DirectoryError) -> None:
        log.warning("directory cannot be read; the last good edition stays", extra={"count": len(error.problems)})
        click.echo("\n".join(lines(error, texts, language)), err=True)

    await watch(responder, file, first.mark, good, bad)


async def _record(store: SqlStore, served: Edition) -> None:
    """Note which edition is served. A store that is down is told later; nothing waits for it."""
    sorts = ("situations", "guides", "laws", "routes", "resources")
    counts = {sort: len(getattr(served.directory, sort)) for sort in sorts}
    try:
        await store.record_edition(served.hash, datetime.now(SEOUL).date(), counts)
    except StoreUnavailable as error:
        log.warning("edition not recorded yet", extra={"error": error.kind})
