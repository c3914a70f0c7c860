"""What an offline pack is made of, without any layout: plain text is made from it, and anything that prints can be."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Way:
    """One channel, in words. `reach`: the number, link or address alone, as it is to be dialled or typed."""

    label: str
    reach: str
    hours: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One place. In a list of places it has its best way alone; in the section of all places it is whole."""

    id: str
    name: str
    does: str
    ways: tuple[Way, ...]
    notes: tuple[str, ...] = ()
    warning: str | None = None  # not certain


@dataclass(frozen=True, slots=True)
class Listing:
    """A few points under a heading."""

    heading: str | None
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """`kind`: emergency, situation, region, audience, places, routes, guides or laws; `id` is unique in the pack."""

    id: str
    kind: str
    title: str
    listings: tuple[Listing, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """The whole directory in one language, as of `day`; `notes` belong on its first page."""

    language: str
    day: date
    title: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
