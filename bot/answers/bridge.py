"""For somebody whose language Gyeot cannot read: what cannot wait, who speaks it, and the way to Korean and English.

Who speaks a language is computed from the directory's channels. Nothing of it is typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.answers.answer import Answer, Block, Key, Line, Listing, Outcome, Paragraph
from bot.answers.choose import Asked, fits, usable
from bot.answers.index import Index
from bot.answers.keys import ERASE, Rows, chunks, numbers_to_copy, rows
from bot.answers.spoken import emergency, lines_to_ask, speaks_several
from bot.answers.state import Page, State
from bot.directory.base import Text
from bot.directory.channels import ChannelKind
from bot.directory.hours import status
from bot.directory.models import Resource
from bot.languages import Languages, speaks
from bot.texts import Ui, language_name
from bot.vocabulary import HOME, Audience

LINES = 3


def bridge_page(index: Index, state: State, now: datetime, languages: Languages, *, reviewed: bool) -> Answer:
    """The page in the language of the state; for a language that is not known, in the one fallen back to."""
    language, known = state.language, state.language in languages.bridges
    asked = Asked(language, now, audiences=state.audiences | {Audience.FOREIGNER}, region=state.region)
    urgent = list(_lines(index, index.directory.emergency, asked))
    others = list(_lines(index, lines_to_ask(index.directory), asked))
    own = [replace(line, spoken=tag) for line in others if known and (tag := speaks(line.channel.spoken, language))]
    shown, several = _few(own), []
    if all(line.where for line in own):  # nobody of the whole country is known to speak it
        several = _few([line for line in others if line not in own and speaks_several(line.channel)])
    blocks: list[Block] = [
        Paragraph(Ui("bridge.read")),
        Listing(tuple(emergency(line.resource, line.channel, language) for line in urgent), heading=Ui("bridge.now")),
        Paragraph(Ui("bridge.what")),
    ]
    if shown:
        blocks += [Paragraph(Ui("bridge.lines"), bold=True), *shown]
    else:
        blocks.append(Paragraph(Ui("bridge.no-line")))
    if several:
        blocks += [Paragraph(Ui("bridge.several"), bold=True), *several]
    if known:
        request = Ui("bridge.request", {"language": language_name(language.partition("-")[0], HOME)}, HOME)
        blocks.append(Listing((request,), heading=Ui("bridge.show")))
    blocks.append(Paragraph(Ui("bridge.kept")))
    if known and not reviewed:
        blocks.append(Paragraph(Ui("bridge.unreviewed")))
    outcome = Outcome(None, None, language, "answered" if own else "none")
    keys = _keys([*urgent, *shown, *several], state, languages)
    return Answer(language, tuple(blocks), keys, outcome, first=Ui("first.hello"))


def _few(lines: Sequence[Line]) -> list[Line]:
    """Those of the whole country before those of one region, as many as one screen holds, ranked as they were."""
    kept = sorted(lines, key=lambda line: bool(line.where))[:LINES]
    return [line for line in lines if line in kept]


def _lines(index: Index, ids: Sequence[str], asked: Asked) -> Iterator[Line]:
    """Of each place that may be shown, the first line to call; no number twice."""
    numbers = set()
    for id in ids:
        resource = index.resources.get(id)
        if resource is None or not fits(resource, asked):
            continue
        calls = [c for c in usable(resource, asked) if c.kind is ChannelKind.PHONE and c.number]
        if calls:
            best = max(
                calls,
                key=lambda c: (speaks(c.spoken, asked.language) is not None, status(c.hours, asked.now).open is True),
            )
            if best.number not in numbers:
                yield Line(resource, best, status(best.hours, asked.now), where=_where(index, resource))
            numbers.add(best.number)


def _where(index: Index, resource: Resource) -> tuple[Text, ...]:
    """The regions that a place serves, where it does not serve all of them: nobody is to take it for theirs."""
    return tuple(index.regions[region].title for region in resource.serves.regions)


def _keys(lines: Sequence[Line], state: State, languages: Languages) -> Rows:
    """Numbers to copy, the languages that are answered in, erase."""
    known = state.situation is not None or state.need is not None
    page = Page.ANSWER if known else Page.MENU
    ways = [Key(languages[tag].name, data=replace(state, language=tag).to(page).encode()) for tag in languages.full]
    return rows(*chunks(numbers_to_copy([line.channel for line in lines]), 3), *chunks(ways, 2), (ERASE,))
