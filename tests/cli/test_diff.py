"""`gyeot diff`: a change note in words, between files and revisions of git."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import BaseModel

from bot.cli import main
from bot.directory import base, channels, models
from bot.texts import Texts

SHIPPED = Path(__file__).parents[2] / "resources.yaml"
Edit = Callable[[str, str], None]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GYEOT_DIRECTORY", raising=False)
    (tmp_path / "resources.yaml").write_bytes(SHIPPED.read_bytes())
    for command in (
        ["init", "-q", "-b", "main"],
        ["add", "resources.yaml"],
        ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "first"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def edit(folder: Path, start: str, old: str, new: str) -> None:
    file = folder / "resources.yaml"
    text = file.read_text(encoding="utf-8")
    at = text.index(start)
    assert old in text[at:]
    file.write_text(text[:at] + text[at:].replace(old, new, 1), encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments], env={"LC_ALL": "en_GB.UTF-8"})


def test_nothing_has_changed(repository: Path) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert "바뀐 것이 없어요" in result.output
    assert "Nothing has changed" in result.output


def test_a_change_is_said_in_both_languages(repository: Path) -> None:
    edit(repository, "- id: police-112\n", 'hours: "24/7"', 'hours: "Mo-Fr 09:00-18:00"')
    both = run().output
    assert "(police-112): hours of phone changed from 24/7 to Mo-Fr 09:00-18:00" in both
    assert "(police-112): phone의 시간 바뀜: 24/7 → Mo-Fr 09:00-18:00" in both
    assert "hours of phone" not in run("--lang", "ko").output
    assert run().output == both, "the same again"


def test_files_and_revisions_are_compared_alike(repository: Path) -> None:
    before = repository / "before.yaml"
    before.write_bytes(SHIPPED.read_bytes())
    edit(repository, "- id: police-112\n", 'hours: "24/7"', 'hours: "Mo-Fr 09:00-18:00"')
    notes = [run(*sides, "--lang", "en").output for sides in ((), ("HEAD",), ("main:resources.yaml",))]
    assert len({note.split("\n", 1)[1] for note in notes}) == 1
    assert "24/7 to Mo-Fr" in run(str(before), "resources.yaml").output
    assert "Mo-Fr 09:00-18:00 to 24/7" in run("resources.yaml", "HEAD").output


def test_a_stamp_a_wording_and_a_replacement(repository: Path) -> None:
    stamped = ["verify", "ksvrc", "phone", "--by", "Moim", "--how", "called"]
    assert CliRunner().invoke(main, stamped).exit_code == 0
    edit(repository, "- id: police-112\n", 'en: "Police emergency 112"', 'en: "Police 112"')
    edit(repository, "- id: kcsvrc\n", "- id: kcsvrc\n", "- id: kcsvrc\n  replaced_by: d4u\n")
    english, korean = (run("--lang", language).output for language in ("en", "ko"))
    assert "(ksvrc): phone checked again: " in english
    assert "name changed from “Police emergency 112” to “Police 112”" in english
    assert "(police-112): 이름: 다른 언어의 글만 바뀜" in korean
    assert "replaced by" in english
    assert "(d4u)" in english


@pytest.mark.parametrize("side", ["nosuch", "HEAD~7", "--output=x", "HEAD:nosuch.yaml", "nosuch.yaml"])
def test_what_is_neither_file_nor_revision(repository: Path, side: str) -> None:
    result = run("--", side)
    assert result.exit_code == 1
    assert "no such file" in result.output
    assert sorted(p.name for p in repository.iterdir()) == [".git", "resources.yaml"]


def test_a_faulty_side_is_named(repository: Path) -> None:
    edit(repository, "- id: police-112\n", "kind: phone", "kind: fax")
    result = run()
    assert result.exit_code == 1
    assert "resources.yaml:" in result.output
    assert "Traceback" not in result.output


def test_every_field_has_a_name_in_words() -> None:
    keys = Texts.load().keys("en")
    for module in (base, channels, models):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not base.Text:
                for name in kind.model_fields:
                    assert f"field.{name.replace('_', '-')}" in keys, f"{kind.__name__}.{name}"
