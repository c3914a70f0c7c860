"""What differs between two editions of the directory: values, put into words by whoever prints them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from bot.directory.base import Checked, Source, Text
from bot.directory.models import Directory

# What people turn to comes first, what the file is about last.
SECTIONS = (
    *("resources", "laws", "guides", "routes", "situations", "needs", "audiences", "regions"),
    *("retired", "emergency", "do_not_use", "edition"),
)
_WITH_ENTRIES = SECTIONS[:9]


class Kind(StrEnum):
    """What happened to it."""

    ADDED = "added"  # an entry, or a channel
    REMOVED = "removed"
    REPLACED = "replaced"  # by another entry
    VERIFIED = "verified"  # a newer stamp
    CHANGED = "changed"
    SET = "set"  # was empty
    UNSET = "unset"  # is empty now
    MORE = "more"  # items that a list has now
    LESS = "less"  # items that a list had
    DETAIL = "detail"  # a source that is the same page, described otherwise
    ORDER = "order"  # the same items in another order


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. `field`: names of fields from the entry inward, empty for the entry itself.

    `before`, `after`: values as the models hold them; of MORE and LESS a tuple of items, in `after` and `before`.
    """

    section: str
    id: str
    name: Text | None
    kind: Kind
    field: tuple[str, ...] = ()
    channel: str | None = None
    before: Any = None
    after: Any = None


def differences(old: Directory, new: Directory) -> tuple[Change, ...]:
    """By section, by id, by field; the same two editions always give the same order."""
    return tuple(change for section in SECTIONS for change in _section(section, old, new))


def names(*directories: Directory) -> Mapping[str, Text]:
    """What each id is called; the last edition decides."""
    found: dict[str, Text] = {}
    for directory in directories:
        for section in _WITH_ENTRIES:
            for entry in getattr(directory, section):
                name = _name(entry)
                if name is not None:
                    found[_id(entry)] = name
    return found


def _section(section: str, old: Directory, new: Directory) -> Iterator[Change]:
    before, after = getattr(old, section), getattr(new, section)
    if section not in _WITH_ENTRIES:
        about = _About(section, section, None)
        fields = about.fields(before, after) if section == "edition" else about.value((section,), before, after)
        yield from fields
        return
    was, now = {_id(e): e for e in before}, {_id(e): e for e in after}
    for id in sorted(was.keys() | now.keys()):
        entry = now.get(id) or was[id]
        about = _About(section, id, _name(entry))
        if id not in was:
            yield about.change(Kind.ADDED, after=entry)
        elif id not in now:
            yield about.change(Kind.REMOVED, before=entry)
        else:
            yield from about.fields(was[id], now[id])


@dataclass(frozen=True, slots=True)
class _About:
    """Compares the values of one entry, or of one channel of it."""

    section: str
    id: str
    name: Text | None
    channel: str | None = None

    def change(self, kind: Kind, field: tuple[str, ...] = (), before: Any = None, after: Any = None) -> Change:
        return Change(self.section, self.id, self.name, kind, field, self.channel, before, after)

    def fields(self, old: BaseModel, new: BaseModel, path: tuple[str, ...] = ()) -> Iterator[Change]:
        for field in type(new).model_fields:
            before, after = getattr(old, field), getattr(new, field)
            if before != after:
                yield from self.value((*path, field), before, after)

    def value(self, path: tuple[str, ...], before: Any, after: Any) -> Iterator[Change]:
        if before == after:
            return
        if path[-1] == "channels":
            yield from self._channels(before, after)
        elif isinstance(before, tuple) and isinstance(after, tuple):
            yield from self._items(path, before, after)
        elif isinstance(before, dict) and isinstance(after, dict):
            for key in sorted(before.keys() | after.keys()):
                yield from self.value((*path, str(key)), before.get(key), after.get(key))
        elif isinstance(before, Checked) and isinstance(after, Checked) and after.on >= before.on:
            yield self.change(Kind.VERIFIED, path, before, after)
        elif path == ("replaced_by",) and after is not None:
            yield self.change(Kind.REPLACED, path, before, after)
        elif isinstance(before, BaseModel) and isinstance(after, BaseModel) and not isinstance(after, Text):
            yield from self.fields(before, after, path)
        elif before is None:
            yield self.change(Kind.SET, path, after=after)
        else:
            yield self.change(Kind.UNSET if after is None else Kind.CHANGED, path, before, after)

    def _channels(self, before: Any, after: Any) -> Iterator[Change]:
        was, now = {c.id: c for c in before}, {c.id: c for c in after}
        for id in sorted(was.keys() | now.keys()):
            about = _About(self.section, self.id, self.name, id)
            if id not in was:
                yield about.change(Kind.ADDED, ("channels",), after=now[id])
            elif id not in now:
                yield about.change(Kind.REMOVED, ("channels",), before=was[id])
            else:
                yield from about.fields(was[id], now[id])
        if was.keys() == now.keys() and list(was) != list(now):
            yield self.change(Kind.ORDER, ("channels",), before, after)

    def _items(self, path: tuple[str, ...], before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Change]:
        was, now = {_key(item): item for item in before}, {_key(item): item for item in after}
        gone = tuple(item for key, item in was.items() if key not in now)
        come = tuple(item for key, item in now.items() if key not in was)
        other = tuple(item for key, item in now.items() if key in was and was[key] != item)
        if gone:
            yield self.change(Kind.LESS, path, before=gone)
        if come:
            yield self.change(Kind.MORE, path, after=come)
        if other:
            yield self.change(Kind.DETAIL, path, after=other)
        if not (gone or come or other):
            yield self.change(Kind.ORDER, path, before, after)


def _key(item: Any) -> Any:
    """By what an item of a list is known again: a source by its address, anything else by all of it."""
    return str(item.url) if isinstance(item, Source) else repr(item)


def _id(entry: Any) -> str:
    """The id; of what is retired, the names and numbers that are gone."""
    return str(getattr(entry, "id", None) or ", ".join((*entry.names, *entry.numbers)))


def _name(entry: Any) -> Text | None:
    found = getattr(entry, "name", None) or getattr(entry, "title", None)
    return found if isinstance(found, Text) else None
