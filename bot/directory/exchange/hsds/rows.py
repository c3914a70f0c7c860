"""Rows of HSDS: what stands in which table, each row under an id that stays the same from edition to edition."""

from collections import defaultdict
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from bot.directory.exchange.hsds.tables import TABLES

Row = dict[str, Any]
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:gyeot:directory")


def stable_id(*parts: str) -> str:
    """The id of a row: the same for the same parts, on any machine and in any edition."""
    return str(uuid5(_NAMESPACE, "/".join(parts)))


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
