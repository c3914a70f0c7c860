"""The counts as a table to read and as one for a spreadsheet."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.directory import Directory
from bot.directory.exchange.csvtext import csv_text
from bot.store.reading import FEW, Failing
from bot.store.weekly import Dimension, Weekly
from bot.texts import Texts, language_name

ACROSS = 8  # weeks beside each other in a terminal
HIDDEN = f"<{FEW}"


@dataclass(frozen=True, slots=True)
class Stats:
    answers: Mapping[Dimension, Sequence[Weekly]]
    failing: Sequence[Failing]

    @property
    def weeks(self) -> list[date]:
        """The Mondays of the weeks that anything was counted in."""
        rows = [row.week for rows in self.answers.values() for row in rows]
        return sorted({*rows, *(row.week for row in self.failing)})


class Labels:
    """What values are called in the tables."""

    def __init__(self, texts: Texts, language: str, directory: Directory) -> None:
        self._texts, self._language = texts, language
        self._titles = {
            "situation": {str(s.id): s.title.best(language)[0] for s in directory.situations},
            "need": {str(n.id): n.title.best(language)[0] for n in directory.needs},
        }
        self._places = {r.id: r.name.best(language)[0] for r in directory.resources}

    def ui(self, key: str, **params: str) -> str:
        """A sentence of the catalogue."""
        return self._texts(f"stats.{key}", self._language, **params)

    def value(self, dimension: Dimension, value: str) -> str:
        """What a value of the dimension is called."""
        if not value:
            return self.ui("nothing")
        if dimension == "outcome":
            return self.ui(f"outcome-{value}")
        if dimension == "language":
            return language_name(value, self._language)
        return self._titles[dimension].get(value, value)

    def place(self, resource: str) -> str:
        """The name of a place; its id where it has left the directory."""
        return self._places.get(resource, resource)


def as_text(stats: Stats, labels: Labels) -> str:
    """The last weeks beside each other, one table a dimension, and what a hidden number means."""
    weeks = stats.weeks
    if not weeks:
        return labels.ui("empty") + "\n"
    shown = weeks[-ACROSS:]
    parts = []
    for dimension, rows in stats.answers.items():
        numbers = {(labels.value(dimension, r.value), r.week): r.number for r in rows}
        parts.append(_table(labels.ui(f"by-{dimension}"), numbers, shown))
    if stats.failing:
        numbers = {(labels.place(r.resource), r.week): r.number for r in stats.failing}
        parts.append(_table(labels.ui("by-place"), numbers, shown))
    if len(weeks) > ACROSS:
        parts.append(labels.ui("earlier", count=str(len(weeks) - ACROSS)))
    parts.append(labels.ui("hidden", few=str(FEW)))
    return "\n\n".join(parts) + "\n"


def as_csv(stats: Stats, labels: Labels) -> str:
    """dimension, id, name, Monday of the week, number ("<5" where it is hidden)."""
    table = [[labels.ui(f"column-{c}") for c in ("dimension", "id", "name", "week", "number")]]
    for dimension, rows in stats.answers.items():
        for row in rows:
            table.append([dimension, row.value, labels.value(dimension, row.value), f"{row.week}", _cell(row.number)])
    for failing in stats.failing:
        place = labels.place(failing.resource)
        table.append(["did-not-work", failing.resource, place, f"{failing.week}", _cell(failing.number)])
    return csv_text(table)


def _cell(number: int | None) -> str:
    return HIDDEN if number is None else str(number)


def _table(title: str, numbers: Mapping[tuple[str, date], int | None], weeks: Sequence[date]) -> str:
    names = list(dict.fromkeys(name for name, _ in numbers))
    names.sort(key=lambda name: -sum(numbers.get((name, week)) or 0 for week in weeks))
    wide = max([_width(title), *(_width(name) for name in names)]) + 2
    lines = [_padded(title, wide) + "".join(f"{week:%m-%d}".rjust(7) for week in weeks)]
    for name in names:
        cells = (_cell(numbers[(name, week)]) if (name, week) in numbers else "·" for week in weeks)
        lines.append(_padded(name, wide) + "".join(cell.rjust(7) for cell in cells))
    return "\n".join(lines)


def _width(text: str) -> int:
    """Columns in a terminal: Hangul takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - _width(text))
