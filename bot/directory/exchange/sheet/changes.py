"""What a table says that the directory does not: a list of changes, or every fault with its row and column."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.directory.base import Text
from bot.directory.channels import Channel
from bot.directory.exchange.csvtext import unguard
from bot.directory.exchange.sheet.cells import Cells, same_day, tidy
from bot.directory.exchange.sheet.columns import COLUMNS, Column, value
from bot.directory.exchange.sheet.table import Refused, Row, Table, table
from bot.directory.models import Directory, Resource
from bot.directory.problems import Problem, Unfit
from bot.directory.yamlfile import Path_
from bot.texts import Texts
from bot.vocabulary import FALLBACK, HOME

__all__ = ["Change", "Changes", "Refused", "changes", "edits"]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that is to change. `channel` None: a field of the place itself. `new` None: the field goes.

    `before` and `after` are the cells, as somebody reads them; `row` and `heading` say where in the table.
    """

    id: str
    channel: str | None
    column: Column
    old: Any
    new: Any
    before: str
    after: str
    row: int
    heading: str

    @property
    def removes(self) -> bool:
        """Whether something that was there is there no more."""
        return self.new in (None, ()) and self.old not in (None, ())


@dataclass(frozen=True, slots=True)
class Changes:
    """All of them, in the order of the directory; `absent`: channels that the table has no row for (they stay)."""

    changes: tuple[Change, ...]
    absent: tuple[tuple[str, str], ...]
    rows: int

    @property
    def removals(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.removes)


def changes(raw: bytes, directory: Directory, texts: Texts, language: str) -> tuple[Changes, list[Problem]]:
    """Compare a table with the directory: what it changes, and every fault in it.

    With one fault, nothing of the table may be used; the changes are then there to be looked at for further faults.
    Raises Refused where the table cannot be read at all.
    """
    return _Comparing(table(raw, texts), directory, texts, language).result()


class _Comparing:
    def __init__(self, read: Table, directory: Directory, texts: Texts, language: str) -> None:
        self._table, self._directory, self._texts = read, directory, texts
        self._language = language
        self._cells = Cells(directory, texts)
        self._problems: list[Problem] = []
        self._places = {resource.id: resource for resource in directory.resources}

    def result(self) -> tuple[Changes, list[Problem]]:
        rows = self._matched()
        of_places: dict[tuple[str, str], list[Change]] = defaultdict(list)
        kept: dict[tuple[str, str], list[int]] = defaultdict(list)
        found: list[Change] = []
        for resource, channel, row in rows:
            for column in COLUMNS:
                change = self._change(column, resource, channel, row)
                if change is not None and column.channel:
                    found.append(change)
                elif change is not None:
                    of_places[resource.id, column.key].append(change)
                elif not column.channel:
                    kept[resource.id, column.key].append(row.number)
        for key, made in of_places.items():
            found += self._agreed(made, kept[key])
        self._problems += self._half(found)
        there = {(resource.id, channel.id) for resource, channel, _ in rows}
        absent = [(r.id, c.id) for r in self._directory.resources for c in r.channels if (r.id, c.id) not in there]
        order = {resource.id: i for i, resource in enumerate(self._directory.resources)}
        found.sort(key=lambda change: (order[change.id], change.row))
        return Changes(tuple(found), tuple(absent), len(rows)), self._problems

    def _matched(self) -> list[tuple[Resource, Channel, Row]]:
        matched = []
        seen: dict[tuple[str, str], int] = {}
        for row in self._table.rows:
            id, name = (tidy(unguard(row.cells[key])) for key in ("id", "channel"))
            resource = self._places.get(id)
            channel = resource.channel(name) if resource else None
            if resource is None:
                self._fault("sheet-unknown-id", row, "id", id=id)
            elif channel is None:
                self._fault("sheet-unknown-channel", row, "channel", id=id, name=name)
            elif (id, name) in seen:
                self._fault("sheet-row-twice", row, "channel", id=id, name=name, other=str(seen[id, name]))
            else:
                seen[id, name] = row.number
                matched.append((resource, channel, row))
        return matched

    def _change(self, column: Column, resource: Resource, channel: Channel, row: Row) -> Change | None:
        """What this cell changes, or None."""
        cell = tidy(unguard(row.cells[column.key]))
        written = [self._cells.write(column, resource, channel, name) for name in self._texts.languages]
        if column.sort == "id" or cell in written:
            return None
        before = self._cells.write(column, resource, channel, self._language)
        if self._table.lossy and _lossy(before) != before and column.sort in ("text", "address"):
            if cell == tidy(_lossy(before)):
                return None  # the letters that the encoding lost are still in the directory
            self._fault("sheet-lossy", row, column.key)
            return None
        old = value(column, resource, channel)
        if isinstance(old, date) and same_day(cell, old, shown=column.path[0] == "checked"):
            return None
        try:
            new = self._cells.read(column, cell)
        except Unfit as fault:
            self._fault(fault.code, row, column.key, list=self._cells.words(column, self._language))
            return None
        if new == old:
            return None
        if column.path[0] == "checked":  # one check, one call of `gyeot verify`: a column is filled down too easily
            self._fault("sheet-stamp", row, column.key, id=resource.id, name=channel.id)
            return None
        heading = self._table.headings[column.key]
        channel_id = channel.id if column.channel else None
        return Change(resource.id, channel_id, column, old, new, before, cell, row.number, heading)

    def _agreed(self, made: list[Change], kept: list[int]) -> list[Change]:
        """A place has many rows: those that were changed must say the same, and to remove, all have to be emptied."""
        first = made[0]
        for other in made[1:]:
            if other.new != first.new:
                self._differ(other, first.row)
                return []
        if first.new is None and kept:
            self._differ(first, kept[0])
            return []
        return [first]

    def _differ(self, change: Change, row: int) -> None:
        heading = self._table.headings[change.column.key]
        self._problems.append(Problem("sheet-rows-differ", heading, change.row, params={"other": str(row)}))

    def _half(self, found: list[Change]) -> list[Problem]:
        """Texts that would be there in one language only."""
        changed: dict[tuple[str, str | None, str], dict[str, Change]] = defaultdict(dict)
        for change in found:
            if change.column.language is not None:
                changed[change.id, change.channel, change.column.path[0]][change.column.language] = change
        problems = []
        for made in changed.values():
            said = {language: self._finally(language, made) for language in (HOME, FALLBACK)}
            whole = len({None if new is None else new == "withheld" for new in said.values()}) == 1
            if not whole:
                first = next(iter(made.values()))
                lacking = HOME if said[HOME] is None else FALLBACK
                heading = self._table.headings[first.column.key.removesuffix(str(first.column.language)) + lacking]
                problems.append(Problem("sheet-half", heading, first.row))
        return problems

    def _finally(self, language: str, made: dict[str, Change]) -> Any:
        """What the text says in that language, once the changes are made."""
        if language in made:
            return made[language].new
        other = next(iter(made.values()))
        key = other.column.key[:-2] + language
        resource = self._places[other.id]
        channel = (resource.channel(other.channel) if other.channel else None) or resource.channels[0]
        return value(next(c for c in COLUMNS if c.key == key), resource, channel)

    def _fault(self, code: str, row: Row, key: str, **params: str) -> None:
        self._problems.append(Problem(code, self._table.headings[key], row.number, params=params))


def _lossy(text: str) -> str:
    return text.encode("cp949", "replace").decode("cp949")


def edits(found: Changes, directory: Directory) -> dict[Path_, Any]:
    """The changes as paths into the file and what is to stand there (None: nothing), for `bot.directory.editing`."""
    places = {r.id: (i, {c.id: j for j, c in enumerate(r.channels)}, r) for i, r in enumerate(directory.resources)}
    made: dict[Path_, Any] = {}
    for change in found.changes:
        i, channels, resource = places[change.id]
        base: Path_ = ("resources", i)
        owner: Any = resource
        if change.channel is not None:
            base, owner = (*base, "channels", channels[change.channel]), resource.channel(change.channel)
        path = change.column.path
        new = plain(change.new)
        if change.column.language is not None and new in (None, "withheld"):
            made[(*base, path[0])] = new
        elif change.column.language is None or isinstance(getattr(owner, path[0]), Text):
            made[(*base, *path)] = new
        else:
            made.setdefault((*base, path[0]), {})[path[1]] = new
    return made


def plain(new: Any) -> Any:
    """A value as YAML has it."""
    if isinstance(new, tuple):
        return [str(item) for item in new] or None
    if new is None or isinstance(new, bool | date):
        return new
    return str(new)
