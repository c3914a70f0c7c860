"""`gyeot preview`: the exact message of a place, a situation, a need or a guide, in each language."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.answers.compose import page
from bot.answers.index import Index
from bot.answers.render import render
from bot.answers.state import Page, State
from bot.cli.opening import opened
from bot.cli.words import SPOKEN, terminal_language
from bot.texts import Texts
from bot.vocabulary import Need, Situation


@click.command("preview")
@click.argument("id", required=False)
@click.option("--lang", type=SPOKEN, multiple=True, default=tuple(SPOKEN.choices))
@click.option("--directory", "path", type=click.Path(path_type=Path))
def command(id: str | None, lang: tuple[str, ...], path: Path | None) -> None:
    """Show what a person gets for ID: a situation, a need, a place, a guide, a law. Without ID: every situation."""
    texts = Texts.load()
    index = Index(opened(path, texts, terminal_language()))
    for language in lang:
        for state in _states(index, id, language):
            message = render(page(index, state, datetime.now(UTC)), texts)
            click.echo(f"── {language} · {id or state.situation} " + "─" * 20)
            click.echo(message.plain)
            for row in message.buttons:
                click.echo("  ".join(f"[{button.text}]" for button in row))
            click.echo()


def _states(index: Index, id: str | None, language: str) -> Iterator[State]:
    if id is None:
        yield from (State(Page.ANSWER, language, situation=s) for s in Situation)
    elif id in [str(s) for s in Situation]:
        yield State(Page.ANSWER, language, situation=Situation(id))
    elif id in [str(n) for n in Need]:
        yield State(Page.NEED, language, need=Need(id))
    elif id in index.resources:
        yield State(Page.CARD, language, target=id)
    elif id in index.guides:
        yield State(Page.GUIDE, language, target=id)
    elif id in index.laws:
        yield State(Page.LAW, language, target=id)
    elif id in index.routes:
        yield State(Page.ROUTE, language, target=id)
    else:
        raise click.ClickException(f"{id}: nothing in the directory has this id / 안내 자료에 없는 id예요")
