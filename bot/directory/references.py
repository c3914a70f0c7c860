"""What the schema alone cannot see: ids that point nowhere, ids given twice, pages that are not there."""

import re
from collections.abc import Iterable, Iterator

from bot.directory.channels import ChannelKind
from bot.directory.models import Directory
from bot.directory.numbers import digits
from bot.directory.yamlfile import Path_
from bot.vocabulary import Audience, Need, Region, Situation

Fault = tuple[str, Path_, dict[str, str]]


def references(directory: Directory) -> Iterator[Fault]:
    """Yield (code, place, params) for each fault."""
    known = {
        "resources": {r.id for r in directory.resources},
        "laws": {x.id for x in directory.laws},
        "routes": {x.id for x in directory.routes},
        "guides": {x.id for x in directory.guides},
    }
    yield from _twice(directory)
    yield from _absent(directory)
    for place, kind, target in _pointers(directory):
        if target not in known[kind]:
            yield "dead-reference", place, {"id": target, "kind": kind}
    yield from _forbidden(directory)


def _twice(directory: Directory) -> Iterator[Fault]:
    for name in ("situations", "needs", "audiences", "regions", "guides", "laws", "routes", "resources"):
        seen: set[str] = set()
        for i, entry in enumerate(getattr(directory, name)):
            if entry.id in seen:
                yield "duplicate-id", (name, i, "id"), {"id": str(entry.id)}
            seen.add(entry.id)
    for i, resource in enumerate(directory.resources):
        ids = [c.id for c in resource.channels]
        for j, channel in enumerate(resource.channels):
            if channel.id in ids[:j]:
                yield "duplicate-id", ("resources", i, "channels", j, "id"), {"id": channel.id}


def _absent(directory: Directory) -> Iterator[Fault]:
    pages: tuple[tuple[str, Iterable[str]], ...] = (
        ("situations", Situation),
        ("needs", Need),
        ("audiences", Audience),
        ("regions", Region),
    )
    for name, ids in pages:
        there = {entry.id for entry in getattr(directory, name)}
        for id in ids:
            if id not in there:
                yield "page-missing", (name,), {"id": str(id)}


def _pointers(directory: Directory) -> Iterator[tuple[Path_, str, str]]:
    for i, target in enumerate(directory.emergency):
        yield ("emergency", i), "resources", target
    for name in ("situations", "needs", "audiences", "regions", "guides"):
        for i, page in enumerate(getattr(directory, name)):
            for kind in ("resources", "laws", "routes", "guides"):
                for j, target in enumerate(getattr(page, kind, ())):
                    yield (name, i, kind, j), kind, target
            for field in ("now", "steps"):
                for j, step in enumerate(getattr(page, field, ())):
                    if step.resource is not None:
                        yield (name, i, field, j, "resource"), "resources", step.resource
    for i, page in enumerate(directory.situations):
        for j, target in enumerate(page.minor.resources):
            yield ("situations", i, "minor", "resources", j), "resources", target
        for j, step in enumerate(page.minor.now):
            if step.resource is not None:
                yield ("situations", i, "minor", "now", j, "resource"), "resources", step.resource
        for j, target in enumerate(page.helper.resources):
            yield ("situations", i, "helper", "resources", j), "resources", target
    for i, resource in enumerate(directory.resources):
        if resource.replaced_by is not None:
            yield ("resources", i, "replaced_by"), "resources", resource.replaced_by
    for i, retired in enumerate(directory.retired):
        yield ("retired", i, "replaced_by"), "resources", retired.replaced_by


def _forbidden(directory: Directory) -> Iterator[Fault]:
    dead = {digits(n) for n in directory.do_not_use if re.fullmatch(r"[\d+-]+", n)}
    dead_names = {n for n in directory.do_not_use if not re.fullmatch(r"[\d+-]+", n)}
    for i, resource in enumerate(directory.resources):
        for j, channel in enumerate(resource.channels):
            place = ("resources", i, "channels", j)
            if channel.number and digits(channel.number) in dead:
                yield "do-not-use", (*place, "number"), {"number": channel.number}
            if channel.url and any(name in channel.url for name in dead_names):
                yield "do-not-use", (*place, "url"), {"number": channel.url}
            visit = channel.kind is ChannelKind.VISIT  # elsewhere it is the name of an account, or of a mailbox
            if resource.shelter and visit and channel.address != "withheld":
                yield "shelter-address", (*place, "address"), {}
