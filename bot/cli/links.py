"""`gyeot links`: are the web addresses of the directory still there? It flags, and stamps nothing as checked."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path

import click

from bot.cli.desk import database, with_engine
from bot.cli.fetching import fetch
from bot.cli.opening import opened
from bot.cli.words import SPOKEN, terminal_language
from bot.directory.addresses import addresses
from bot.directory.hours import SEOUL
from bot.store.database import StoreUnavailable
from bot.store.links import OK, CheckResult, record
from bot.store.migrations import upgrade
from bot.texts import Texts


@click.command("links")
@click.option("--timeout", type=click.FloatRange(0.1, 120), default=20.0, show_default=True, help="Seconds a visit.")
@click.option("--only", metavar="ID", help="One entry alone. / 한 항목만")
@click.option("--directory", "path", type=click.Path(path_type=Path), help="Another resources.yaml.")
@click.option("--database", "given", metavar="URL", help="Where to note it, instead of GYEOT_DATABASE_URL.")
@click.option("--lang", type=SPOKEN)
def command(timeout: float, only: str | None, path: Path | None, given: str | None, lang: str | None) -> None:
    """Open every address of the directory (HEAD, then GET) and flag what is not well. It only looks."""
    texts, language = Texts.load(), lang or terminal_language()
    wanted = [a for a in addresses(opened(path, texts, language)) if only in (None, a.id)]
    if not wanted:
        raise click.ClickException(texts("links.none", language, id=only or "-"))
    urls = {a.url for a in wanted}
    with click.progressbar(length=len(urls), file=sys.stderr) as bar:
        found = asyncio.run(fetch(urls, timeout, looked=bar.update))
    flagged = [a for a in wanted if found[a.url] != OK]
    for address in flagged:
        said = texts(f"links.{found[address.url]}", language)
        kind = texts("links.source" if address.source else "links.way", language)
        click.echo(f"{address.id}: {kind}: {address.url}\n  {said}")
    params = {"count": str(len(wanted)), "flagged": str(len(flagged))}
    click.echo(texts("links.done", language, **params))
    url = database(given, texts, language)
    if url is None:
        click.echo(texts("links.no-database", language))
        return
    results = [CheckResult(a.id, a.url, found[a.url]) for a in wanted]
    try:
        asyncio.run(_note(url, results))
    except StoreUnavailable as fault:
        raise click.ClickException(texts("database.failed", language, kind=fault.kind)) from None
    click.echo(texts("links.noted", language))


async def _note(url: str, results: list[CheckResult]) -> None:
    day = datetime.now(SEOUL).date()
    await upgrade(url)
    await with_engine(url, lambda engine: record(engine, day, results))
