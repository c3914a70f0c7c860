"""`gyeot export`: files as others get them."""

import csv
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments])


def good(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_hsds_as_a_folder_and_as_an_archive_are_the_same(tmp_path: Path) -> None:
    folder, archive = tmp_path / "new" / "hsds", tmp_path / "hsds.zip"
    good("--format", "hsds", "-o", str(folder), "--lang", "en")
    good("--format", "hsds", "-o", str(archive), "--lang", "en")
    with zipfile.ZipFile(archive) as packed:
        assert packed.testzip() is None
        inside = {name: packed.read(name) for name in packed.namelist()}
    assert inside == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "datapackage.json" in inside
    services = json.loads(inside["services.json"])
    assert services == json.loads(good("--format", "hsds", "--lang", "en"))
    with (folder / "services.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [service["id"] for service in services]


def test_the_same_edition_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        good("--format", "hsds", "-o", str(tmp_path / name), "--lang", "ko")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize(("language", "first"), [("ko", "id(고치지 마세요)"), ("en", "id (do not change)")])
def test_a_table_that_a_spreadsheet_opens(tmp_path: Path, language: str, first: str) -> None:
    file = tmp_path / "table.csv"
    good("--format", "csv", "-o", str(file), "--lang", language)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf" + first.encode())
    assert run("--format", "csv", "--lang", language).stdout_bytes == file.read_bytes()


def test_jsonld_and_text_in_either_language(tmp_path: Path) -> None:
    for form in ("jsonld", "text"):
        korean, english = (good("--format", form, "--lang", language) for language in ("ko", "en"))
        assert korean != english
        assert "1366" in korean
        assert "1366" in english
    json.loads(good("--format", "jsonld"))


def test_sms_says_how_each_message_was_counted() -> None:
    lines = good("--format", "text", "--sms", "--lang", "ko").splitlines()
    assert lines[0].startswith("[emergency] UCS-2 ")
    assert "/70" in lines[0]
    assert "/90" in lines[0]
    assert "딥페이크" in "\n".join(lines)
    assert "딥페이크" not in "".join(good("--format", "text", "--sms", "--neutral", "--lang", "ko").splitlines()[1::3])


@pytest.mark.parametrize(
    "arguments", [("--format", "csv", "--sms"), ("--format", "text", "--neutral"), ("--format", "pdf-of-mine"), ()]
)
def test_what_does_not_go_together_is_said(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_what_cannot_be_written_is_said_and_leaves_no_half_file(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("x")
    assert run("--format", "hsds", "-o", str(taken), "--lang", "en").exit_code == 2
    result = run("--format", "csv", "-o", str(taken / "below.csv"), "--lang", "en")
    assert result.exit_code == 1
    assert "cannot be written" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_faulty_directory_is_refused_in_words(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("edition: {on: 2026-11-24}\n", encoding="utf-8")
    result = run("--format", "csv", "--directory", str(broken), "--lang", "en")
    assert result.exit_code == 1
    assert "broken.yaml" in result.output
