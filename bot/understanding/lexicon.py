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

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KOREAN = re.compile(r"[가-힣ㄱ-ㆎ]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Patterns of one id, joined: those for Korean and those for words."""

    id: str
    squeezed: re.Pattern[str] | None
    worded: re.Pattern[str] | None

    def found(self, text: str, squeezed: str) -> bool:
        """Whether any of them is in the text."""
        return bool((self.squeezed and self.squeezed.search(squeezed)) or (self.worded and self.worded.search(text)))


class Lexicon:
    """All lexicons together: a text may mix languages."""

    def __init__(self, sections: Mapping[str, Sequence[Pattern]]) -> None:
        self._sections = sections

    def read(self, text: str) -> "Said":
        """What a normalised text says, section by section."""
        return Said(self._sections, text)


class Said:
    """The lexicon's findings in one text; each section is searched once, when it is first asked for."""

    def __init__(self, sections: Mapping[str, Sequence[Pattern]], text: str) -> None:
        self._sections = sections
        self._text = text
        self._squeezed = squeeze(text)
        self._found: dict[str, list[str]] = {}

    def __getitem__(self, section: str) -> list[str]:
        """The ids of a section that the text holds, in the order of the file."""
        if section not in self._found:
            patterns = self._sections.get(section, ())
            self._found[section] = [p.id for p in patterns if p.found(self._text, self._squeezed)]
        return self._found[section]


@lru_cache(maxsize=4)
def load(locales: Path) -> Lexicon:
    """Read every lexicon in the folder."""
    merged: dict[str, dict[str, list[str]]] = {}
    for path in files(locales):
        content = yaml.load(path.read_text("utf-8"), Loader=_Loader) or {}  # noqa: S506  # a safe loader
        for section, ids in content.items():
            for id, patterns in (ids or {}).items():
                merged.setdefault(section, {}).setdefault(str(id), []).extend(str(p) for p in patterns)
    return Lexicon({s: [_pattern(id, patterns, s) for id, patterns in ids.items()] for s, ids in merged.items()})


def files(locales: Path) -> list[Path]:
    """Every lexicon, in a fixed order."""
    return sorted(locales.glob("*/lexicon.yaml"))


def _pattern(id: str, patterns: Sequence[str], section: str) -> Pattern:
    korean = [p for p in patterns if _KOREAN.search(p)]
    worded = [_bounded(p) for p in patterns if not _KOREAN.search(p)]
    if section == "regions":  # a town begins a word: its syllables stand inside too many others
        worded += [rf"(?<![가-힣])(?:{p})" for p in korean]
        korean = []
    return Pattern(
        id,
        re.compile("|".join(korean)) if korean else None,
        re.compile("|".join(worded)) if worded else None,
    )


def _bounded(pattern: str) -> str:
    if pattern.endswith("*"):
        return rf"(?<![a-z0-9])(?:{pattern[:-1]})"
    return rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])"
