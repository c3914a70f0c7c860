"""A place named in a text: its name, a former name, a spelling, or its number typed alone."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.understanding.normalise import normalise, squeeze

_NUMBER = re.compile(r"(?<![\d.,])(?:\+?\d[\d -]{1,16}\d)(?![\d만천백원%])")
_BRACKETS = re.compile(r"\(.*?\)")
MIN_WORD = 3  # a shorter name is found in every other sentence


class Names:
    """Look-up of entries by what people call them."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._numbers: dict[str, list[str]] = {}
        spelled: dict[str, list[str]] = {}
        for id, spellings in names.items():
            for spelling in spellings:
                digits = _digits(spelling)
                if digits and not re.search(r"[^\d\s+-]", spelling):
                    self._numbers.setdefault(digits, []).append(id)
                    continue
                key = squeeze(normalise(_BRACKETS.sub("", spelling)))
                if len(key) >= MIN_WORD:
                    spelled.setdefault(key, []).append(id)
        self._spelled = spelled
        lengths: dict[str, set[int]] = {}
        for key in spelled:
            lengths.setdefault(key[:MIN_WORD], set()).add(len(key))
        self._lengths = {beginning: sorted(found, reverse=True) for beginning, found in lengths.items()}

    def found(self, text: str) -> list[str]:
        """Ids of the entries named in a normalised text, in order, each once; longest names first at one place."""
        ids: list[str] = []
        for match in _NUMBER.finditer(text):
            ids += self._numbers.get(_digits(match.group()), [])[:1]
        starts = _starts(text)
        for at, name in self._spans(squeeze(text)):
            if name.isascii() and not (at in starts and at + len(name) in starts):
                continue  # inside another word
            ids += self._spelled[name][:1]
        return list(dict.fromkeys(ids))

    def whole(self, text: str) -> bool:
        """Whether a normalised text is one name or number and nothing else."""
        number = _NUMBER.fullmatch(text.strip(" .,?!"))
        if number is not None:
            return _digits(number.group()) in self._numbers
        return squeeze(_BRACKETS.sub("", text)) in self._spelled

    def _spans(self, squeezed: str) -> Iterator[tuple[int, str]]:
        """Where names begin, the longest at each place, none within another.

        Looked up by how they begin: the cost is that of the text, with a hundred names or a hundred thousand.
        """
        at = 0
        while at < len(squeezed):
            lengths = self._lengths.get(squeezed[at : at + MIN_WORD], ())
            found = next((s for n in lengths if (s := squeezed[at : at + n]) in self._spelled and len(s) == n), "")
            if found:
                yield at, found
            at += len(found) or 1


def _digits(number: str) -> str:
    """The digits, at most two of one in a row: a normalised text holds no more either (033-652-9555)."""
    return re.sub(r"(\d)\1{2,}", r"\1\1", re.sub(r"\D", "", number))


def _starts(text: str) -> set[int]:
    """Offsets in the squeezed text at which a word begins or ends."""
    offsets, at = {0}, 0
    for word in re.findall(r"\w+", text):
        offsets.add(at)
        at += len(squeeze(word))
        offsets.add(at)
    return offsets
