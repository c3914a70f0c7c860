"""What editors get wrong. Each broken copy of the shipped file is refused with its own sentence, at its own line."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.cli.check import MOST
from bot.cli.words import lines
from bot.directory import DirectoryError, yamlfile
from bot.directory.loading import Located, load_located, loads
from bot.texts import Texts
from tests.directory.copied_faults import COPIED
from tests.directory.faults import FAULTS, Fault


def _broken(fault: Fault, text: str) -> bytes:
    broken = fault.edit(text)
    return broken if isinstance(broken, bytes) else broken.encode("utf-8")


def _first_difference(text: str, raw: bytes) -> int:
    old, new = text.split("\n"), raw.decode("utf-8").split("\n")
    return next((i for i, (a, b) in enumerate(zip(old, new, strict=False), 1) if a != b), min(len(old), len(new)))


@pytest.mark.parametrize("fault", FAULTS + COPIED, ids=lambda f: f.name)
def test_a_broken_file_is_refused_with_its_own_sentence(
    fault: Fault, shipped_text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = _broken(fault, shipped_text)
    file = tmp_path / "resources.yaml"
    file.write_bytes(raw)
    caught: list[DirectoryError] = []

    def watched(path: Path) -> Located:
        try:
            return load_located(path)
        except DirectoryError as error:
            caught.append(error)
            raise

    monkeypatch.setattr("bot.cli.check.load_located", watched)  # read once: the command and the test see the same error
    result = CliRunner().invoke(main, ["check", str(file), "--lang", "en"])
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    problems = caught[0].problems
    found = next((p for p in problems if p.code == fault.code), None)
    assert found is not None, [(p.code, p.line, p.place, p.params) for p in problems]
    if fault.below is not None:
        assert found.line == _first_difference(shipped_text, raw) + fault.below

    texts = Texts.load()
    assert all(f"problem.{p.code}" in texts.keys(language) for p in problems for language in ("ko", "en"))
    assert result.output.splitlines()[:MOST] == list(lines(caught[0], texts, "en"))[:MOST]
    for language in ("ko", "en"):
        for line, problem in zip(lines(caught[0], texts, language), problems, strict=True):
            said = line.rpartition("resources.yaml")[2]
            assert said.startswith(f":{problem.line}" if problem.line else ":")
            assert "{" not in said, "a gap that was never filled"
            assert language == "en" or any("가" <= sign <= "힣" for sign in said)


def test_there_are_more_than_a_hundred_and_fifty_of_them() -> None:
    assert len({f.name for f in FAULTS + COPIED}) == len(FAULTS) + len(COPIED) > 150


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("emergency: [police-113,", "police-112"),
        ("emergency: [police_112,", "police-112"),
        ("emergency: [women-hotlne-1366,", "women-hotline-1366"),
    ],
)
def test_a_misspelt_id_is_told_with_the_one_that_was_meant(
    typed: str, meant: str, shipped_text: str, tmp_path: Path
) -> None:
    said = checked(tmp_path, shipped_text.replace("emergency: [police-112,", typed))
    assert said[0].endswith(f"Did you mean '{meant}'?")


def test_a_misspelt_field_or_value_is_told_with_the_one_that_was_meant(shipped_text: str, tmp_path: Path) -> None:
    said = checked(tmp_path, shipped_text.replace("\n  channels:\n", "\n  chanels:\n", 1))
    assert any("'channels'?" in line for line in said)
    said = checked(tmp_path, shipped_text.replace("\n  confidence: high\n", "\n  confidence: Hihg\n", 1))
    assert said[0].endswith("'high'?")


def checked(folder: Path, text: str) -> list[str]:
    """What the command says of the text, in English."""
    file = folder / "resources.yaml"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["check", str(file), "--lang", "en"]).output.splitlines()


def test_a_part_that_is_gone_does_not_fill_the_screen(shipped_text: str, tmp_path: Path) -> None:
    said = checked(tmp_path, shipped_text[: shipped_text.index("\nresources:\n")] + "\nresources: []\n")
    assert len(said) == MOST + 1
    assert re.match(r"\d{3,} more to mend", said[-1])


def test_a_file_over_the_limit(shipped_text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "MAX_BYTES", 1000)
    with pytest.raises(DirectoryError) as caught:
        loads(shipped_text.encode())
    assert [p.code for p in caught.value.problems] == ["too-big"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    expected = {"none.yaml": "not-there", "": "is-folder", "pipe": "unreadable", "circle": "unreadable"}
    for name, code in expected.items():
        result = CliRunner().invoke(main, ["check", str(tmp_path / name), "--lang", "en"])
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)
        assert result.output.strip().endswith(Texts.load()(f"problem.{code}", "en"))


def test_a_link_to_the_file_is_followed(shipped_text: str, tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(shipped_text, encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    assert load_located(tmp_path / "link.yaml").directory == loads(shipped_text.encode())


def test_megabytes_are_read(shipped_text: str) -> None:
    large = shipped_text + "# a comment that is as long as a line usually is\n" * 120_000
    assert len(large.encode()) > 5 * 1024 * 1024
    assert loads(large.encode()) == loads(shipped_text.encode())


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("confidence: high", "confidence: high  # checked", 1).encode(),
        lambda text: text.replace("confidence: high", "confidence:\thigh\t", 1).encode(),
        lambda text: text.replace("women-hotline-1366]\n", "women-hotline-1366,]\n", 1).encode(),
        lambda text: text.replace("free: true", "free: yes", 1).encode(),
        lambda text: text.replace('area_code: "02"', "area_code: 02", 1).encode(),
        lambda text: text.replace("\n", "\r\n", 500).encode(),
    ],
    ids=[
        "Windows line ends",
        "a byte order mark",
        "no last line end",
        "a comment",
        "a tab after the colon",
        "a comma after the last",
        "yes for true",
        "an area code without quotes",
        "two sorts of line ends",
    ],
)
def test_what_editors_do_without_harm(edit: Callable[[str], bytes], shipped_text: str) -> None:
    assert loads(edit(shipped_text)) == loads(shipped_text.encode())


def test_every_fault_of_a_file_is_named_at_once(shipped_text: str) -> None:
    broken = shipped_text.replace('number: "112"', 'number: "112-"').replace("kind: visit", "kind: walk")
    with pytest.raises(DirectoryError) as caught:
        loads(broken.encode())
    assert {p.code for p in caught.value.problems} >= {"number-dashes", "not-in-list"}
    assert len(caught.value.problems) > 2


def test_a_fault_is_named_for_a_continuous_integration(shipped_text: str, tmp_path: Path) -> None:
    file = tmp_path / "resources.yaml"
    file.write_text(shipped_text.replace("kind: phone", "kind: telephone", 1), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(file), "--format", "github", "--lang", "en"])
    assert result.output.startswith(f"::error file={file},line=")
