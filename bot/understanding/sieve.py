"""Many patterns in one short text, most of them spared: each has words that must stand in the text if it does.

The text is cut into runs of up to three letters once, which tell the words it may hold. A pattern is searched where one
of its words is there, and where nothing can be said of it beforehand; what is found stays the same.
"""

import re
from collections.abc import Iterable

_SPECIAL = frozenset("\\[](){}.^$|?*+")
_OPTIONAL = frozenset("?*{")
_FLAGS = re.compile(r"\(\?[a-zA-Z-]+[:)]")  # what is behind may mean other letters than are written
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_LONG = 3
Words = frozenset[str]
_Part = tuple[int, re.Pattern[str]]  # of which group, and what to search


class Sieve:
    """Groups of alternatives, numbered as they are added."""

    def __init__(self) -> None:
        self._by_letters: dict[str, dict[str, list[_Part]]] = {}
        self._unsaid: list[_Part] = []
        self._count = 0

    def add(self, patterns: Iterable[tuple[str, str]]) -> int:
        """A group of (what an editor wrote, the expression made of it); its number. Raises re.error."""
        number, self._count = self._count, self._count + 1
        for written, expression in patterns:
            part, words = (number, re.compile(expression)), needed(written)
            if not words:
                self._unsaid.append(part)
            for word in words:
                self._by_letters.setdefault(word[-_LONG:], {}).setdefault(word, []).append(part)
        return number

    def worth(self, text: str) -> dict[int, list[re.Pattern[str]]]:
        """What may be in the text, by group."""
        cut = {text[i : i + size] for size in range(1, _LONG + 1) for i in range(len(text) - size + 1)}
        found: dict[int, list[re.Pattern[str]]] = {}
        for letters in self._by_letters.keys() & cut:
            for word, parts in self._by_letters[letters].items():
                if word in text:
                    for number, pattern in parts:
                        found.setdefault(number, []).append(pattern)
        for number, pattern in self._unsaid:
            found.setdefault(number, []).append(pattern)
        return found


def needed(pattern: str) -> Words:
    """Words, one of which is in every text that the pattern is in; none where that cannot be said."""
    return frozenset() if _FLAGS.search(pattern.replace("(?:", "(")) else _of_any(pattern)


def _of_any(pattern: str) -> Words:
    """Of alternatives: words of each."""
    each = [_of_one(alternative) for alternative in _alternatives(pattern)]
    return frozenset().union(*each) if all(each) else frozenset()


def _of_one(pattern: str) -> Words:
    """The longest word that has to be there; else those of a group, or a letter. What is optional says nothing."""
    runs, groups, at = [""], list[Words](), 0
    while at < len(pattern):
        sign = pattern[at]
        past = _past(pattern, at) if sign in _SPECIAL else at + 1
        optional = pattern[past : past + 1] in _OPTIONAL and past < len(pattern)
        if sign in _SPECIAL or optional:
            runs.append("")
        else:
            runs[-1] += sign
        if sign == "(" and not optional and (pattern[at + 1] != "?" or pattern.startswith("(?:", at)):
            inner = pattern[at + 1 : past - 1].removeprefix("?:")
            groups.append(_of_any(inner))
        at = past
    longest = max(runs, key=len)
    if len(longest) > 1:
        return frozenset({longest})
    single = [frozenset({run}) for run in runs if run.strip()]
    found = filter(None, [*groups, *single])
    return min(found, key=lambda words: (-min(map(len, words)), len(words)), default=frozenset())


def _alternatives(pattern: str) -> list[str]:
    parts, begun, at = [], 0, 0
    while at < len(pattern):
        if pattern[at] == "|":
            parts.append(pattern[begun:at])
            begun = at + 1
        at = _past(pattern, at) if pattern[at] in _SPECIAL else at + 1
    return [*parts, pattern[begun:]]


def _past(pattern: str, at: int) -> int:
    """Behind what begins here: an escape, a class, a group with all that is in it, or a single sign."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        found = _CLASS.match(pattern, at)
        return found.end() if found else len(pattern)
    if pattern[at] == "{":
        return pattern.find("}", at) + 1 or len(pattern)
    if pattern[at] == "(":
        at += 1
        while at < len(pattern) and pattern[at] != ")":
            at = _past(pattern, at)
    return at + 1
