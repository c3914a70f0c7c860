"""Blocks as lines of spans: what HTML and plain text are both made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_skeleton

from bot.answers.answer import Block, Card, Handout, Line, Listing, Paragraph, Place, said
from bot.answers.bidi import isolated
from bot.answers.spoken import languages_of
from bot.directory.base import Checked, Confidence, How, Text
from bot.directory.channels import Channel, ChannelKind
from bot.directory.exchange.weekly import words
from bot.directory.hours import SEOUL, Status
from bot.directory.models import Resource
from bot.directory.numbers import international
from bot.texts import Texts, language_name, locale_of
from bot.vocabulary import HOME


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    bold: bool = False


Spans = tuple[Span, ...]

SPOKEN = 3  # languages written out where a place is one of three
LONG = 12  # channels of one card; from here on those of other regions are a line each, with the number alone


class Lines:
    """Puts blocks into the words of one language."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self._language = language

    def say(self, key: str, **params: str) -> str:
        """A sentence of the catalogue."""
        return self._texts(key, self._language, **params)

    def told(self, text: Text) -> str:
        """A text of the directory; where it is missing in this language, in another one and saying so."""
        return self._texts.resolve(said(text, self._language), self._language)

    def block(self, block: Block) -> list[Spans]:
        """The lines of one block."""
        lines = self._written(block)
        if self._texts.rightward(self._language):
            return lines
        return [tuple(Span(isolated(span.text), span.bold) for span in line) for line in lines]

    def _written(self, block: Block) -> list[Spans]:
        match block:
            case Paragraph():
                return [(Span(self._texts.resolve(block.text, self._language), block.bold),)]
            case Listing():
                return self._listing(block)
            case Place():
                return self._place(block)
            case Card():
                return self._card(block)
            case Line():
                return self._line(block)
            case Handout():
                return self._handout(block)

    def _listing(self, block: Listing) -> list[Spans]:
        lines: list[Spans] = []
        if block.heading is not None:
            lines.append((Span(self._texts.resolve(block.heading, self._language), bold=True),))
        for i, item in enumerate(block.items, 1):
            mark = f"{i}. " if block.numbered else "· "
            lines.append((Span(mark + self._texts.resolve(item, self._language)),))
        return lines

    def _place(self, place: Place) -> list[Spans]:
        resource = place.resource
        reach = [self._reach(place.channel), self._hours(place.channel, place.status)]
        if place.abroad:
            reach.append(self._abroad(place.channel))
        if place.otherwise is not None:
            reach.append(self.say("place.otherwise", reach=self._reach(place.otherwise)))
        facts = [self.languages(place.channel, limit=SPOKEN), self._cost(resource), self._identity(resource)]
        facts.append(self.checked(place.channel.checked))
        return [
            (Span(self._name(resource), bold=True),),
            (Span(self._texts.resolve(place.does, self._language)),),
            (Span(_joined(reach)),),
            (Span(_joined(facts)),),
            *self._warnings(resource, place.channel, parents=place.minor),
        ]

    def _card(self, card: Card) -> list[Spans]:
        resource = card.resource
        lines: list[Spans] = [
            (Span(self._name(resource), bold=True),),
            (Span(self._texts.resolve(card.does, self._language)),),
        ]
        for channel, state in card.channels:
            label = f"{self.told(channel.label)}: " if channel.label else ""
            unsure = self.say("place.unsure") if channel.confidence is Confidence.LOW else ""
            if channel.region is not None and len(card.channels) > LONG:
                lines.append((Span("· " + _joined([label + self._reach(channel), unsure])),))
                continue
            facts = [label + self._reach(channel), unsure, self._hours(channel, state), self.languages(channel)]
            facts.append(self._abroad(channel))
            lines.append((Span("· " + _joined(facts)),))
            if channel.note is not None:
                lines.append((Span("  " + self.told(channel.note)),))
        lines.append((Span(_joined([self._cost(resource), self._identity(resource)])),))
        for text in (resource.parents.text, resource.stops, resource.documents, resource.accessibility, resource.note):
            if text is not None:
                lines.append((Span(self.told(text)),))
        lines += self._warnings(resource, parents=False)  # said above, whoever reads it
        lines.append((Span(self.checked(max((c.checked for c, _ in card.channels), key=lambda c: c.on))),))
        return [line for line in lines if any(span.text for span in line)]

    def _line(self, line: Line) -> list[Spans]:
        resource, channel = line.resource, line.channel
        spoken = language_name(line.spoken, self._language) if line.spoken else self._spoken(channel)
        reach = [self._where(line), self._reach(channel), self.when(line.status), self._free(resource)]
        lines: list[Spans] = [
            (Span(self._name(resource), bold=True),),
            (Span(_joined(reach)),),
            (Span(_joined([spoken, self.say("bridge.checked", day=f"{channel.checked.on:%Y-%m-%d}")])),),
        ]
        if resource.note is not None and (note := resource.note.get(self._language)) is not None:
            lines.append((Span(note),))
        if channel.note is not None:
            lines.append((Span(self.told(channel.note)),))
        return [*lines, *self._warnings(resource, channel, parents=False)]

    def _where(self, line: Line) -> str:
        """Where it is: the Korean name too, which stands on signs."""
        return ", ".join(f"{title.best(self._language)[0]} ({title.ko})" for title in line.where)

    def _handout(self, block: Handout) -> list[Spans]:
        """Hours as they are and not "open now": it is read on another day than it is sent."""
        lines: list[Spans] = [(Span(self._name(block.resource), bold=True),)]
        for channel in block.channels:
            called = channel.kind in (ChannelKind.PHONE, ChannelKind.TEXT)
            hours = self.hours(channel) if called or channel.hours else ""
            unsure = self.say("place.unsure") if channel.confidence is Confidence.LOW else ""
            lines.append((Span("· " + _joined([self._reach(channel), unsure, hours, self._spoken(channel)])),))
        newest = max((channel.checked for channel in block.channels), key=lambda checked: checked.on)
        lines.append((Span(_joined([self._free(block.resource), self.checked(newest)])),))
        return lines

    def _spoken(self, channel: Channel) -> str:
        return self._texts.resolve(languages_of(channel, self._language), self._language)

    def _free(self, resource: Resource) -> str:
        return self.say("place.free") if resource.cost.free else ""

    def _abroad(self, channel: Channel) -> str:
        """How it is dialled from outside Korea, or that it is not."""
        number = international(channel.number) if channel.number and channel.from_abroad else None
        if number is not None and number != channel.number:
            return self.say("place.from-abroad", number=number)
        return self.say("place.not-from-abroad") if channel.from_abroad is False else ""

    def _name(self, resource: Resource) -> str:
        """The name, not marked where it is not translated; elsewhere with the Korean one, which stands on the door."""
        name = resource.name.best(self._language)[0]
        korean = resource.name.ko
        return name if self._language == HOME or korean in name or len(korean) > 24 else f"{name} ({korean})"

    def _reach(self, channel: Channel) -> str:
        key = f"reach.{channel.kind}"
        if channel.kind in (ChannelKind.PHONE, ChannelKind.TEXT):
            return self.say(key, number=channel.number or "")
        if channel.address == "withheld":
            return self.say("reach.withheld")
        if channel.address is not None and not channel.url:
            return self.say(key, number=self.told(channel.address))
        return self.say(key, number=_short(channel.url or ""))

    def _hours(self, channel: Channel, state: Status) -> str:
        """As `when`; a page that nobody gives hours for is simply there."""
        return "" if state.open is None and channel.kind is ChannelKind.WEB else self.when(state)

    def hours(self, channel: Channel) -> str:
        """The whole week, as it is said on paper."""
        return words(channel.hours, self._texts, self._language)

    def when(self, state: Status) -> str:
        """Open now, until when; or closed, and when next."""
        if state.always:
            return self.say("hours.always")
        if state.open is None:
            return self.say("hours.unknown")
        if state.open:
            return self.say("hours.open-until", time=self._time(state.until)) if state.until else self.say("hours.open")
        return self.say("hours.opens", time=self._time(state.opens)) if state.opens else self.say("hours.closed")

    def _time(self, moment: datetime) -> str:
        local = moment.astimezone(SEOUL)
        clock = f"{local:%H:%M}"
        return self.say(
            "hours.day", day=str(format_skeleton("MMMEd", local, locale=locale_of(self._language))), clock=clock
        )

    def languages(self, channel: Channel, limit: int | None = None) -> str:
        """The languages that the channel really speaks, and those it reaches through an interpreter.

        More than `limit` are counted, with the reader's own among the first.
        """
        tags, rest = channel.languages, 0
        if limit is not None and len(tags) > limit + 1:
            tags = tuple(sorted(tags, key=lambda tag: tag != self._language)[:limit])
            rest = len(channel.languages) - limit
        spoken = ", ".join(language_name(tag, self._language) for tag in tags)
        if rest:
            spoken = self.say("place.languages-more", spoken=spoken, more=str(rest))
        if not channel.interpreters:
            return spoken
        through = [tag for tag in channel.interpreters if tag not in channel.languages]
        shown = ", ".join(language_name(tag, self._language) for tag in through[:3])
        key = "place.interpreters-more" if len(through) > 3 else "place.interpreters"
        return self.say(key, spoken=spoken, languages=shown, more=str(len(through) - 3))

    def checked(self, checked: Checked) -> str:
        """When and how the entry was checked last."""
        key = "place.checked" if checked.how is How.PUBLIC_SOURCE else f"place.checked-{checked.how}"
        return self.say(key, day=f"{checked.on:%Y-%m-%d}")

    def _cost(self, resource: Resource) -> str:
        if resource.cost.free is not None:
            return self.say("place.free" if resource.cost.free else "place.paid")
        return "" if resource.cost.text is None else self.told(resource.cost.text)

    def _identity(self, resource: Resource) -> str:
        if resource.identity.text is not None:
            return self.told(resource.identity.text)
        if resource.identity.needed is None:
            return self.say("place.identity-unknown")
        return self.say("place.identity-needed" if resource.identity.needed else "place.identity-not")

    def _warnings(self, resource: Resource, channel: Channel | None = None, *, parents: bool) -> Iterable[Spans]:
        if parents and resource.parents.text is not None:
            yield (Span(self.told(resource.parents.text)),)
        if Confidence.LOW in (resource.confidence, channel and channel.confidence):
            yield (Span(self.say("place.low")),)


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part.rstrip(".") for part in parts if part)


def _short(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
