"""An answer before it is written: what is said, in which order, with which places and buttons."""

from dataclasses import dataclass
from typing import Literal

from bot.directory.base import Text
from bot.directory.channels import Channel
from bot.directory.hours import Status
from bot.directory.models import Resource
from bot.texts import Ui, language_name
from bot.vocabulary import Need, Situation

Said = str | Ui  # a text of the directory, or a key of the catalogues


def said(text: Text, language: str) -> Said:
    """The text in this language; where it is missing, in another one and saying so."""
    found, really = text.best(language)
    return found if really == language else _borrowed(found, really, language)


def _borrowed(text: str, really: str, language: str) -> Ui:
    return Ui("text.fallback", {"text": text, "language": language_name(really, language)})


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Said
    bold: bool = False
    optional: bool = False  # may be left out where a page grows over Telegram's limit


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines under each other; `numbered` for things to do, in order."""

    items: tuple[Said, ...]
    heading: Said | None = None
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the first screen shows it: one channel, the one that answers now."""

    resource: Resource
    channel: Channel
    status: Status
    does: Said
    otherwise: Channel | None = None  # closed now: another channel of it that is open
    minor: bool = False  # somebody under 19 asks: what parents or a school are told belongs to it
    abroad: bool = False  # somebody outside Korea asks: how it is dialled from there belongs to it


@dataclass(frozen=True, slots=True)
class Card:
    """A place in full: every channel."""

    resource: Resource
    channels: tuple[tuple[Channel, Status], ...]
    does: Said


@dataclass(frozen=True, slots=True)
class Line:
    """A number with hardly a word beside it, for whoever reads neither Korean nor English.

    `spoken`: the one of its languages that matters; None: all of them. `where`: the regions it serves; none: all.
    """

    resource: Resource
    channel: Channel
    status: Status
    spoken: str | None = None
    where: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Handout:
    """A place as it is passed on: names, numbers, hours, languages, cost, date; not a word of what it is for."""

    resource: Resource
    channels: tuple[Channel, ...]


Block = Paragraph | Listing | Place | Card | Line | Handout


@dataclass(frozen=True, slots=True)
class Key:
    """A button. Exactly one of `data` (a state or an `x…` of the edge), `url` and `copy` is set."""

    label: Said
    data: str | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may be counted of an answer: ids only. `result`: answered, asked (which of these?), or none."""

    situation: Situation | None
    need: Need | None
    language: str
    result: Literal["answered", "asked", "none"]


FOUND = Ui("first.found")


@dataclass(frozen=True, slots=True)
class Answer:
    language: str
    blocks: tuple[Block, ...]
    keys: tuple[tuple[Key, ...], ...]
    outcome: Outcome | None = None
    action: Literal["erase"] | None = None
    first: Ui = FOUND  # the line a lock screen shows
    bare: bool = False  # nothing but its own blocks: after erasing, or to be passed on
    apart: bool = False  # a message of its own, not in the place of the one whose button was pressed

    @property
    def resources(self) -> tuple[str, ...]:
        """Ids of the places shown, in order."""
        return tuple(b.resource.id for b in self.blocks if not isinstance(b, Paragraph | Listing))
