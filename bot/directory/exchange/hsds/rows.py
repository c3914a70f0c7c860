"""Rows of HSDS: what stands in which table, each row under an id that stays the same from edition to edition."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from bot.directory.exchange.hsds.tables import TABLES
from bot.directory.models import Directory
from bot.texts import Texts

Row = dict[str, Any]
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:gyeot:directory")


def stable_id(*parts: str) -> str:
    """The id of a row: the same for the same parts, on any machine and in any edition."""
    return str(uuid5(_NAMESPACE, "/".join(parts)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What an export is asked for: of which directory, in which language, as of which day."""

    directory: Directory
    texts: Texts
    language: str
    day: date

    def say(self, key: str, **params: str) -> str:
        """A sentence of the catalogue."""
        return self.texts(key, self.language, **params)

    @property
    def others(self) -> tuple[str, ...]:
        """The other languages that every text of the directory is in."""
        return tuple(name for name in ("ko", "en") if name != self.language)


class Rows:
    """The rows of every table, in the order in which they were added."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Row]] = defaultdict(dict)

    def __getitem__(self, table: str) -> list[Row]:
        return list(self._rows[table].values())

    def add(self, table: str, *parts: str, **values: Any) -> str:
        """Add a row and return its id. What is None is left out; the same row is added once."""
        id = stable_id(table, *parts)
        unknown = set(values) - set(TABLES[table].columns)
        if unknown:
            raise KeyError(f"{table}: {sorted(unknown)}")
        self._rows[table].setdefault(id, {"id": id, **{k: v for k, v in values.items() if v is not None}})
        return id
