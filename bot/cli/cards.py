"""`gyeot cards`: links and print-ready cards, leaflets and posters."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import click

from bot.cli.opening import opened
from bot.cli.words import SPOKEN, terminal_language
from bot.directory.hours import SEOUL
from bot.printing.link import BadUsername, link
from bot.printing.material import Material, Order, material
from bot.printing.typesetting import MissingFonts, Press
from bot.texts import Texts
from bot.vocabulary import Region, Situation

SHEETS = ("wallet", "leaflet", "poster")


@click.command("cards")
@click.option("--bot", "username", required=True, help="The bot's username. / 봇의 사용자 이름")
@click.option("--topic", multiple=True, type=click.Choice([str(s) for s in Situation]), help="Default: none.")
@click.option("--language", multiple=True, metavar="TAG", help="ko, en, vi ... Default: ko and en.")
@click.option("--region", multiple=True, type=click.Choice([str(r) for r in Region]), help="Default: none.")
@click.option("--sheet", multiple=True, type=click.Choice(SHEETS), help="Default: all three.")
@click.option("--format", "form", type=click.Choice(["pdf", "png", "link"]), default="pdf", show_default=True)
@click.option("--neutral", is_flag=True, help="Without any mention of the subject. / 무슨 일인지 드러나지 않게")
@click.option("--output", "-o", type=click.Path(path_type=Path, file_okay=False), default=Path("cards"))
@click.option("--fonts", type=click.Path(path_type=Path, exists=True, file_okay=False), help="A folder with fonts.")
@click.option("--directory", "path", type=click.Path(path_type=Path), help="Another resources.yaml.")
@click.option("--lang", type=SPOKEN, help="Language of this terminal's messages.")
def command(
    username: str,
    topic: tuple[str, ...],
    language: tuple[str, ...],
    region: tuple[str, ...],
    sheet: tuple[str, ...],
    form: str,
    neutral: bool,
    output: Path,
    fonts: Path | None,
    path: Path | None,
    lang: str | None,
) -> None:
    """Print-ready sheets for each topic, language and region: wallet card (8 on A4), leaflet A5, poster A3."""
    texts, own = Texts.load(), lang or terminal_language()
    known = (*texts.languages, *texts.bridges)
    tags = language or texts.languages
    if unknown := [tag for tag in tags if tag not in known]:
        raise click.ClickException(texts("cards.language", own, said=unknown[0], list=", ".join(known)))
    orders = [
        Order(username, tag, Situation(t) if t else None, Region(r) if r else None, neutral)
        for t, tag, r in product(topic or (None,), tags, region or (None,))
    ]
    try:
        if form == "link":
            for order in orders:
                click.echo(link(username, order.language, None if neutral else order.topic, order.region))
            return
        directory, day = opened(path, texts, own), datetime.now(SEOUL).date()
        made = [(order, material(directory, texts, order, day)) for order in orders]
        press = Press(fonts)
    except BadUsername:
        raise click.ClickException(texts("cards.username", own)) from None
    except ModuleNotFoundError:
        raise click.ClickException(texts("cards.no-press", own)) from None
    output.mkdir(parents=True, exist_ok=True)
    for order, content in made:
        for kind in sheet or SHEETS:
            try:
                for name, page in _pages(press, kind, order, content, form):
                    (output / name).write_bytes(page)
                    click.echo(str(output / name))
            except MissingFonts as missing:
                raise click.ClickException(texts("cards.fonts", own, list=", ".join(missing.families))) from None


def _pages(press: Press, kind: str, order: Order, content: Material, form: str) -> Iterator[tuple[str, bytes]]:
    parts = ("neutral" if order.neutral else order.topic, order.region, order.language)
    name = "-".join([kind, *(str(part) for part in parts if part)])
    data = {**content.data(), "neutral": order.neutral}
    if form == "pdf":
        yield f"{name}.pdf", press.pdf(kind, data, datetime.now(UTC).replace(microsecond=0))
        return
    for number, page in enumerate(press.png(kind, data), start=1):
        yield f"{name}{f'-{number}' if number > 1 else ''}.png", page
