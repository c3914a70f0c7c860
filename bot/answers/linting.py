"""Texts that people read, sentence by sentence: those of the directory and those of the catalogues."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

from bot.answers.limits import PREVIEW
from bot.answers.wording import Slip, Wording
from bot.directory.base import Text
from bot.directory.loading import Located
from bot.directory.models import Directory
from bot.directory.numbers import digits, is_placeholder
from bot.directory.problems import Level, Problem
from bot.directory.sense import texts_of
from bot.vocabulary import FALLBACK, HOME

# Lists of what not to do: there a bad word may be quoted.
_QUOTING = frozenset({"avoid", "harms"})
# What the terminal says to operators and editors: it names signs and steps that no reader of an answer sees.
_TERMINAL = frozenset(
    "problem check run due diff verify links fmt import export schema print statistics serve doctor".split()
)
_HEAD = ("first.found", "first.below")  # together they fill what a lock screen shows
_NUMBER = re.compile(r"(?<![\d-])(?:0\d{1,2}-\d{3,4}-\d{4}|1[568]\d{2}-\d{4}|0\d{1,2}-1366)(?![\d-])")
_ADDRESS = re.compile(r"https?://\S+")
_HANGUL, _LATIN = re.compile("[가-힣]"), re.compile("[A-Za-z]")
_NAMES = frozenset({"name", "by", "address", "label"})


def lint_directory(located: Located, rules: Mapping[str, Wording]) -> Iterator[Problem]:
    """What no text of the directory says; numbers that it does not hold; texts in the wrong language."""
    held = held_numbers(located.directory)
    for place, text in texts_of(located.directory):
        quoting = not _QUOTING.isdisjoint(place)
        for language, said in sentences(text):
            where = (*place, language)
            if language in rules:
                for slip in rules[language].slips(said, quoting=quoting):
                    yield located.problem(_code(slip), where, {"found": slip.found, "say": slip.say})
            for number in _NUMBER.findall(_ADDRESS.sub("", said)):
                if is_placeholder(number):
                    yield located.problem("number-placeholder", where)
                elif digits(number) not in held and "retired" not in place:  # there the entry itself is its source
                    yield located.problem("number-unheld", where, {"number": number})
            if _wrong_language(said, language):
                if place[-1] in _NAMES:  # may have no other form
                    yield located.problem("name-unread", where, level=Level.NOTE)
                else:
                    yield located.problem("wrong-language", where)


def sentences(text: Text) -> Iterable[tuple[str, str]]:
    """Each language of a text that has something in it, with what it says."""
    return [(language, said) for language, said in text.model_dump().items() if said]


def held_numbers(directory: Directory) -> frozenset[str]:
    """Digits of every number that a sentence may print: of a channel, or one of which the sentence says it is gone."""
    numbers = [c.number for r in directory.resources for c in r.channels if c.number]
    numbers += [n for r in directory.resources for n in r.former_numbers]
    numbers += [n for retired in directory.retired for n in (*retired.numbers, *retired.names)]
    return frozenset(digits(number) for number in numbers)


def lint_catalogues(locales: Path, rules: Mapping[str, Wording], full: Iterable[str]) -> Iterator[Problem]:
    """The same for the sentences of the interface, and whether all are there with the same gaps.

    `full`: the languages that Gyeot answers in whole; of others a part is enough.
    """
    catalogues = {language: _catalogue(_file(locales, language)) for language in full}
    english = catalogues[FALLBACK]
    for language, catalogue in catalogues.items():
        file = _file(locales, language)
        head = "\n".join(catalogue[key][1] for key in _HEAD if key in catalogue)
        if len(head) + 2 < PREVIEW:  # and the empty line below
            yield Problem("first-short", _HEAD[-1], line=1, params={"limit": str(PREVIEW)}, file=file)
        for key in english.keys() - catalogue.keys():
            yield Problem("sentence-missing", key, line=1, file=file)
        for key, (line, said) in catalogue.items():
            if key in english and _gaps(said) != _gaps(english[key][1]):
                yield Problem("sentence-gaps", key, line=line, file=file)
            if key.partition(".")[0] in _TERMINAL or language not in rules:
                continue
            for slip in rules[language].slips(said):
                yield Problem(_code(slip), key, line, params={"found": slip.found, "say": slip.say}, file=file)
            if key.startswith("first.") and (found := rules[language].tells(said)):
                yield Problem("first-line", key, line, params={"found": found}, file=file)


def _code(slip: Slip) -> str:
    return f"wording-{slip.kind}"


def _wrong_language(said: str, language: str) -> bool:
    """English in Korean letters, or a Korean sentence without any: the other half pasted in."""
    korean, latin = len(_HANGUL.findall(said)), len(_LATIN.findall(said))
    if language == HOME:
        return korean == 0 and latin > 0 and len(said.split()) >= 6
    return language == FALLBACK and korean > latin


def _file(locales: Path, language: str) -> Path:
    return locales / language / "LC_MESSAGES" / "bot.po"


def _catalogue(path: Path) -> dict[str, tuple[int, str]]:
    """Key -> line and sentence."""
    with path.open("rb") as file:
        messages = read_po(file)
    return {str(m.id): (m.lineno or 1, str(m.string)) for m in messages if m.id and m.string}


def _gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
