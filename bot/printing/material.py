"""What stands on a card, taken from the directory and the catalogues. Nothing is typed here."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.answers.spoken import emergency, lines_to_ask, speaks_several
from bot.directory import Directory
from bot.directory.channels import Channel
from bot.directory.exchange.facts import phones, working
from bot.directory.models import Resource
from bot.languages import speaks
from bot.printing.link import link, runs
from bot.texts import Texts, language_name
from bot.vocabulary import HOME, Region, Situation

PLACES = 3
_SUBJECT = "women-hotline-1366"  # what this emergency number is for is the subject


@dataclass(frozen=True, slots=True)
class Number:
    """A number to dial, and what it is for."""

    number: str
    what: str


@dataclass(frozen=True, slots=True)
class Material:
    """One card, leaflet or poster, in one language. `qr`: modules a side and dark runs."""

    language: str
    direction: str
    title: str
    says: str
    how: str
    steps: tuple[str, ...]
    emergency: tuple[Number, ...]
    places: tuple[Number, ...]
    speaking: str  # what the places have in common, where they are chosen by language
    show: str
    request: str
    notes: tuple[str, ...]
    address: str
    shown: str  # the address as somebody types it
    qr: tuple[int, list[tuple[int, int, int]]]

    def data(self) -> dict[str, Any]:
        """For the templates, as JSON takes it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `neutral`: without any mention of the subject."""

    username: str
    language: str
    topic: Situation | None = None
    region: Region | None = None
    neutral: bool = False


def material(directory: Directory, texts: Texts, order: Order, day: date) -> Material:
    """What to print, of the edition and for that day. Raises BadUsername."""
    return _Making(directory, texts, order, day).made()


class _Making:
    def __init__(self, directory: Directory, texts: Texts, order: Order, day: date) -> None:
        self._directory, self._texts, self._order, self._day = directory, texts, order, day
        self._places = {resource.id: resource for resource in working(directory, day)}
        self._bridge = order.language in texts.bridges

    def made(self) -> Material:
        order = self._order
        topic = None if order.neutral else order.topic
        speaking, places = self._speakers() if self._bridge else ("", tuple(self._near(topic)))
        address = link(order.username, order.language, topic, order.region)
        return Material(
            language=order.language,
            direction="ltr" if self._texts.rightward(order.language) else "rtl",
            title=self._title(topic),
            says=self._say("profile.description" if order.neutral else "bridge.what"),
            how=self._say("bridge.read") if self._bridge else self._say("card.scan"),
            steps=tuple(self._steps(topic)),
            emergency=tuple(self._emergency()),
            places=places,
            speaking=speaking,
            show=self._say("bridge.show") if self._bridge and not order.neutral else "",
            request=self._request(),
            notes=tuple(self._notes()),
            address=address,
            shown=address.partition("?")[0].removeprefix("https://"),
            qr=runs(address),
        )

    def _say(self, key: str, **params: str) -> str:
        return self._texts(key, self._order.language, **params)

    def _title(self, topic: Situation | None) -> str:
        if topic is not None and not self._bridge:
            return next(s.title for s in self._directory.situations if s.id == topic).best(self._order.language)[0]
        return self._say("profile.short-description")

    def _steps(self, topic: Situation | None) -> Iterator[str]:
        if topic is None or self._bridge:
            return
        page = next(s for s in self._directory.situations if s.id == topic)
        yield from (step.text.best(self._order.language)[0] for step in page.now)

    def _emergency(self) -> Iterator[Number]:
        """The numbers that work without the bot."""
        for id in self._directory.emergency:
            channel = self._phone(self._places[id], None) if id in self._places else None
            if channel is None or channel.number is None:
                continue
            if self._order.neutral and id == _SUBJECT:
                yield Number(channel.number, "")
                continue
            language = self._order.language
            said = self._texts.resolve(emergency(self._places[id], channel, language), language)
            yield Number(channel.number, said.removeprefix(channel.number).lstrip(" :：") or said)

    def _near(self, topic: Situation | None) -> Iterator[Number]:
        """The region's own places, then those for the topic."""
        order = self._order
        ids = [*next((r.resources for r in self._directory.regions if r.id == order.region), ())]
        ids += next((s.resources for s in self._directory.situations if s.id == topic), ())
        printed = {number.number for number in self._emergency()}
        for id in dict.fromkeys(ids) if not order.neutral else ():
            channel = self._line(id)
            if channel is None or channel.number is None or channel.number in printed:
                continue
            printed.add(channel.number)
            yield Number(channel.number, self._places[id].name.best(order.language)[0])
            if len(printed) == len(self._directory.emergency) + PLACES:
                return

    def _speakers(self) -> tuple[str, tuple[Number, ...]]:
        """The lines that speak the language; where none does, those that speak several, and that it is so."""
        if self._order.neutral:
            return "", ()
        lines = [(id, channel) for id in lines_to_ask(self._directory) if (channel := self._line(id)) is not None]
        own = [(id, c) for id, c in lines if speaks(c.spoken, self._order.language)]
        found = (own or [(id, c) for id, c in lines if speaks_several(c)])[:PLACES]
        numbers = [Number(c.number or "", self._places[id].name.best(self._order.language)[0]) for id, c in found]
        return self._say("bridge.lines" if own else "bridge.no-line"), tuple(numbers)

    def _line(self, id: str) -> Channel | None:
        """The number of a place that is not printed as an emergency number already and serves the region."""
        place = self._places.get(id)
        if place is None or id in self._directory.emergency or not self._serves(place):
            return None
        return self._phone(place, self._order.region)

    def _phone(self, place: Resource, region: Region | None) -> Channel | None:
        """The number to print: one that speaks the language before others, the region's before the whole country's."""
        return max(
            phones(place, self._day, region),
            key=lambda c: (speaks(c.spoken, self._order.language) is not None, c.region is not None),
            default=None,
        )

    def _serves(self, place: Resource) -> bool:
        return not place.serves.regions or self._order.region in place.serves.regions

    def _request(self) -> str:
        if not self._bridge or self._order.neutral:
            return ""
        language = language_name(self._order.language.partition("-")[0], HOME)
        return self._texts("bridge.request", HOME, language=language)

    def _notes(self) -> Iterator[str]:
        yield self._say("bridge.kept")
        if self._bridge and not self._texts.reviewer(self._order.language):
            yield self._say("bridge.unreviewed")
        yield f"{self._directory.edition.on:%Y-%m-%d}"
