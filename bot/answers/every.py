"""Every page but those that `bot.answers.survey` goes through: guides, laws, forms, places, and what a text adds."""

from collections.abc import Iterator
from datetime import datetime

from bot.answers.answer import Answer, Block, Paragraph
from bot.answers.bridge import bridge_page
from bot.answers.compose import page
from bot.answers.index import Index
from bot.answers.pages import situation_page, tell
from bot.answers.state import Page, State
from bot.answers.urgent import urgent_blocks, urgent_first
from bot.directory.base import Text
from bot.directory.yamlfile import Path_
from bot.languages import Languages
from bot.understanding.types import Understanding
from bot.vocabulary import Audience, Kind, Situation, Urgency

Anchored = tuple[Path_, Answer]  # where an editor would mend the page, and the page

_ENTRIES = ((Page.GUIDE, "guides"), (Page.LAW, "laws"), (Page.ROUTE, "routes"), (Page.CARD, "resources"))
_SCREENS = 3  # of further places and further forms, each as long as the first


def entries(index: Index, language: str, now: datetime) -> Iterator[Anchored]:
    """The page of each guide, law, form and place: as it is, and as somebody under 19 gets it."""
    for letter, part in _ENTRIES:
        for i, entry in enumerate(getattr(index.directory, part)):
            for audiences in (frozenset[Audience](), frozenset({Audience.MINOR})):
                state = State(letter, language, target=entry.id, audiences=audiences)
                yield (part, i), page(index, state, now)


def doors(index: Index, language: str, now: datetime) -> Iterator[Anchored]:
    """The pages that lead on: menus, regions, further places, forms, what is kept, each from every situation."""
    for i, situation in enumerate((None, *Situation)):
        place: Path_ = ("situations", i - 1) if situation else ("edition",)
        for letter in Page:
            if letter not in (Page.ANSWER, Page.NEED):
                for offset in range(_SCREENS if letter in (Page.MORE, Page.ROUTES, Page.LAW) else 1):
                    yield place, page(index, State(letter, language, situation, offset=offset), now)


def bridges(index: Index, languages: Languages, now: datetime) -> Iterator[Anchored]:
    """The page for each language that Gyeot cannot read: emergency numbers and the lines that speak it."""
    place = ("audiences", [str(entry.id) for entry in index.directory.audiences].index(Audience.FOREIGNER), "resources")
    for tag in languages.bridges:
        yield place, bridge_page(index, State(Page.MENU, tag), now, languages, reviewed=False)


def spoken(index: Index, language: str, now: datetime) -> Iterator[Anchored]:
    """First answers at their longest, as a text gets them: something urgent, a number that is gone, a guide's line.

    For everybody, and for those who ask for somebody of each group.
    """
    before: list[Block] = []
    state = State(Page.ANSWER, language)
    if index.directory.retired:
        gone = max((r.note for r in index.directory.retired), key=lambda text: _length(text, language))
        before.append(Paragraph(tell(gone, state)))
    guide = max(index.topics.values(), key=lambda g: _length(g.text[0], language), default=None)
    groups = [frozenset[Audience]()] + [frozenset({a}) for a in Audience]
    groups += [frozenset({Audience.HELPER, a}) for a in Audience]
    for i, entry in enumerate(index.directory.situations):
        for audiences in dict.fromkeys(groups):
            for urgent in (None, *Urgency):
                reading = Understanding(language, Kind.HELP, urgent=urgent, audiences=audiences)
                asked = State(Page.ANSWER, language, entry.id, audiences=audiences)
                yield (
                    ("situations", i),
                    situation_page(
                        index,
                        asked,
                        now,
                        first=urgent_first(reading),
                        before=[*urgent_blocks(reading), *before],
                        guides=(guide.id,) if guide else (),
                    ),
                )


def _length(text: Text, language: str) -> int:
    return len(text.best(language)[0])
