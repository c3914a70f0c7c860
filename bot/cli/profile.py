"""`gyeot profile`: name, descriptions and menu of the bot on Telegram, as the catalogues have them; a last message."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any

import click
from telegram.error import TelegramError

from bot.cli.opening import opened
from bot.cli.words import terminal_language, unset
from bot.directory.exchange.facts import phones
from bot.directory.hours import SEOUL
from bot.languages import Languages
from bot.settings import SettingsError, TelegramSettings, telegram_settings
from bot.telegram.profile import Change, farewell, sync
from bot.texts import Texts


@click.group("profile")
def command() -> None:
    """What a stranger sees of the bot on Telegram."""


@command.command("sync")
@click.option("--apply", is_flag=True, help="Write what differs. / 다른 것을 쓰기")
def sync_command(apply: bool) -> None:
    """Show what differs from the catalogues; with --apply, write it. Needs GYEOT_TOKEN."""
    texts, language = Texts.load(), terminal_language()
    _carry_out(partial(sync, _settings(texts, language), texts, Languages.load(), apply=apply), texts, language, apply)


@command.command("farewell")
@click.option("--apply", is_flag=True, help="Write it. / 쓰기")
def farewell_command(apply: bool) -> None:
    """Show the last message for a bot that stops for good; with --apply, write it. Needs GYEOT_TOKEN."""
    texts, language = Texts.load(), terminal_language()
    directory = opened(None, texts, language)
    entries = {resource.id: resource for resource in directory.resources}
    today = datetime.now(SEOUL).date()
    lines = (next(iter(phones(entries[id], today)), None) for id in directory.emergency)
    numbers = " · ".join(line.number for line in lines if line is not None and line.number)
    settings = _settings(texts, language)
    _carry_out(partial(farewell, settings, texts, Languages.load(), numbers, apply=apply), texts, language, apply)


def _settings(texts: Texts, language: str) -> TelegramSettings:
    try:
        return telegram_settings()
    except SettingsError as error:
        raise unset(error, texts, language) from None


def _carry_out(work: Callable[[], Coroutine[Any, Any, list[Change]]], texts: Texts, language: str, apply: bool) -> None:
    try:
        changes = asyncio.run(work())
    except TelegramError:
        raise click.ClickException(texts("profile.failed", language)) from None
    for change in changes:
        shown = {"field": change.field, "before": change.before or "-", "after": change.after}
        click.echo(texts("profile.differs", language, language=change.language or "*", **shown))
    if not changes:
        click.echo(texts("profile.same", language))
    elif apply:
        click.echo(texts("profile.done", language, count=str(len(changes))))
    else:
        click.echo(texts("profile.apply", language))
