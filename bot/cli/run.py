"""`gyeot run`: the bot on Telegram."""

import asyncio
import hashlib
from pathlib import Path

import click

from bot.answers.responder import Responder
from bot.cli.watching import watch
from bot.cli.words import lines, refuse, terminal_language, unset
from bot.directory import Directory, DirectoryError, load
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
from bot.store.keyed import WeakSecret
from bot.store.store import SqlStore, open_store
from bot.telegram.application import Refused, run_polling, run_webhook
from bot.texts import Texts


@click.command("run")
@click.option("--webhook", is_flag=True, help="Let Telegram call, instead of asking it. / 웹훅으로 받기")
def command(webhook: bool) -> None:
    """Answer on Telegram until stopped. Needs GYEOT_TOKEN."""
    texts, language = Texts.load(), terminal_language()
    try:
        file = directory_path()
        settings, stores, logs = telegram_settings(), store_settings(), log_settings()
        metrics, hook = metrics_settings(), webhook_settings() if webhook else None
        responder = Responder.of(load(file))
    except SettingsError as error:
        raise unset(error, texts, language) from None
    except DirectoryError as error:
        raise refuse(error, texts, language) from None
    configure(logs.log_level)

    async def work() -> None:
        store = await open_store(stores, known=responder.knows)
        await _record(store, file, responder.directory)
        watching = asyncio.create_task(_watch(responder, file, store, texts, language))
        try:
            if hook is None:
                await run_polling(settings, responder, store, metrics=metrics)
            else:
                await run_webhook(settings, hook, responder, store, metrics=metrics)
        finally:
            watching.cancel()
            await store.close()

    try:
        asyncio.run(work())
    except WeakSecret:
        raise click.ClickException(texts("run.setting", language, name="GYEOT_SECRET")) from None
    except Refused as refusal:
        raise click.ClickException(texts(f"run.{refusal.reason}", language)) from None


async def _watch(responder: Responder, file: Path, store: SqlStore, texts: Texts, language: str) -> None:
    """Serve a good save of the directory; say once what is wrong with a bad one."""

    async def good(directory: Directory) -> None:
        log.info("directory read again", extra={"count": len(directory.resources)})
        await _record(store, file, directory)

    async def bad(error: DirectoryError) -> None:
        log.warning("directory cannot be read; the last good edition stays", extra={"count": len(error.problems)})
        click.echo("\n".join(lines(error, texts, language)), err=True)

    await watch(responder, file, good, bad)


async def _record(store: SqlStore, file: Path, directory: Directory) -> None:
    """Note which edition is served; a store that is down is told nothing, and nothing else waits for it."""
    sorts = ("situations", "guides", "laws", "routes", "resources")
    try:
        digest = hashlib.sha256(await asyncio.to_thread(file.read_bytes)).hexdigest()
        await store.record_edition(digest, directory.edition.on, {s: len(getattr(directory, s)) for s in sorts})
    except (StoreUnavailable, OSError) as error:
        log.warning("edition not recorded", extra={"error": type(error).__name__})
