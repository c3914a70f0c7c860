"""Every question that buttons can ask: situation x need x audience x region, and the places chosen for each.

A page is text that does not depend on the region, and three places that do. So the places are chosen for every
combination, and of the eighteen pages that differ in the region alone those are written out whose places are longest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.answers.answer import Place
from bot.answers.choose import Asked, choose, place_of
from bot.answers.index import Index
from bot.answers.lines import Lines
from bot.answers.pages import PLACES
from bot.answers.state import Page, State
from bot.directory.models import Resource
from bot.texts import Texts
from bot.vocabulary import Audience, Need, Region, Situation

REGIONS: tuple[Region | None, ...] = (None, *Region)
_MATTER = {Audience.MINOR, Audience.OVERSEAS}  # the groups for whom a place is written, or reached, in another way
AUDIENCES: tuple[frozenset[Audience], ...] = (frozenset(), *(frozenset({a}) for a in Audience))


@dataclass(frozen=True, slots=True)
class Question:
    """One combination but for the region."""

    language: str
    situation: Situation | None
    need: Need | None
    audiences: frozenset[Audience]

    def state(self, region: Region | None) -> State:
        """The button that asks it."""
        page = Page.ANSWER if self.need is None else Page.LAW if self.need is Need.LAW else Page.NEED
        return State(page, self.language, self.situation, self.need, self.audiences, region)

    def asked(self, region: Region | None, now: datetime) -> Asked:
        """What its places are chosen by. The page of the law names those who say what it means in one's own case."""
        need = Need.LEGAL if self.need is Need.LAW else self.need
        return Asked(self.language, now, self.situation, need, self.audiences, region)


@dataclass(frozen=True, slots=True)
class Found:
    """The places for one question, region by region; `longest` is the region whose first places take most room."""

    question: Question
    places: dict[Region | None, list[Place]]
    longest: Region | None


def questions(language: str) -> Iterator[Question]:
    """Every situation, or none, with every need, or none, and every audience, or none."""
    for situation in (None, *Situation):
        for need in (None, *Need):
            if situation is not None or need is not None:
                yield from (Question(language, situation, need, audiences) for audiences in AUDIENCES)


def survey(index: Index, texts: Texts, language: str, now: datetime) -> Iterator[Found]:
    """The places of every question in this language."""
    lengths, made = _Lengths(Lines(texts, language)), _Made()
    legal: dict[Question, dict[Region | None, list[Place]]] = {}
    for question in questions(language):
        as_legal = Question(language, question.situation, Need.LEGAL, question.audiences)
        places = legal.get(as_legal) if question.need is Need.LAW else None  # chosen alike, and asked before
        if places is None:
            places = {region: choose(index, question.asked(region, now), made) for region in REGIONS}
        if question.need is Need.LEGAL:
            legal[question] = places
        yield Found(question, places, max(places, key=lambda region: lengths.of(places[region])))


class _Made:
    """`place_of`, for one moment and one language: what else it depends on is the key."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Place | None] = {}

    def __call__(self, resource: Resource, asked: Asked) -> Place | None:
        key = (resource.id, asked.region, asked.situation, asked.audiences & _MATTER)
        if key not in self._known:
            self._known[key] = place_of(resource, asked)
        return self._known[key]


class _Lengths:
    """How long places are once written; each is written once."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._known: dict[tuple[object, ...], int] = {}

    def of(self, places: list[Place]) -> int:
        return sum(self._one(place) for place in places[:PLACES])

    def _one(self, place: Place) -> int:
        otherwise = place.otherwise.id if place.otherwise else ""
        key = (place.resource.id, place.channel.id, otherwise, place.does, place.minor)
        if key not in self._known:
            self._known[key] = sum(len(span.text) for line in self._lines.block(place) for span in line)
        return self._known[key]
