"""The bytes of a CSV file as rows: whatever encoding, separator and blank columns a spreadsheet chose."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from bot.directory.exchange.sheet.columns import COLUMNS, Column
from bot.directory.problems import Problem
from bot.texts import Texts

MAX_BYTES = 32 * 1024 * 1024
_SEPARATORS = (",", ";", "\t")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Refused(Exception):
    """The table cannot be taken; nothing of it was used. A `line` in `problems` is the row as a spreadsheet counts."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s) in the table")
        self.problems = sorted(problems, key=lambda problem: problem.line or 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number`: as a spreadsheet counts, the headings being 1 in a file that nobody added rows to."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by column key; `headings`: the words over the columns; `lossy`: the encoding cannot hold every letter."""

    rows: tuple[Row, ...]
    headings: dict[str, str]
    lossy: bool


def table(raw: bytes, texts: Texts) -> Table:
    """Read it. Raises Refused naming every heading that is missing, unknown or there twice."""
    text, lossy = _decoded(raw)
    records, start = _records(text, texts)
    at = _columns(records[start], start + 1, texts)
    rows = []
    for number, record in enumerate(records[start + 1 :], start + 2):
        if not any(cell.strip() for cell in record):
            continue
        beyond = [cell for i, cell in enumerate(record) if i not in at.values() and cell.strip()]
        if beyond:
            raise Refused([Problem("sheet-beyond", line=number)])
        rows.append(Row(number, {key: record[i] if i < len(record) else "" for key, i in at.items()}))
    if not rows:
        raise Refused([Problem("sheet-empty")])
    return Table(tuple(rows), {key: records[start][i].strip() for key, i in at.items()}, lossy)


def _decoded(raw: bytes) -> tuple[str, bool]:
    if len(raw) > MAX_BYTES:
        raise Refused([Problem("too-big", params={"limit": str(MAX_BYTES // 1024 // 1024)})])
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused([Problem("sheet-workbook")])
    for encoding in ("utf-16",) if raw.startswith(_UTF16) else ("utf-8-sig", "cp949"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding == "cp949"
    raise Refused([Problem("sheet-encoding")])


def _records(text: str, texts: Texts) -> tuple[list[list[str]], int]:
    """All rows by the separator under which the headings are found, and where the headings stand."""
    known = _known(texts)
    best: tuple[int, list[list[str]], int] = (0, [], 0)
    broken = 0
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            records = list(reader)
        except csv.Error:
            broken = max(broken, reader.line_num)
            continue
        for i, record in enumerate(records[:10]):
            found = sum(_spelled(cell) in known for cell in record)
            if found > best[0]:
                best = (found, records, i)
    if best[0] < 2 and broken:
        raise Refused([Problem("sheet-quotes", line=broken)])
    if best[0] < 2:
        raise Refused([Problem("sheet-headings")])
    return best[1], best[2]


def _columns(record: list[str], number: int, texts: Texts) -> dict[str, int]:
    known = _known(texts)
    at: dict[str, int] = {}
    problems = []
    for i, cell in enumerate(record):
        column = known.get(_spelled(cell))
        if column is None and cell.strip():
            problems.append(Problem("sheet-unknown-column", cell.strip(), number))
        elif column is not None and column.key in at:
            problems.append(Problem("sheet-column-twice", cell.strip(), number))
        elif column is not None:
            at[column.key] = i
    language = _language(record, texts)
    missing = [column for column in COLUMNS if column.key not in at]
    problems += [Problem("sheet-missing-column", texts(f"sheet.{c.key}", language), number) for c in missing]
    if problems:
        raise Refused(problems)
    return at


def _known(texts: Texts) -> dict[str, Column]:
    return {name: column for column in COLUMNS for name in _names(column, texts)}


def _names(column: Column, texts: Texts) -> Iterator[str]:
    yield column.key
    for language in texts.languages:
        yield _spelled(texts(f"sheet.{column.key}", language))


def _language(record: list[str], texts: Texts) -> str:
    """The language that the headings are in."""
    there = {_spelled(cell) for cell in record}
    return max(
        texts.languages,
        key=lambda name: sum(_spelled(texts(f"sheet.{column.key}", name)) in there for column in COLUMNS),
    )


def _spelled(heading: str) -> str:
    return " ".join(heading.replace("\ufeff", "").split()).casefold()
