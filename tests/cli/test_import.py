"""`gyeot import`: a table back into the file, all of it or nothing."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.directory import load

SHIPPED = Path(__file__).parents[2] / "resources.yaml"
Rows = list[list[str]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SHIPPED, tmp_path / "resources.yaml"))


@pytest.fixture(scope="module")
def exported() -> bytes:
    result = CliRunner().invoke(main, ["export", "--format", "csv", "--lang", "en", "--directory", str(SHIPPED)])
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


@pytest.fixture
def table(exported: bytes, tmp_path: Path) -> Callable[..., Path]:
    """Change rows of the exported table, and give the path of the result."""

    def make(change: Callable[[Rows, Callable[[str], int]], object]) -> Path:
        rows = list(csv.reader(io.StringIO(exported.decode("utf-8-sig"), newline="")))
        change(rows, rows[0].index)
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        out = tmp_path / "table.csv"
        out.write_bytes(text.getvalue().encode("utf-8-sig"))
        return out

    return make


def run(file: Path, table: Path, *arguments: str, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["import", str(table), "--directory", str(file), "--lang", lang, *arguments])


def row(rows: Rows, id: str, channel: str) -> list[str]:
    return next(r for r in rows if r[:2] == [id, channel])


def lines_that_differ(file: Path) -> list[tuple[str, str]]:
    old, new = (path.read_text(encoding="utf-8").splitlines() for path in (SHIPPED, file))
    assert len(old) == len(new)
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


def test_out_and_back_says_that_nothing_changes(file: Path, table: Callable[..., Path]) -> None:
    result = run(file, table(lambda rows, at: None), "--apply")
    assert result.exit_code == 0, result.output
    assert "nothing to change" in result.output
    assert file.read_bytes() == SHIPPED.read_bytes()


def test_a_change_is_shown_first_and_written_when_asked(file: Path, table: Callable[..., Path]) -> None:
    def change(rows: Rows, at: Callable[[str], int]) -> None:
        row(rows, "d4u", "phone-centre")[at("Number")] = "02-735-8995"

    changed = table(change)
    shown = run(file, changed)
    assert shown.exit_code == 0, shown.output
    assert "02-735-8994" in shown.output
    assert "02-735-8995" in shown.output
    assert file.read_bytes() == SHIPPED.read_bytes()
    written = run(file, changed, "--apply")
    assert written.exit_code == 0, written.output
    ((before, after),) = lines_that_differ(file)
    assert before.replace("8994", "8995") == after
    place = next(r for r in load(file).resources if r.id == "d4u")
    assert next(c for c in place.channels if c.id == "phone-centre").number == "02-735-8995"


def test_a_name_is_written_once_in_its_language(file: Path, table: Callable[..., Path]) -> None:
    def change(rows: Rows, at: Callable[[str], int]) -> None:
        for cells in rows:
            if cells[0] == "d4u":
                cells[at("Name (English)")] = "=Centre: a new name"

    assert run(file, table(change), "--apply").exit_code == 0
    place = next(r for r in load(file).resources if r.id == "d4u")
    assert place.name.en == "=Centre: a new name"
    assert len(lines_that_differ(file)) == 1


def test_emptied_hours_take_a_word_more(file: Path, table: Callable[..., Path]) -> None:
    def change(rows: Rows, at: Callable[[str], int]) -> None:
        for cells in rows[1:]:
            cells[at("Hours")] = ""

    emptied = table(change)
    held = sum(c.hours is not None for r in load(SHIPPED).resources for c in r.channels)
    result = run(file, emptied, "--apply")
    assert result.exit_code == 1
    assert f"{held} of them remove something" in result.output
    assert "--with-removals" in result.output
    assert file.read_bytes() == SHIPPED.read_bytes()
    assert run(file, emptied, "--apply", "--with-removals").exit_code == 0
    assert not any(c.hours for r in load(file).resources for c in r.channels)


def test_a_removal_is_announced_before_anything_is_asked(file: Path, table: Callable[..., Path]) -> None:
    def change(rows: Rows, at: Callable[[str], int]) -> None:
        row(rows, "d4u", "phone")[at("Hours")] = ""

    result = run(file, table(change))
    assert result.exit_code == 0, result.output
    assert "1 of them remove something" in result.output
    assert "d4u phone" in result.output


def test_one_fault_and_nothing_is_written(file: Path, table: Callable[..., Path]) -> None:
    def change(rows: Rows, at: Callable[[str], int]) -> None:
        row(rows, "d4u", "phone-centre")[at("Number")] = "02-735-8995"
        row(rows, "d4u", "phone")[at("Hours")] = "Mo-Fr 09:00-25:00"
        row(rows, "police-112", "text")[at("Number")] = "0212345678"

    broken = table(change)
    result = run(file, broken, "--apply")
    assert result.exit_code == 1
    assert "column 'Hours'" in result.output
    assert "row 3, column 'Number'" in result.output
    assert file.read_bytes() == SHIPPED.read_bytes()


def test_a_dead_number_does_not_come_in_by_the_table(file: Path, table: Callable[..., Path]) -> None:
    def change(rows: Rows, at: Callable[[str], int]) -> None:
        row(rows, "d4u", "phone-centre")[at("Number")] = "02-735-8894"

    result = run(file, table(change), "--apply", lang="ko")
    assert result.exit_code == 1
    assert "02-735-8894" in result.output
    assert "행, 'Number' 열: " in result.output
    assert "아무것도 바꾸지 않았어요" in result.output
    assert file.read_bytes() == SHIPPED.read_bytes()


def test_a_column_of_rewritten_dates_is_one_line(file: Path, table: Callable[..., Path]) -> None:
    def change(rows: Rows, at: Callable[[str], int]) -> None:
        for cells in rows[1:]:
            cells[at("Checked on")] = "2026. 11. 24"

    result = run(file, table(change))
    assert result.exit_code == 1
    assert sum("Checked on" in line for line in result.output.splitlines()) == 1
    assert f"row 2-{1 + sum(len(r.channels) for r in load(SHIPPED).resources)}, column 'Checked on'" in result.output


def test_a_check_is_not_stamped_by_table(file: Path, table: Callable[..., Path]) -> None:
    def change(rows: Rows, at: Callable[[str], int]) -> None:
        for cells in rows[1:]:
            cells[at("Checked how")] = "called"

    result = run(file, table(change), "--apply")
    assert result.exit_code == 1
    assert "gyeot verify d4u phone-centre" in result.output
    assert file.read_bytes() == SHIPPED.read_bytes()


def test_a_row_that_was_deleted_leaves_its_channel(file: Path, table: Callable[..., Path]) -> None:
    def change(rows: Rows, at: Callable[[str], int]) -> None:
        rows.remove(row(rows, "d4u", "phone-centre"))

    result = run(file, table(change), "--apply")
    assert result.exit_code == 0, result.output
    assert "d4u phone-centre" in result.output
    assert file.read_bytes() == SHIPPED.read_bytes()


def test_a_file_changed_meanwhile_is_not_overwritten(
    file: Path, table: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(rows: Rows, at: Callable[[str], int]) -> None:
        row(rows, "d4u", "phone-centre")[at("Number")] = "02-735-8995"

    changed = table(change)
    said = "bot.cli.import_._show"

    def meanwhile(*_: object) -> None:
        file.write_bytes(SHIPPED.read_bytes() + b"# by somebody else\n")

    monkeypatch.setattr(said, meanwhile)
    result = run(file, changed, "--apply")
    assert result.exit_code == 1
    assert file.read_bytes().endswith(b"# by somebody else\n")


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"\xff\xff\xff", b"a,b\r\n1,2\r\n", b'"', b"\0" * 99])
def test_a_file_that_is_no_table_is_refused_in_words(file: Path, tmp_path: Path, raw: bytes) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_bytes(raw)
    result = run(file, odd, "--apply")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert isinstance(result.exception, SystemExit)
    assert file.read_bytes() == SHIPPED.read_bytes()
