"""What the commands of the desk share: the database that may or may not be there, and what it says."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli.words import unset
from bot.directory import Directory
from bot.directory.due import Known, used
from bot.settings import SettingsError, StoreSettings, store_settings
from bot.store import links, reading
from bot.store.database import connect, release
from bot.store.sqlite import sqlite_file
from bot.texts import Texts

WEEKS = 12  # of counts that the call list goes by
_T = TypeVar("_T")


def database(given: str | None, texts: Texts, language: str) -> str | None:
    """The URL given or configured; None where there is no such database yet. None is made by asking."""
    try:
        url = _given(given) if given else store_settings().database_url
    except SettingsError as error:
        raise unset(error, texts, language) from None
    file = sqlite_file(url)
    return None if file is not None and not file.exists() else url


def _given(url: str) -> str:
    """The URL, if it is one of a database that there is a driver for; raises SettingsError."""
    try:
        return StoreSettings(database_url=url).database_url
    except ValidationError:
        raise SettingsError([("--database", "database")]) from None


async def with_engine(url: str, work: Callable[[AsyncEngine], Awaitable[_T]]) -> _T:
    """The result of that work; the connections are closed afterwards."""
    engine = connect(url)
    try:
        return await work(engine)
    finally:
        await release(engine)


def known(url: str, directory: Directory, today: date) -> Known:
    """What the database says of the places; raises StoreUnavailable."""

    async def read(engine: AsyncEngine) -> Known:
        reported: Counter[str] = Counter()
        for row in await reading.failing(engine, WEEKS, today):
            reported[row.resource] += row.number or 0  # fewer than five a week are not shown, here neither
        answers: Counter[tuple[str, str]] = Counter()
        for count in await reading.counts(engine, WEEKS, today):
            answers[(count.situation or "", count.need or "")] += count.number or 0
        return Known(+reported, used(directory, answers), await links.flagged(engine))

    return asyncio.run(with_engine(url, read))
