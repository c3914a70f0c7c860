"""`gyeot due`: a list that a person can work through with a telephone."""

import csv
import io
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main

SHIPPED = Path(__file__).parents[2] / "resources.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GYEOT_DATABASE_URL", raising=False)
    (tmp_path / "resources.yaml").write_bytes(SHIPPED.read_bytes())
    return tmp_path


def run(*arguments: str, now: str = "2026-11-24 10:00") -> str:
    result = CliRunner().invoke(main, ["due", "--now", now, *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def block(text: str, head: str) -> str:
    return next(part for part in text.split("\n\n") if head in part)


def test_number_hours_and_questions_in_both_languages(folder: Path) -> None:
    english = block(run("--lang", "en", "--most", "999"), "(ksvrc · phone)")
    assert "02-338-5801 · open now (until" in english
    assert "nobody has called it yet" in english
    assert "Hours by day, lunch break, public holidays?" in english
    assert "Are a minor's parents told, and when?" in english
    assert "gyeot verify ksvrc phone --by … --how called" in english
    korean = block(run("--lang", "ko", "--most", "999", now="2026-11-24 22:00"), "(ksvrc · phone)")
    assert "요일별 시간, 점심시간, 공휴일은요?" in korean
    assert "지금 열려" not in korean


def test_emergency_lines_are_listed_but_not_to_be_dialled(folder: Path) -> None:
    text = run("--lang", "en", now="2027-03-01 10:00")
    for head in ("(police-112 · phone)", "(suicide-109 · phone)"):
        said = block(text, head)
        assert "Never dial it to check" in said
        assert '--how "public source"' in said


def test_a_week_is_no_more_than_a_person_can_call(folder: Path) -> None:
    text = run("--lang", "en", "--most", "3")
    assert text.count("nobody has called it yet") == 3
    assert "more phones that nobody has called yet" in text
    assert "There is no database" in text
    assert [p.name for p in folder.iterdir()] == ["resources.yaml"], "asking makes no database"


def test_a_table_for_a_spreadsheet_holds_all_of_it(folder: Path) -> None:
    text = run("--lang", "ko", "--format", "csv", "--days", "366")
    assert text.startswith("\ufeffid,연락 방법")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) > 200
    assert all(row["물어볼 것"] and row["확인한 뒤 칠 명령"].startswith("gyeot verify ") for row in rows)
    assert {row["번호나 주소"] for row in rows} >= {"112", "02-338-5801"}


def test_no_cell_of_the_table_is_a_formula(folder: Path) -> None:
    file = folder / "resources.yaml"
    file.write_text(file.read_text("utf-8").replace('ko: "경찰 긴급신고 112"', "ko: '=1+1'", 1), "utf-8")
    rows = list(csv.reader(io.StringIO(run("--lang", "ko", "--format", "csv", "--days", "366"))))
    cells = [cell for row in rows for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_markdown_has_boxes_to_tick(folder: Path) -> None:
    text = run("--lang", "en", "--format", "markdown", "--most", "5")
    assert text.startswith("# To check again, 2026-11-24\n")
    assert text.count("- [ ] **") == 5


def test_counts_of_the_database_and_none_under_five(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "counts.db"
    monkeypatch.setenv("GYEOT_DATABASE_URL", f"sqlite+aiosqlite:///{file}")
    assert CliRunner().invoke(main, ["database", "upgrade"]).exit_code == 0
    connection = sqlite3.connect(file)
    connection.executescript(
        "INSERT INTO did_not_work VALUES ('2026-11-23', 'ksvrc', 6), ('2026-11-23', 'moim', 4);"
        "INSERT INTO answer_count VALUES ('2026-11-23', 'deepfake', '', 'ko', 'answered', 41);"
    )
    connection.close()
    text = run("--lang", "en", "--most", "999")
    assert text.startswith("1. ")
    assert "(ksvrc · phone)" in text.splitlines()[0]
    assert "number did not work, 6 times" in text.splitlines()[1]
    assert "4 times" not in text
    assert "Answers it stood in: 41" in block(text, "(d4u · phone)")
    assert "fewer than 5" in text


def test_a_database_of_an_older_version_is_said_and_the_list_is_there(folder: Path) -> None:
    file = folder / "old.db"
    sqlite3.connect(file).close()
    text = run("--lang", "en", "--database", f"sqlite+aiosqlite:///{file}")
    assert "The database could not be read" in text
    assert "nobody has called it yet" in text


def test_nothing_is_due(folder: Path) -> None:
    text = (folder / "resources.yaml").read_text(encoding="utf-8").replace("how: public source", "how: called")
    (folder / "resources.yaml").write_text(text.replace('how: "public source"', "how: called"), encoding="utf-8")
    said = run("--lang", "en", "--days", "0")
    assert "never" not in said
    assert "nobody has called" not in said


@pytest.mark.parametrize("url", ["mysql://a:sesame-7731@127.0.0.1/x", "sesame-7731"])
def test_an_address_of_no_database(folder: Path, url: str) -> None:
    result = CliRunner().invoke(main, ["due", "--database", url, "--lang", "en"])
    assert result.exit_code == 1
    assert "--database" in result.output
    assert "sesame" not in result.output
