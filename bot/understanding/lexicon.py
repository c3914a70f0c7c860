"""`locales/<language>/lexicon.yaml`: words that say who, where and how urgent, as patterns an editor can read.

A pattern is a regular expression. Korean patterns (a Korean letter in them) are searched in the text without spaces,
those of places at the beginning of a word; others stand between word boundaries, where a final `*` means any ending.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.understanding.normalise import squeeze
from bot.understanding.sieve import Sieve

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KOREAN = re.compile(r"[가-힣ㄱ-ㆎ]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """The patterns of one id: the numbers of those for Korean and of those for words."""

    id: str
    squeezed: int
    worded: int


class Lexicon:
    """All lexicons together: a text may mix languages."""

    def __init__(self, sections: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.squeezed, self.worded = Sieve(), Sieve()
        self._sections = {s: [self._pattern(id, p, s) for id, p in ids.items()] for s, ids in sections.items()}

    def section(self, name: str) -> Sequence[Pattern]:
        """The patterns of a section, in the order of the files."""
        return self._sections.get(name, ())

    def read(self, text: str) -> "Said":
        """What a normalised text says, section by section."""
        return Said(self, text)

    def _pattern(self, id: str, patterns: Sequence[str], section: str) -> Pattern:
        korean = [(p, p) for p in patterns if _KOREAN.search(p)]
        worded = [(p.removesuffix("*"), _bounded(p)) for p in patterns if not _KOREAN.search(p)]
        if section == "regions":  # a town begins a word: its syllables stand inside too many others
            worded += [(p, rf"(?<![가-힣])(?:{p})") for p, _ in korean]
            korean = []
        return Pattern(id, self.squeezed.add(korean), self.worded.add(worded))


class Said:
    """The lexicon's findings in one text; each section is searched once, when it is first asked for."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self._lexicon = lexicon
        self._text, self._squeezed = text, squeeze(text)
        self._worded_worth = lexicon.worded.worth(self._text)
        self._squeezed_worth = lexicon.squeezed.worth(self._squeezed)
        self._found: dict[str, list[str]] = {}

    def __getitem__(self, section: str) -> list[str]:
        """The ids of a section that the text holds, in the order of the file."""
        if section not in self._found:
            self._found[section] = [p.id for p in self._lexicon.section(section) if self._holds(p)]
        return self._found[section]

    def _holds(self, pattern: Pattern) -> bool:
        squeezed, worded = self._squeezed_worth.get(pattern.squeezed), self._worded_worth.get(pattern.worded)
        if squeezed and any(p.search(self._squeezed) for p in squeezed):
            return True
        return worded is not None and any(p.search(self._text) for p in worded)


@lru_cache(maxsize=4)
def load(locales: Path) -> Lexicon:
    """Read every lexicon in the folder."""
    merged: dict[str, dict[str, list[str]]] = {}
    for path in files(locales):
        content = yaml.load(path.read_text("utf-8"), Loader=_Loader) or {}  # noqa: S506  # a safe loader
        for section, ids in content.items():
            for id, patterns in (ids or {}).items():
                merged.setdefault(section, {}).setdefault(str(id), []).extend(str(p) for p in patterns)
    return Lexicon(merged)


def files(locales: Path) -> list[Path]:
    """Every lexicon, in a fixed order."""
    return sorted(locales.glob("*/lexicon.yaml"))


def _bounded(pattern: str) -> str:
    if pattern.endswith("*"):
        return rf"(?<![a-z0-9])(?:{pattern[:-1]})"
    return rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])"
