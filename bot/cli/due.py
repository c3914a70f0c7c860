"""`gyeot due`: the call list of the week."""

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.calllist import CallList
from bot.cli.desk import database, known
from bot.cli.opening import opened
from bot.cli.words import SPOKEN, terminal_language
from bot.directory.due import NOTHING, Why, due
from bot.directory.hours import SEOUL
from bot.store.database import StoreUnavailable
from bot.texts import Texts

FIRST_CALLS = 20  # phones nobody has called yet, in a week's list that a person can work through


@click.command("due")
@click.option("--days", type=click.IntRange(0, 366), default=7, show_default=True, help="Due within so many days.")
@click.option("--most", type=click.IntRange(0), default=FIRST_CALLS, show_default=True, help="Phones never called yet.")
@click.option("--database", "given", metavar="URL", help="Instead of GYEOT_DATABASE_URL.")
@click.option("--directory", "path", type=click.Path(path_type=Path), help="Another resources.yaml.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "markdown"]), default="text")
@click.option("--now", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M"]), help="Seoul time to list for.")
@click.option("--lang", type=SPOKEN)
def command(
    days: int, most: int, given: str | None, path: Path | None, form: str, now: datetime | None, lang: str | None
) -> None:
    """What to check again: whom to call, when they answer, what to ask. Oldest and most used first."""
    texts, language = Texts.load(), lang or terminal_language()
    moment = now.replace(tzinfo=SEOUL) if now else datetime.now(UTC)
    today = moment.astimezone(SEOUL).date()
    directory = opened(path, texts, language)
    facts, note = NOTHING, "due.no-database"
    url = database(given, texts, language)
    if url is not None:
        try:
            facts, note = known(url, directory, today), "due.database"
        except StoreUnavailable:
            note = "due.database-failed"
    found = due(directory, today, days, facts)
    first = [item for item in found if item.why == (Why.NEVER,)]
    later = set(map(id, first[most:])) if form != "csv" else set()
    listed = CallList(texts, language, moment)
    shown = [item for item in found if id(item) not in later]
    if form == "csv":
        click.echo(listed.csv(shown), nl=False)
        click.echo(texts(note, language), err=True)
        return
    click.echo(listed.markdown(shown) if form == "markdown" else listed.text(shown))
    if later:
        click.echo(texts("due.more", language, count=str(len(later))))
    click.echo(texts(note, language))
