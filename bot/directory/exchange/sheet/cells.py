"""A value as a cell, and a cell as a value again, whatever a spreadsheet made of it in between."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.directory.base import Confidence, How
from bot.directory.channels import Channel, ChannelKind
from bot.directory.exchange.sheet.columns import Column, regions, value
from bot.directory.hours import ALWAYS
from bot.directory.models import Directory, Resource
from bot.directory.problems import Unfit
from bot.texts import Texts

_ERROR = re.compile(r"#(NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!|#+)|Err:\d+", re.IGNORECASE)
_DATE = re.compile(
    r"\d{1,4}[-./]\s?\d{1,2}([-./]\s?\d{1,4}\.?)?|\d{1,2}월\s?\d{1,2}일|\d{1,2}-[A-Za-z]{3}|[A-Za-z]{3}-\d{2}"
)
_WORDS: dict[str, tuple[str, type[ChannelKind] | type[How] | type[Confidence]]] = {
    "kind": ("exchange.kind-", ChannelKind),
    "how": ("sheet.how-", How),
    "sure": ("sheet.sure-", Confidence),
}


def tidy(cell: str) -> str:
    """Without what spreadsheets add around a text: line ends, spaces."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").strip()


def same_day(cell: str, day: date, *, shown: bool) -> bool:
    """Whether a spreadsheet only wrote that day in its own way: 2026. 11. 22, 2026/11/22.

    `shown`: of a column that is only there to be read, 11/22/2026 and 22.11.2026 are taken for that day as well.
    Elsewhere nobody can tell month from day in them.
    """
    parts = [int(part) for part in re.split(r"[-./\s]+", cell.rstrip(". ")) if part.isdecimal()]
    orders = [(0, 1, 2), (2, 0, 1), (2, 1, 0)] if shown else [(0, 1, 2)]
    return len(parts) == 3 and any(tuple(parts[i] for i in order) == (day.year, day.month, day.day) for order in orders)


class Cells:
    """Writes cells in any language of the catalogues, and reads those of every language."""

    def __init__(self, directory: Directory, texts: Texts) -> None:
        self._texts = texts
        self._regions = regions(directory)
        self._known = {sort: dict(self._spellings(sort)) for sort in (*_WORDS, "yes-no", "region")}

    def write(self, column: Column, resource: Resource, channel: Channel, language: str) -> str:
        """The cell of that channel, without its guard."""
        found = value(column, resource, channel)
        if found is None or found == ():
            return ""
        if found == "withheld" and column.sort == "address":
            return self._texts("sheet.withheld", language)
        match column.sort:
            case "hours" if found == ALWAYS:  # a spreadsheet makes a date of 24/7
                return self._texts("sheet.always", language)
            case "languages":
                return ", ".join(found)
            case "yes-no":
                return self._texts("sheet.yes" if found else "sheet.no", language)
            case "region":
                title = self._regions.get(found)
                return title.best(language)[0] if title else str(found)
            case "date":
                return f"{found:%Y-%m-%d}"
            case "kind" | "how" | "sure":
                return self._word(column.sort, str(found), language)
        return tidy(str(found))

    def read(self, column: Column, cell: str) -> Any:
        """The value that a cell says; None for an empty one. Raises Unfit (`sheet-…`) where it says none."""
        if not cell and column.key == "languages":
            raise Unfit("sheet-no-language")
        if not cell:
            return () if column.sort == "languages" else None
        if _ERROR.fullmatch(cell):
            raise Unfit("sheet-error")
        match column.sort:
            case "date":
                return self._date(cell)
            case "hours":
                return self._hours(cell)
            case "languages":
                return tuple(part for part in re.split(r"[,;/\s]+", cell) if part)
            case "address" if cell.casefold() in self._spelled("sheet.withheld"):
                return "withheld"
            case "kind" | "how" | "sure" | "yes-no" | "region":
                known = self._known[column.sort]
                if cell.casefold() not in known:
                    raise Unfit("sheet-word")
                return known[cell.casefold()]
        return cell

    def words(self, column: Column, language: str) -> str:
        """The words that a cell of this column may hold."""
        if column.sort == "yes-no":
            return ", ".join(self._texts(f"sheet.{word}", language) for word in ("yes", "no"))
        if column.sort == "region":
            return ", ".join(title.best(language)[0] for title in self._regions.values())
        kinds = _WORDS[column.sort][1] if column.sort in _WORDS else ()
        return ", ".join(self._word(column.sort, str(kind), language) for kind in kinds)

    def _word(self, sort: str, word: str, language: str) -> str:
        return self._texts(_WORDS[sort][0] + word.replace(" ", "-"), language)

    def _spellings(self, sort: str) -> Iterator[tuple[str, Any]]:
        """Every way to write each word: as the file has it, and in each language."""
        if sort == "yes-no":
            for key, meant in (("sheet.yes", True), ("sheet.no", False)):
                yield from ((spelled, meant) for spelled in self._spelled(key))
            yield from {"true": True, "false": False, "y": True, "n": False, "o": True, "x": False}.items()
        elif sort == "region":
            for id, title in self._regions.items():
                yield id, id
                yield from ((title.best(language)[0].casefold(), id) for language in self._texts.languages)
        else:
            for word in _WORDS[sort][1]:
                yield str(word), word
                for language in self._texts.languages:
                    yield self._word(sort, str(word), language).casefold(), word

    def _spelled(self, key: str) -> set[str]:
        return {self._texts(key, language).casefold() for language in self._texts.languages}

    def _hours(self, cell: str) -> str:
        if cell.casefold() in self._spelled("sheet.always") | {ALWAYS}:
            return ALWAYS
        if _DATE.fullmatch(cell):
            raise Unfit("sheet-hours-date")
        return cell

    def _date(self, cell: str) -> date:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
            raise Unfit("sheet-date")
        try:
            return date.fromisoformat(cell)
        except ValueError:
            raise Unfit("sheet-date") from None
