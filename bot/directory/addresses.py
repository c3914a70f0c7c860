"""Every web address that stands in the directory, with the entry it belongs to."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.directory.models import Directory, Guide, Law, Resource, Route


class Address(NamedTuple):
    """`id`: of the entry; `source`: a source of it, not a way to reach it."""

    id: str
    url: str
    source: bool = False


def addresses(directory: Directory) -> tuple[Address, ...]:
    """Each once an entry: the ways to reach it first, then its sources."""
    found = dict.fromkeys((id, url) for id, url, _ in _reached(directory))
    made = [Address(id, url) for id, url in found]
    entries: tuple[Resource | Law | Guide | Route, ...] = (
        *directory.resources,
        *directory.laws,
        *directory.guides,
        *directory.routes,
    )
    for entry in entries:
        for source in entry.sources:
            mark = (entry.id, str(source.url))
            if mark[1].startswith(("http://", "https://")) and mark not in found:
                found[mark] = None
                made.append(Address(*mark, source=True))
    return tuple(made)


def _reached(directory: Directory) -> Iterator[Address]:
    for resource in directory.resources:
        yield from (Address(resource.id, channel.url) for channel in resource.channels if channel.url)
    for route in directory.routes:
        if route.url:
            yield Address(route.id, route.url)
