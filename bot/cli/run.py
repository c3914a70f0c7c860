"""`gyeot run`: the bot on Telegram."""

import asyncio

import click

from bot.answers.responder import Responder
from bot.cli.words import refuse, terminal_language
from bot.directory import DirectoryError, load
from bot.logs import configure
from bot.settings import SettingsError, directory_path, log_settings, store_settings, telegram_settings
from bot.store.store import open_store
from bot.telegram.application import Refused, run_polling
from bot.texts import Texts


@click.command("run")
def command() -> None:
    """Answer on Telegram until stopped. Needs GYEOT_TOKEN."""
    texts, language = Texts.load(), terminal_language()
    try:
        settings, stores, logs = telegram_settings(), store_settings(), log_settings()
        responder = Responder.of(load(directory_path()))
    except SettingsError as error:
        raise click.ClickException("\n".join(fault(texts, language, *f) for f in error.faults)) from None
    except DirectoryError as error:
        raise refuse(error, texts, language) from None
    configure(logs.log_level)

    async def work() -> None:
        store = await open_store(stores)
        try:
            await run_polling(settings, responder, store)
        finally:
            await store.close()

    try:
        asyncio.run(work())
    except Refused as refusal:
        raise click.ClickException(texts(f"run.{refusal.reason}", language)) from None


def fault(texts: Texts, language: str, name: str, code: str) -> str:
    """What is wrong with a setting, and the mend."""
    if name == "GYEOT_TOKEN":
        return texts("run.token-missing" if code == "missing" else "run.token-shape", language)
    return texts("run.setting", language, name=name)
