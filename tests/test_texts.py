"""The catalogues: the same sentences with the same gaps in every language, and none asked for that is not there."""

import ast
import re
import string
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from bot.texts import Texts, Ui
from bot.vocabulary import Audience, Intent, Kind, Need, Region, Situation, Topic, Urgency

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
KEY = re.compile(r"[a-z]+(?:-[a-z]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*")
LABEL = 40  # characters of a button; a phone cuts off what is longer
HOME_ONLY = {"bridge.emergency", "bridge.request"}  # no sentence, and one said in Korean whatever the page
ENUMS: tuple[type[StrEnum], ...] = (Audience, Intent, Kind, Need, Region, Situation, Topic, Urgency)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load()


def sentences(texts: Texts, language: str) -> dict[str, str]:
    return {key: texts(key, language) for key in texts.keys(language)}


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def limited() -> Iterator[tuple[str, int]]:
    """Keys with the longest that a comment allows."""
    with (ROOT / "locales/en/LC_MESSAGES/bot.po").open("rb") as file:
        english = {str(m.id): " ".join(m.auto_comments) for m in read_po(file)}
    with (ROOT / "locales/ko/LC_MESSAGES/bot.po").open("rb") as file:
        for message in read_po(file):
            said = english.get(str(message.id), "") + " " + " ".join(message.auto_comments)
            found = re.search(r"At most (\d+) characters", said)
            if found:
                yield str(message.id), int(found[1])


def literals() -> Iterator[tuple[Path, str]]:
    """Every text constant in the code that looks like a key."""
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                yield path, node.value


def asked() -> Iterator[tuple[Path, str]]:
    """Every literal key given to `Ui(...)`, `texts(...)`, `say(...)` or `.text(...)`."""
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0]
                key = str(first.value) if isinstance(first, ast.Constant) else ""
                if name in ("Ui", "texts", "_texts", "say") and "." in key:
                    yield path, key


def patterns() -> Iterator[tuple[Path, re.Pattern[str]]]:
    """Every key that is put together from a part: `reach.{kind}`, `"danger.call" + helper`."""
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
                form = "".join(re.escape(str(p)) if p is not None else "[a-z0-9 -]+" for p in parts)
                if isinstance(parts[0], str) and re.fullmatch(r"[a-z]+\.[a-z-]*", parts[0]):
                    yield path, re.compile(form)
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and isinstance(node.left, ast.Constant):
                start = str(node.left.value)
                if re.fullmatch(r"[a-z-]+\.[a-z.-]*", start):
                    yield path, re.compile(re.escape(start) + "[a-z0-9-]*")


def test_every_language_has_the_same_sentences(texts: Texts) -> None:
    assert {"ko", "en"} <= set(texts.languages)
    for language in texts.languages:
        assert texts.keys(language) == texts.keys("en"), language
    assert len(texts.keys("en")) > 150


def test_every_language_of_the_bridge_has_the_sentences_of_its_page(texts: Texts) -> None:
    assert len(texts.bridges) >= 15
    first = texts.keys(texts.bridges[0])
    assert {key for key in texts.keys("en") if key.startswith("bridge.")} - first == HOME_ONLY
    for language in texts.bridges:
        assert texts.keys(language) == first, language
        assert first < texts.keys("en")


def test_the_same_gaps(texts: Texts) -> None:
    english = sentences(texts, "en")
    for language in (*texts.languages, *texts.bridges):
        for key, sentence in sentences(texts, language).items():
            assert gaps(sentence) == gaps(english[key]), f"{language} {key}"


def test_nothing_is_left_untranslated(texts: Texts) -> None:
    korean, english = sentences(texts, "ko"), sentences(texts, "en")
    for key in texts.keys("en"):
        if key == "key.language":  # each language by its own name
            continue
        assert not re.search("[가-힣]", english[key]) or "한국어" in english[key], key
        if re.search("[A-Za-z]{4}", re.sub("{[a-z]+}", "", english[key])) and korean[key] == english[key]:
            raise AssertionError(f"the same in both languages: {key}")


def test_no_exclamation_mark_or_face(texts: Texts) -> None:
    for language in (*texts.languages, *texts.bridges):
        for key, sentence in sentences(texts, language).items():
            if not key.startswith("problem."):
                assert not re.search("[!！♥\U0001f300-\U0001faff]", sentence), key


def test_every_key_that_the_code_names_is_there(texts: Texts) -> None:
    missing = [(path.name, key) for path, key in asked() if key not in texts.keys("en")]
    assert not missing


def test_every_key_that_the_code_puts_together_is_there(texts: Texts) -> None:
    keys = texts.keys("en")
    groups = {key.partition(".")[0] for key in keys}
    for path, form in patterns():
        if form.pattern.partition(r"\.")[0] in groups:
            assert any(form.fullmatch(key) for key in keys), f"{path.name}: {form.pattern}"


def test_no_sentence_is_left_that_nobody_says(texts: Texts) -> None:
    named = {key for _, key in literals()}
    forms = [form for _, form in patterns()]
    unused = {key for key in texts.keys("en") if key not in named and not any(f.fullmatch(key) for f in forms)}
    assert not unused


def test_a_gap_is_filled_and_a_missing_key_is_an_error(texts: Texts) -> None:
    assert "02-735-8994" in texts("key.copy", "ko", number="02-735-8994")
    with pytest.raises(KeyError):
        texts("no.such-key", "ko")


def test_a_language_without_a_catalogue_is_spoken_to_in_english(texts: Texts) -> None:
    assert texts("key.erase", "xx") == texts("key.erase", "en")
    assert texts.resolve(Ui("key.erase"), "ko") == texts("key.erase", "ko") != texts("key.erase", "en")
    assert texts.resolve("as it is", "ko") == "as it is"


def test_a_missing_sentence_is_said_in_english_and_says_so() -> None:
    half = Texts({"en": {"a.b": "Call {number}"}, "ko": {}})
    assert half("a.b", "ko", number="1366") == "(영어) Call 1366"


def test_no_particle_stands_after_a_gap(texts: Texts) -> None:
    """Which one it is depends on how the word in the gap ends, and nobody can know that."""
    particle = re.compile(r"\}['\"’”)]? ?(?:은|는|이|가|을|를|과|와|으로|로|이라는|라는|이에요|예요)(?![가-힣])")
    for key, sentence in sentences(texts, "ko").items():
        assert not particle.search(sentence), f"{key}: {sentence}"


def test_what_a_comment_limits_is_kept_in_every_language(texts: Texts) -> None:
    """Buttons and what Telegram limits: "At most 24 characters." in the catalogue's comments."""
    limits = dict(limited())
    assert len(limits) >= 4
    for language in (*texts.languages, *texts.bridges):
        for key, sentence in sentences(texts, language).items():
            longest = limits.get(key, LABEL if key.startswith("key.") else None)
            if longest is not None:
                assert len(re.sub(r"\{\w+\}", "1577-1366", sentence)) <= longest, f"{language} {key}: {sentence}"


def test_buttons_have_a_context_that_tells_translators_what_they_are() -> None:
    for path in (ROOT / "locales").glob("*/LC_MESSAGES/bot.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    button = str(message.id).startswith("key.")
                    assert (message.context == "button") == button, f"{path.parent.parent.name}: {message.id}"


def test_a_catalogue_says_who_has_reviewed_it_and_counts_as_babel_does(texts: Texts) -> None:
    for path in (ROOT / "locales").glob("*/LC_MESSAGES/bot.po"):
        language, raw = path.parent.parent.name, path.read_text("utf-8")
        plural = get_plural(Locale.parse(language, sep="-"))
        assert f'"Plural-Forms: {plural.plural_forms}\\n"' in raw.replace(";;", ";"), language
        if language in texts.bridges:
            assert re.search(r'^"X-Reviewed-By: .*\\n"$', raw, re.MULTILINE), language
