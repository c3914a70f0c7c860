"""The spreadsheet: out and back, and what spreadsheets do to it on the way."""

import csv
import io
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from bot.directory import Directory
from bot.directory.exchange.csvtext import guard, unguard
from bot.directory.exchange.sheet import COLUMNS, Changes, Refused, changes, edits, write
from bot.directory.models import Resource
from bot.texts import Texts
from tests.directory.exchanging import SECRET, SECRET_EN, channel, place, small, text

TEXTS = Texts.load()
KEYS = [column.key for column in COLUMNS]
Rows = list[list[str]]


def rows(directory: Directory, language: str = "en") -> Rows:
    return list(csv.reader(io.StringIO(write(directory, TEXTS, language).decode("utf-8-sig"), newline="")))


def back(table: Rows, directory: Directory, encoding: str = "utf-8", **form: Any) -> Changes:
    out = io.StringIO()
    csv.writer(out, **form).writerows(table)
    found, problems = changes(out.getvalue().encode(encoding, "replace"), directory, TEXTS, "en")
    if problems:
        raise Refused(problems)
    return found


def faults(table: Rows, directory: Directory, **form: Any) -> list[tuple[str, int | None, str]]:
    with pytest.raises(Refused) as refused:
        back(table, directory, **form)
    return [(p.code, p.line, p.place) for p in refused.value.problems]


def cell(table: Rows, id: str, name: str, key: str) -> tuple[list[str], int]:
    row = next(r for r in table if r[:2] == [id, name])
    return row, KEYS.index(key)


def put(table: Rows, id: str, name: str, key: str, value: str) -> int:
    """Write a cell; returns its row as a spreadsheet counts."""
    row, i = cell(table, id, name, key)
    row[i] = value
    return table.index(row) + 1


def made(found: Changes) -> list[tuple[str, str | None, str, Any]]:
    return [(c.id, c.channel, c.column.key, c.new) for c in found.changes]


def heading(key: str) -> str:
    return TEXTS(f"sheet.{key}", "en")


@pytest.fixture
def directory(shipped: Directory) -> Directory:
    return small(shipped)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("read_in", ["ko", "en"])
def test_out_and_back_changes_nothing(shipped: Directory, language: str, read_in: str) -> None:
    found, problems = changes(write(shipped, TEXTS, language), shipped, TEXTS, read_in)
    assert (found.changes, found.absent, problems) == ((), (), [])
    assert found.rows == sum(len(r.channels) for r in shipped.resources)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_what_spreadsheets_make_of_the_file(shipped: Directory, separator: str, encoding: str, end: str) -> None:
    found = back(rows(shipped, "ko"), shipped, encoding, delimiter=separator, lineterminator=end)
    assert made(found) == []
    assert not found.absent


def test_blank_columns_and_rows_come_and_go(directory: Directory) -> None:
    table = rows(directory)
    wider = [["", *row, "", ""] for row in table]
    wider[1:1] = [[""] * 5, []]
    assert made(back([["sep=,"], [], *wider], directory)) == []
    trimmed = [list(row) for row in table]
    for row in trimmed:
        while row and not row[-1]:
            row.pop()
    assert made(back(trimmed, directory)) == []


def test_columns_and_rows_in_another_order(directory: Directory) -> None:
    table = rows(directory)
    turned = [row[::-1] for row in (table[0], *table[:0:-1])]
    assert made(back(turned, directory)) == []


def test_every_opening_hour_is_in_the_table(shipped: Directory) -> None:
    table = rows(shipped)
    hours = [row[KEYS.index("hours")] for row in table[1:]]
    held = [c.hours for r in shipped.resources for c in r.channels]
    assert [bool(h) for h in hours] == [h is not None for h in held]
    assert "24/7" not in hours  # which spreadsheets take for a date
    assert hours.count("24 hours") == held.count("24/7")


def test_emptied_hours_are_a_removal_and_not_silent(directory: Directory) -> None:
    table = rows(directory)
    put(table, "whole", "phone", "hours", "")
    found = back(table, directory)
    assert made(found) == [("whole", "phone", "hours", None)]
    assert [c.column.key for c in found.removals] == ["hours"]


def test_a_row_that_is_not_there_removes_nothing(directory: Directory) -> None:
    table = [row for row in rows(directory) if row[:2] != ["whole", "sms"]]
    found = back(table, directory)
    assert made(found) == []
    assert found.absent == (("whole", "sms"),)


@pytest.mark.parametrize(
    "value", ["=1+1", "+82-2-735-8994", "-3", "@here", "\tx", "'=x", "''", "'quoted' text", "plain", "＝x", "'"]
)
def test_no_cell_is_taken_for_a_formula_and_every_one_comes_back(value: str) -> None:
    assert not guard(value).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert unguard(guard(value)) == value


def test_any_text_comes_back_from_its_guard() -> None:
    for signs in itertools.product("'=+-@\t\r＝a ", repeat=4):
        value = "".join(signs)
        assert unguard(guard(value)) == value


def test_headings_are_told_apart_in_every_language() -> None:
    spelled = {(TEXTS(f"sheet.{key}", language).casefold(), key) for key in KEYS for language in TEXTS.languages}
    assert len({heading for heading, _ in spelled}) == len(spelled)


def test_formulas_and_line_breaks_survive(directory: Directory) -> None:
    table = rows(directory)
    row, i = cell(table, "whole", "phone", "note-en")
    assert row[i] == "'=SUM(A1) is no formula"
    assert row[KEYS.index("note-ko")] == "첫 줄\n둘째 줄"
    assert not any(c.startswith(("=", "+", "-", "@")) for line in table for c in line)
    put(table, "whole", "phone", "note-en", "=SUM(A1) is\r\nno formula")
    assert made(back(table, directory)) == [("whole", "phone", "note-en", "=SUM(A1) is\nno formula")]


def test_numbers_keep_their_zeros(directory: Directory) -> None:
    table = rows(directory)
    assert cell(table, "whole", "phone", "number")[0][KEYS.index("number")] == "02-735-8994"
    put(table, "whole", "phone", "number", "02-817-7959")
    assert made(back(table, directory)) == [("whole", "phone", "number", "02-817-7959")]


def test_withheld_addresses_are_not_in_it(directory: Directory) -> None:
    for language in ("ko", "en"):
        content = write(directory, TEXTS, language).decode()
        assert SECRET not in content
        assert SECRET_EN not in content
    assert cell(rows(directory), "withheld", "door", "address-en")[0][KEYS.index("address-en")] == "withheld"


def test_what_is_not_certain_says_so(directory: Directory) -> None:
    assert "low (not certain)" in next(row for row in rows(directory) if row[0] == "low")


def test_words_of_either_language_and_of_a_spreadsheet(directory: Directory) -> None:
    table = rows(directory)
    put(table, "whole", "phone", "from-abroad", "아니요")
    put(table, "whole", "short", "from-abroad", "TRUE")
    put(table, "whole", "phone", "hours", "24시간")
    put(table, "whole", "phone", "languages", "ko; en ,ja")
    put(table, "whole", "talk", "region", "부산")
    assert made(back(table, directory)) == [
        ("whole", "phone", "hours", "24/7"),
        ("whole", "phone", "languages", ("ko", "en", "ja")),
        ("whole", "phone", "from-abroad", False),
        ("whole", "short", "from-abroad", True),
        ("whole", "talk", "region", "busan"),
    ]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("closed-until", "2026. 11. 24", "sheet-date"),
        ("closed-until", "11/24/2026", "sheet-date"),
        ("closed-until", "2026-11-31", "sheet-date"),
        ("hours", "Jul-24", "sheet-hours-date"),
        ("hours", "24-Jul", "sheet-hours-date"),
        ("hours", "2024-07-01", "sheet-hours-date"),
        ("languages", "", "sheet-no-language"),
        ("number", "#NAME?", "sheet-error"),
        ("label-en", "#REF!", "sheet-error"),
        ("kind", "fax", "sheet-word"),
        ("region", "Tokyo", "sheet-word"),
        ("from-abroad", "perhaps", "sheet-word"),
        ("checked-on", "2026-11-23", "sheet-stamp"),
        ("checked-how", "called", "sheet-stamp"),
        ("checked-on", "11/24/2026", "sheet-date"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_named(directory: Directory, key: str, value: str, code: str) -> None:
    table = rows(directory)
    line = put(table, "whole", "phone", key, value)
    assert faults(table, directory) == [(code, line, heading(key))]


@pytest.mark.parametrize("form", ["2026. 11. 22", "2026.11.22.", "2026/11/22", "11/22/2026", "22.11.2026"])
def test_a_day_that_a_spreadsheet_only_wrote_in_its_own_way_is_no_change(directory: Directory, form: str) -> None:
    table = rows(directory)
    for row in table[1:]:
        row[KEYS.index("checked-on")] = form
    assert made(back(table, directory)) == []


def test_month_and_day_are_never_guessed(shipped: Directory) -> None:
    closed = channel("phone", "phone", number="02-735-8994", closed_until="2027-02-03")
    directory = small(shipped, place("closed", closed))
    table = rows(directory)
    put(table, "closed", "phone", "closed-until", "2027. 2. 3")
    assert made(back(table, directory)) == []
    line = put(table, "closed", "phone", "closed-until", "2/3/2027")
    assert faults(table, directory) == [("sheet-date", line, heading("closed-until"))]


def test_every_fault_is_named_at_once(directory: Directory) -> None:
    table = rows(directory)
    lines = [put(table, "whole", name, "closed-until", "24.11.26") for name in ("phone", "short", "sms")]
    found = faults(table, directory)
    assert [line for _, line, _ in found] == lines


def test_a_text_in_one_language_only(directory: Directory) -> None:
    table = rows(directory)
    line = put(table, "whole", "short", "note-ko", "새 글")
    assert faults(table, directory) == [("sheet-half", line, heading("note-en"))]
    table = rows(directory)
    line = put(table, "whole", "phone", "note-en", "")
    assert faults(table, directory) == [("sheet-half", line, heading("note-en"))]


def test_a_text_that_is_new_in_both_languages(directory: Directory) -> None:
    table = rows(directory)
    put(table, "whole", "short", "note-ko", "새 글")
    put(table, "whole", "short", "note-en", "New text")
    assert edits(back(table, directory), directory) == {
        ("resources", 0, "channels", 1, "note"): {"ko": "새 글", "en": "New text"}
    }


def test_the_rows_of_a_place_have_to_agree(directory: Directory) -> None:
    table = rows(directory)
    put(table, "whole", "phone", "name-en", "A")
    assert made(back(table, directory)) == [("whole", None, "name-en", "A")]
    line = put(table, "whole", "sms", "name-en", "B")
    assert faults(table, directory) == [("sheet-rows-differ", line, heading("name-en"))]


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (lambda t: put(t, "whole", "phone", "id", "nowhere"), "sheet-unknown-id"),
        (lambda t: put(t, "whole", "phone", "channel", "nothing"), "sheet-unknown-channel"),
        (lambda t: t.append(list(t[1])), "sheet-row-twice"),
        (lambda t: [row.pop(KEYS.index("hours")) for row in t], "sheet-missing-column"),
        (lambda t: [row.append("x") for row in t], "sheet-unknown-column"),
        (lambda t: [row.append(row[16]) for row in t], "sheet-column-twice"),
        (lambda t: [row.append("x") for row in t[1:]], "sheet-beyond"),
        (lambda t: t.pop(0), "sheet-headings"),
        (lambda t: t.__delitem__(slice(1, None)), "sheet-empty"),
    ],
)
def test_a_table_that_is_not_whole(directory: Directory, break_it: Callable[[Rows], Any], code: str) -> None:
    table = rows(directory)
    break_it(table)
    assert {fault[0] for fault in faults(table, directory)} == {code}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"PK\x03\x04rest", "sheet-workbook"),
        (b"\xff\xfe\x00", "sheet-encoding"),
        (b"\x80\x81\x82\xff\xff", "sheet-encoding"),
        (b"", "sheet-headings"),
        (b'id,channel\n"whole', "sheet-quotes"),
    ],
)
def test_a_file_that_is_no_table(directory: Directory, raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        changes(raw, directory, TEXTS, "en")
    assert [p.code for p in refused.value.problems] == [code]


def abroad() -> Resource:
    note = text("안내", "Tiếng Việt: gọi đi")
    return place("abroad", channel("phone", "phone", number="02-735-8994", note=note))


def test_letters_that_cp949_loses_are_not_lost(shipped: Directory) -> None:
    directory = small(shipped, abroad())
    table = rows(directory)
    assert "?" in "Tiếng".encode("cp949", "replace").decode("cp949")
    assert made(back(table, directory, "cp949")) == []
    line = put(table, "abroad", "phone", "note-en", "Tiếng Việt: gọi ngay")
    assert made(back(table, directory, "utf-8"))
    with pytest.raises(Refused) as refused:
        back(table, directory, "cp949")
    assert [(p.code, p.line) for p in refused.value.problems] == [("sheet-lossy", line)]
