"""`gyeot database upgrade`: the few tables, brought to this version."""

import asyncio

import click
from sqlalchemy import make_url

from bot.cli.words import SPOKEN, terminal_language, unset
from bot.settings import SettingsError, store_settings
from bot.store.database import StoreUnavailable
from bot.store.migrations import upgrade
from bot.texts import Texts


@click.group("database")
def command() -> None:
    """The tables that `bot.store.kept` lists."""


@command.command("upgrade")
@click.option("--lang", type=SPOKEN)
def upgrade_command(lang: str | None) -> None:
    """Bring GYEOT_DATABASE_URL to this version's tables. `gyeot run` does the same when it starts."""
    texts, language = Texts.load(), lang or terminal_language()
    try:
        url = store_settings().database_url
        version = asyncio.run(upgrade(url))
    except SettingsError as error:
        raise unset(error, texts, language) from None
    except StoreUnavailable as fault:
        raise click.ClickException(texts("database.failed", language, kind=fault.kind)) from None
    # Nothing else of the URL: passwords stand in more places of it than one.
    click.echo(texts("database.upgraded", language, backend=make_url(url).get_backend_name(), version=version))
