"""`gyeot language`: a folder a language, and what is missing in it."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.answers.translated import coverage
from bot.cli import main
from bot.directory import load
from bot.languages import Languages
from bot.texts import Texts

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["language", *arguments, "--lang", "en"])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "locales", tmp_path / "locales")
    return tmp_path / "locales"


def test_the_list_says_how_complete_each_language_is() -> None:
    said = run("list").splitlines()
    assert len(said) == len(Languages.load())
    assert said[0].startswith("ko (한국어): answers in it.")
    assert any(line.startswith("vi (Tiếng Việt): says who speaks it.") and "No native speaker" in line for line in said)


def test_a_new_language_is_a_folder_and_what_is_missing_in_it(locales: Path) -> None:
    said = run("add", "lo", "--locales", str(locales))
    assert (locales / "lo" / "language.yaml").exists()
    assert "sentences are missing: bridge.checked" in said
    assert "no words or letters tell it from others" in said
    assert "phrases.yaml: not there" in said
    assert "texts in lo" in said
    assert Languages.load(locales)["lo"].name == "ລາວ"
    assert "lo" not in Texts.load(locales).bridges, "nothing is shown in it before anything is translated"


def test_what_was_translated_is_counted_and_stays_when_it_is_completed(locales: Path) -> None:
    run("add", "lo", "--locales", str(locales))
    catalogue = locales / "lo" / "LC_MESSAGES" / "bot.po"
    raw = catalogue.read_text("utf-8")
    filled = raw.replace('msgid "bridge.read"\nmsgstr ""', 'msgid "bridge.read"\nmsgstr "ອ່ານ"')
    assert filled != raw
    catalogue.write_text(filled, "utf-8")
    assert "sentences are missing" in run("add", "lo", "--everything", "--locales", str(locales))
    after = catalogue.read_text("utf-8")
    assert after.startswith(filled), "nothing written is changed"
    assert 'msgctxt "button"\nmsgid "key.region"' in after
    assert "#. en: My region" in after, "the English sentence stands above what is to be translated"
    assert Texts.load(locales)("bridge.read", "lo") == "ອ່ານ"


def test_a_language_written_from_the_right_is_made_as_one(locales: Path) -> None:
    run("add", "ur", "--locales", str(locales))
    assert Languages.load(locales)["ur"].direction == "rtl"


def test_what_is_no_language_is_refused(locales: Path) -> None:
    for tag in ("tlhx", "../x", "KO", "a"):
        result = CliRunner().invoke(main, ["language", "add", tag, "--locales", str(locales)])
        assert result.exit_code == 1
        assert not (locales / tag).exists() or tag == "../x"


def test_coverage_counts_texts_of_the_directory(locales: Path, tmp_path: Path) -> None:
    raw = (ROOT / "resources.yaml").read_text("utf-8")
    one = tmp_path / "resources.yaml"
    one.write_text(raw.replace('by: {ko: "곁", en: "Gyeot"}', 'by: {ko: "곁", en: "Gyeot", vi: "Gyeot"}', 1), "utf-8")
    before = {c.tag: c for c in coverage(locales, load(ROOT / "resources.yaml"))}
    found = {c.tag: c for c in coverage(locales, load(one))}
    assert found["vi"].fields.there == before["vi"].fields.there + 1
    assert found["ko"].fields.there == found["ko"].fields.all > 1000
    assert found["ko"].complete
    assert found["ko"].phrases > 3000
