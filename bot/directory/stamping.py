"""Which stamp of a check is meant, and whether it can be true. One channel at a time: nobody checks forty at once."""

import unicodedata
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from bot.directory.base import Checked, How, Text
from bot.directory.channels import Channel, ChannelKind
from bot.directory.due import never_dialled
from bot.directory.models import Directory, Guide, Law, Resource, Route
from bot.directory.yamlfile import Path_

_LONGEST = 80  # of a name


class Refused(Exception):
    """Nothing is stamped. `code` names the sentence (`verify.<code>`); `channels`: those to choose from."""

    def __init__(self, code: str, channels: tuple[str, ...] = (), **params: str) -> None:
        super().__init__(code)
        self.code, self.channels, self.params = code, channels, params


class Stamp(NamedTuple):
    """What is to be stamped: its place in the file, what it is, the stamp it has."""

    place: Path_
    name: Text
    checked: Checked
    resource: Resource | None = None
    channel: Channel | None = None


def find(directory: Directory, id: str, channel: str | None) -> Stamp:
    """What ID and CHANNEL mean. Raises Refused where they mean nothing, or more than one thing."""
    for i, resource in enumerate(directory.resources):
        if resource.id == id:
            return _channel(resource, i, channel)
    for place, entry in _pages(directory):
        if entry.id == id:
            if channel is not None:
                raise Refused("no-channels", id=id)
            return Stamp(place, entry.name if isinstance(entry, Route) else entry.title, entry.checked)
    ids = [*(str(r.id) for r in directory.resources), *(str(entry.id) for _, entry in _pages(directory))]
    raise Refused("unknown", id=id, near=", ".join(get_close_matches(id.lower(), ids, n=4, cutoff=0.5)) or "-")


def allow(stamp: Stamp, how: How, by: str, day: date, today: date) -> None:
    """Raises Refused for a stamp that cannot be true."""
    if not by or len(by) > _LONGEST or any(unicodedata.category(sign).startswith("C") for sign in by):
        raise Refused("name")
    if day > today:
        raise Refused("future", day=f"{day:%Y-%m-%d}", today=f"{today:%Y-%m-%d}")
    if day < stamp.checked.on:
        raise Refused("older", day=f"{day:%Y-%m-%d}", there=f"{stamp.checked.on:%Y-%m-%d}")
    if how is How.CALLED and stamp.channel is not None:
        if stamp.channel.kind is not ChannelKind.PHONE:
            raise Refused("not-a-phone", channel=stamp.channel.id, kind=str(stamp.channel.kind))
        if stamp.resource is not None and never_dialled(stamp.resource):
            raise Refused("never-dial", id=stamp.resource.id)


def _channel(resource: Resource, i: int, channel: str | None) -> Stamp:
    ids = tuple(c.id for c in resource.channels)
    if channel is None and len(ids) > 1:
        raise Refused("which-channel", ids, id=resource.id, count=str(len(ids)))
    if channel is not None and channel not in ids:
        raise Refused("unknown-channel", ids, id=resource.id, channel=channel)
    j = ids.index(channel) if channel else 0
    found = resource.channels[j]
    return Stamp(("resources", i, "channels", j), resource.name, found.checked, resource, found)


def _pages(directory: Directory) -> list[tuple[Path_, Law | Guide | Route]]:
    return [
        *((("laws", i), law) for i, law in enumerate(directory.laws)),
        *((("guides", i), guide) for i, guide in enumerate(directory.guides)),
        *((("routes", i), route) for i, route in enumerate(directory.routes)),
    ]
