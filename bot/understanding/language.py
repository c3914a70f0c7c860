"""Which language a text is written in: by script first, then by letters and words that only one language has.

Right on short texts, without a network, and a matter of microseconds. What tells a language stands in its own
`locales/<language>/language.yaml`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.languages import Languages, Writing
from bot.vocabulary import FALLBACK, HOME

OTHER = "und"  # letters, but of no language that is known here
_TELLING, _OWN, _COMMON = 2.0, 2.0, 1.0  # what a word counts for
_ENOUGH = 2.0
_SHARE = 0.2  # of a text's words
_NEVER = 2  # letters of another language
_BETWEEN = re.compile(r"[\s\d.,!?;:…“”\"()\[\]{}<>/\\|—–\-~*_=+#@%^&।؟،؛·。、，！？：；（）「」]+")
_APOSTROPHES = str.maketrans("‘’ʻʼ`´", "''''''")


@dataclass(frozen=True, slots=True)
class _Candidate:
    tag: str
    own: re.Pattern[str] | None
    never: re.Pattern[str] | None
    pieces: re.Pattern[str] | None
    words: frozenset[str]
    telling: frozenset[str]
    unlike: frozenset[str]

    @classmethod
    def of(cls, tag: str, writing: Writing) -> "_Candidate":
        lists = (frozenset(_words(text)) for text in (writing.words, writing.telling, writing.unlike))
        pieces = re.compile("|".join(writing.pieces)) if writing.pieces else None
        return cls(tag, _class(writing.own), _class(writing.never), pieces, *lists)

    def excluded(self, text: str, words: Sequence[str]) -> bool:
        """Whether the text holds what this language never has."""
        if self.never is not None and len(self.never.findall(text)) >= _NEVER:
            return True
        unlike = sum(word in self.unlike for word in words)
        return unlike > sum(word in self.words or word in self.telling for word in words)

    def evidence(self, words: Sequence[str]) -> float:
        """How much speaks for this language."""
        return sum(self._weigh(word) for word in words)

    def _weigh(self, word: str) -> float:
        if word in self.telling:
            return _TELLING
        if self.own is not None and self.own.search(word):
            return _OWN
        common = word in self.words or (self.pieces is not None and self.pieces.search(word) is not None)
        return _COMMON if common else 0.0


@dataclass(frozen=True, slots=True)
class _Script:
    letters: re.Pattern[str]
    weight: int
    candidates: tuple[_Candidate, ...]
    otherwise: str | None  # the language taken where nothing tells

    def decide(self, text: str) -> str:
        """Which of the languages of this script it is."""
        words = _words(text)
        left = [c for c in self.candidates if not c.excluded(text, words)]
        if not left:
            return OTHER
        found = {c.tag: c.evidence(words) for c in left}
        best = max(found, key=lambda tag: found[tag])
        usual = self.otherwise
        if usual is None:
            return best
        clear = found[best] >= max(_ENOUGH, _SHARE * len(words)) and found[best] > found.get(usual, 0.0)
        return best if clear else usual


class Tongues:
    """Tells the languages of a folder of locales apart."""

    def __init__(self, languages: Languages) -> None:
        by_script: dict[str, list[tuple[str, Writing]]] = {}
        for tag, language in languages.items():
            for writing in language.written:
                by_script.setdefault(writing.script, []).append((tag, writing))
        self._scripts = {name: _script(ways) for name, ways in by_script.items()}
        self._at_home = next((n for n, s in self._scripts.items() if s.candidates[0].tag == HOME), None)

    def written_in(self, text: str) -> str:
        """The tag of the text's language; "und" for one that is not known, "" where there are no letters at all."""
        text = unicodedata.normalize("NFC", text.lower()).translate(_APOSTROPHES)
        counts = {name: len(script.letters.findall(text)) for name, script in self._scripts.items()}
        shares = {name: count * self._scripts[name].weight for name, count in counts.items()}
        strange = sum(ch.isalpha() for ch in text) - sum(counts.values())
        if not sum(counts.values()):
            return OTHER if strange > 0 else ""
        script = max(shares, key=lambda name: shares[name])
        if strange > shares[script]:
            return OTHER
        if self._at_home is None or not counts[self._at_home]:
            return self._scripts[script].decide(text)
        # A few letters of the country's own: a word that everybody here knows, or somebody who mixes.
        if script == self._at_home or counts[self._at_home] * 3 >= sum(counts.values()):
            return HOME
        other = self._scripts[script].decide(text)
        return HOME if other == self._scripts[script].otherwise and counts[self._at_home] > 1 else other


@lru_cache(maxsize=4)
def tongues(locales: Path | None = None) -> Tongues:
    """What tells the languages of that folder apart; without one, those that come with Gyeot."""
    return Tongues(Languages.load(locales))


def written_in(text: str, locales: Path | None = None) -> str:
    """As `Tongues.written_in`."""
    return tongues(locales).written_in(text)


def answer_language(tag: str, hint: str | None, locales: Path | None = None) -> str:
    """A language that Gyeot answers in: the text's, else the one fallen back to; where there is no text, the app's."""
    known = Languages.load(locales)
    if tag:
        return tag if tag in known.full else FALLBACK
    if hint is None:
        return HOME
    of_app = known.of_code(hint)
    return of_app if of_app in known.full else FALLBACK


def _script(ways: Sequence[tuple[str, Writing]]) -> _Script:
    letters = re.compile("[" + "".join(dict.fromkeys(w.letters for _, w in ways)) + "]")
    usual = next((tag for tag, writing in ways if writing.otherwise), None)
    return _Script(letters, max(w.weight for _, w in ways), tuple(_Candidate.of(t, w) for t, w in ways), usual)


def _class(signs: str) -> re.Pattern[str] | None:
    return re.compile(f"[{''.join(signs.split())}]") if signs else None


def _words(text: str) -> list[str]:
    return [word for word in (part.strip("'") for part in _BETWEEN.split(text)) if word]
