"""The offline pack as plain text: one long page for a phone without Telegram or without a connection."""

from collections.abc import Iterator

from bot.directory.exchange.packed import Listing, Pack, Place, Section


def plain(pack: Pack) -> str:
    """The pack with a list of its sections first; the numbers in front of them can be searched for."""
    lines = [pack.title, *pack.notes, ""]
    lines += [f"[{i}] {section.title}" for i, section in enumerate(pack.sections, 1)]
    for i, section in enumerate(pack.sections, 1):
        lines += ["", "", f"[{i}] {section.title}", "=" * 20, *_section(section)]
    return "\n".join(lines) + "\n"


def _section(section: Section) -> Iterator[str]:
    for listing in section.listings:
        yield ""
        yield from _listing(listing)
    for place in section.places:
        yield ""
        yield from _place(place)


def _listing(listing: Listing) -> Iterator[str]:
    if listing.heading:
        yield listing.heading
    for i, item in enumerate(listing.items, 1):
        yield f"{i}. {item}" if listing.numbered else f"- {item}"


def _place(place: Place) -> Iterator[str]:
    yield f"* {place.name}"
    if place.warning:
        yield f"  (!) {place.warning}"
    yield f"  {place.does}"
    for way in place.ways:
        yield f"  {way.label}: {way.reach} ({way.hours})"
        if way.notes:
            yield "    " + " / ".join(note.rstrip(".") for note in way.notes)
    for note in place.notes:
        yield f"  {note}"
