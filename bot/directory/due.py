"""The call list: what has to be checked again, and what to ask. Nothing here dials, fetches or stamps.

The norm: 90 days for the channels of a place, 12 months for laws, guides and forms (docs/directory.md).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.directory.base import Checked, How, Text
from bot.directory.channels import Channel, ChannelKind
from bot.directory.models import Directory, Guide, Law, Resource, Route

CHANNEL_DAYS, LAW_DAYS = 90, 365
NEVER_DIALLED = frozenset({"112", "109", "119"})  # a check call there blocks the line for somebody in danger
ALWAYS = "24/7"


class Why(StrEnum):
    """Why it is on the list."""

    REPORTED = "reported"  # people said that the number did not work
    OLD = "old"  # the check is older than the norm
    ENDS = "ends"  # closed until, valid until: a day that comes or has passed
    LINK = "link"  # `gyeot links` flagged an address
    NEVER = "never"  # a phone that nobody has called yet


class By(StrEnum):
    """How to check it."""

    CALL = "call"
    QUIET = "quiet"  # a crisis line: briefly, at a quiet hour, or at the operator's office number
    PUBLISHED = "published"  # never dialled: by what the operator publishes
    LOOK = "look"  # open it, write to it, go there


@dataclass(frozen=True, slots=True)
class Known:
    """What the database says, by id of the entry; all empty without one."""

    reported: Mapping[str, int]  # "did not work", five or more
    used: Mapping[str, int]  # answers on whose page it stands
    flagged: Mapping[str, tuple[tuple[str, str], ...]]  # (address, status) that a machine flagged


NOTHING = Known({}, {}, {})


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to check: a channel of a place, or a law, guide or form (`channel` None)."""

    id: str
    name: Text
    channel: Channel | None
    checked: Checked
    due: date
    why: tuple[Why, ...]
    by: By
    ask: tuple[str, ...]  # codes of questions (`ask.<code>` in the catalogues)
    unknown: frozenset[str]  # of these, what the directory does not say yet
    ends: date | None
    reported: int
    used: int
    pages: int  # pages of the directory that name it
    flagged: tuple[tuple[str, str], ...]


_PHONE = ("answers", "name", "anyone", "hours", "languages", "identity", "minors", "cost", "limits", "abroad", "change")
_ASK: dict[ChannelKind, tuple[str, ...]] = {
    ChannelKind.PHONE: _PHONE,
    ChannelKind.TEXT: ("reply", "hours", "languages", "identity", "minors", "change"),
    ChannelKind.CHAT: ("reply", "hours", "languages", "identity", "minors", "change"),
    ChannelKind.WEB: ("opens", "official", "identity", "languages"),
    ChannelKind.BOARD: ("opens", "reply", "identity", "minors"),
    ChannelKind.EMAIL: ("reply", "languages"),
    ChannelKind.VISIT: ("hours", "appointment", "access", "languages", "minors", "cost"),
}


def due(directory: Directory, today: date, days: int, known: Known = NOTHING) -> tuple[Item, ...]:
    """What has to be checked until `days` from `today`: reported ones first, then the oldest and most used."""
    until = today + timedelta(days=days)
    found = [item for item in _all(directory, known, until) if item.why]
    return tuple(sorted(found, key=_order))


def _order(item: Item) -> tuple[bool, date, bool, int, int, str]:
    """Regional desks come after the nationwide channels, of which more people make use."""
    regional = item.channel is not None and item.channel.region is not None
    return (Why.REPORTED not in item.why, item.checked.on, regional, -item.used, -item.pages, item.id)


def pages(directory: Directory) -> Mapping[str, int]:
    """How many pages of the directory name each place."""
    count: dict[str, int] = {}
    for kind in ("situations", "needs", "audiences", "regions", "guides"):
        for page in getattr(directory, kind):
            for id in page.resources:
                count[id] = count.get(id, 0) + 1
    return count


def used(directory: Directory, answers: Mapping[tuple[str, str], int]) -> Mapping[str, int]:
    """Answers by (situation, need), "" for none, given to the places on whose page they stand."""
    by_need = {str(page.id): page.resources for page in directory.needs}
    by_situation = {str(page.id): page.resources for page in directory.situations}
    count: dict[str, int] = {}
    for (situation, need), number in answers.items():
        for id in by_need.get(need) or by_situation.get(situation, ()):
            count[id] = count.get(id, 0) + number
    return count


def never_dialled(resource: Resource) -> bool:
    """Whether it is an emergency line, which nobody may dial to check it."""
    return any(channel.number in NEVER_DIALLED for channel in resource.channels)


def _all(directory: Directory, known: Known, until: date) -> Iterator[Item]:
    named = pages(directory)
    for resource in directory.resources:
        if resource.replaced_by is None:
            for channel in resource.channels:
                yield _channel(resource, channel, directory, known, until, named.get(resource.id, 0))
    entries: tuple[Law | Guide | Route, ...] = (*directory.laws, *directory.guides, *directory.routes)
    for entry in entries:
        yield _page(entry, known, until)


def _channel(resource: Resource, channel: Channel, directory: Directory, known: Known, until: date, named: int) -> Item:
    phone = channel.kind is ChannelKind.PHONE
    by = By.CALL if phone else By.LOOK
    if never_dialled(resource):
        by = By.PUBLISHED
    elif phone and (resource.id in directory.emergency or channel.hours == ALWAYS):
        by = By.QUIET
    expires = channel.checked.on + timedelta(days=CHANNEL_DAYS)
    ends = _first(until, channel.closed_until, resource.closed_until, resource.valid_until)
    reported = known.reported.get(resource.id, 0) if channel.number else 0
    flagged = tuple(
        (url, status) for url, status in known.flagged.get(resource.id, ()) if _mine(channel, resource, url)
    )
    why = [
        (Why.REPORTED, bool(reported)),
        (Why.OLD, expires <= until),
        (Why.ENDS, ends is not None),
        (Why.LINK, bool(flagged)),
        (Why.NEVER, by in (By.CALL, By.QUIET) and channel.checked.how is How.PUBLIC_SOURCE),
    ]
    silent = {
        "hours": channel.hours is None,
        "identity": resource.identity.needed is None,
        "minors": resource.parents.told is None and resource.parents.text is None,
        "cost": resource.cost.free is None,
        "abroad": channel.from_abroad is None,
        "access": resource.accessibility is None,
    }
    ask = _ASK[channel.kind]
    return Item(
        id=resource.id,
        name=resource.name,
        channel=channel,
        checked=channel.checked,
        due=expires,
        why=tuple(reason for reason, holds in why if holds),
        by=by,
        ask=ask,
        unknown=frozenset(code for code in ask if silent.get(code)),
        ends=ends,
        reported=reported,
        used=known.used.get(resource.id, 0),
        pages=named,
        flagged=flagged,
    )


def _page(entry: Law | Guide | Route, known: Known, until: date) -> Item:
    expires = entry.checked.on + timedelta(days=LAW_DAYS)
    ends, flagged = _first(until, entry.valid_until), known.flagged.get(entry.id, ())
    why = [(Why.OLD, expires <= until), (Why.ENDS, ends is not None), (Why.LINK, bool(flagged))]
    asks: dict[type, tuple[str, ...]] = {Law: ("in-force", "amended"), Guide: ("steps",), Route: ("opens", "needed")}
    return Item(
        id=entry.id,
        name=entry.name if isinstance(entry, Route) else entry.title,
        channel=None,
        checked=entry.checked,
        due=expires,
        why=tuple(reason for reason, holds in why if holds),
        by=By.LOOK,
        ask=asks[type(entry)],
        unknown=frozenset(),
        ends=ends,
        reported=0,
        used=0,
        pages=0,
        flagged=tuple(flagged),
    )


def _first(until: date, *days: date | None) -> date | None:
    """The earliest of these days that comes until then, or has passed."""
    return min((day for day in days if day is not None and day <= until), default=None)


def _mine(channel: Channel, resource: Resource, url: str) -> bool:
    """Whether an address is this channel's; that of a source counts for the first channel."""
    if any(other.url == url for other in resource.channels):
        return channel.url == url
    return channel.id == resource.channels[0].id
