"""`gyeot profile sync`: name, descriptions and menu of the bot on Telegram, as the catalogues have them."""

import asyncio

import click
from telegram.error import TelegramError

from bot.cli.words import terminal_language, unset
from bot.languages import Languages
from bot.settings import SettingsError, telegram_settings
from bot.telegram.profile import sync
from bot.texts import Texts


@click.group("profile")
def command() -> None:
    """What a stranger sees of the bot on Telegram."""


@command.command("sync")
@click.option("--apply", is_flag=True, help="Write what differs. / 다른 것을 쓰기")
def sync_command(apply: bool) -> None:
    """Show what differs from the catalogues; with --apply, write it. Needs GYEOT_TOKEN."""
    texts, language = Texts.load(), terminal_language()
    try:
        settings = telegram_settings()
    except SettingsError as error:
        raise unset(error, texts, language) from None
    try:
        changes = asyncio.run(sync(settings, texts, Languages.load(), apply=apply))
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
