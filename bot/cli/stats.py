"""`gyeot stats`: what was asked for and not found, by week."""

import asyncio
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli.desk import database, with_engine
from bot.cli.opening import opened
from bot.cli.tables import Labels, Stats, as_csv, as_text
from bot.cli.words import SPOKEN, terminal_language
from bot.directory.hours import SEOUL
from bot.store import reading
from bot.store.database import StoreUnavailable
from bot.store.weekly import DIMENSIONS, weekly
from bot.texts import Texts


@click.command("stats")
@click.option("--weeks", type=click.IntRange(1, 520), default=12, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "csv", "png"]), default="text")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="A file. Needed for png.")
@click.option("--database", "given", metavar="URL", help="Instead of GYEOT_DATABASE_URL.")
@click.option("--lang", type=SPOKEN)
def command(weeks: int, form: str, output: Path | None, given: str | None, lang: str | None) -> None:
    """Answers by week: answered, asked back or none, by language, situation and need; numbers that did not work."""
    texts, language = Texts.load(), lang or terminal_language()
    directory = opened(None, texts, language)
    url = database(given, texts, language)
    if url is None:
        raise click.ClickException(texts("stats.no-database", language))
    if form == "png" and output is None:
        raise click.ClickException(texts("stats.output", language))
    today = datetime.now(SEOUL).date()

    async def read(engine: AsyncEngine) -> Stats:
        answers = {d: await weekly(engine, weeks, today, d) for d in DIMENSIONS}
        return Stats(answers, await reading.failing(engine, weeks, today))

    try:
        stats = asyncio.run(with_engine(url, read))
    except StoreUnavailable:
        raise click.ClickException(texts("stats.database-failed", language)) from None
    labels = Labels(texts, language, directory)
    if form == "png":
        from bot.cli.plotting import plot  # an extra; it takes a second to load

        plot(stats, labels, Path(str(output)))
        return
    said = as_csv(stats, labels) if form == "csv" else as_text(stats, labels)
    if output is None:
        click.echo(said, nl=False)
    else:
        output.write_text(said, encoding="utf-8-sig" if form == "csv" else "utf-8", newline="")
