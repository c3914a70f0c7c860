"""Tables for spreadsheets, which take some cells for formulas."""

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def guard(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what would begin one."""
    return "'" + cell if cell.startswith(_FORMULA) or unguard(cell) != cell else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith((*_FORMULA, "'")) else cell


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """The rows with CRLF line ends, each cell guarded. A file that Excel opens needs the mark of UTF-8 before it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([guard(cell) for cell in row] for row in rows)
    return out.getvalue()
