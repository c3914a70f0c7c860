"""A text as numbered features in four families: pieces of words, words, words near each other, pieces across words.

Features are numbered by hash. The hashes of all pieces of a length are made at once, from those a letter shorter.
"""

import re
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.understanding.normalise import jamo, squeeze

SPACE = 1 << 24  # at this size hardly two features share a number
_WORD = re.compile(r"[\w']+")
_KOREAN = re.compile(r"[가-힣ㄱ-ㆎ]")
# Family -> its share in the likeness of two texts, chosen by `make bench-understanding`.
SHARES = {"pieces": 0.5, "words": 0.2, "near": 0.2, "across": 0.2}
NEAR = 4  # words apart at most
_KOREAN_SIZES, _SIZES, _ACROSS_SIZES = range(3, 8), range(3, 6), range(4, 7)
_BEGUN = {family: crc32(family.encode()) for family in SHARES}  # a piece is numbered behind the name of its family
_STEP, _MIX = np.uint32(0x01000193), np.uint32(0x85EBCA6B)  # an odd number each; 32 bits run over on purpose

Hashes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Found:
    """The features of one family in a text: `numbers` (k,), sorted, and how often, on a logarithmic scale (k,)."""

    numbers: NDArray[np.int32]
    values: NDArray[np.float32]

    def among(self, index: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Of those that stand in a sorted index: where, and how often."""
        at = np.minimum(np.searchsorted(index, self.numbers), len(index) - 1)
        known = index[at] == self.numbers
        return at[known], self.values[known]


def features(text: str) -> dict[str, Found]:
    """Family -> what a normalised text has of it."""
    korean = _KOREAN.search(text) is not None
    words = _WORD.findall(text)
    whole = _hashes(words)
    stems = _hashes([word[:2] for word in words]) if korean else whole  # a Korean stem without its endings
    return {
        "pieces": _counted("pieces", _korean_pieces(text) if korean else _pieces(words)),
        "words": _counted("words", [whole, _pairs(whole, 1)]),
        "near": _counted("near", [_pairs(stems, apart) for apart in range(1, NEAR + 1)]),
        "across": _counted("across", [] if korean else _runs(f" {squeeze(text)} ", _ACROSS_SIZES)),
    }


def _counted(family: str, hashes: list[Hashes]) -> Found:
    if not hashes:
        return Found(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
    every = (np.concatenate(hashes) ^ np.uint32(_BEGUN[family])) * _MIX
    every ^= every >> np.uint32(15)
    numbers, counts = np.unique((every % np.uint32(SPACE)).astype(np.int32), return_counts=True)
    return Found(numbers, (1 + np.log(counts)).astype(np.float32))


def _hashes(words: list[str]) -> Hashes:
    return np.fromiter((crc32(word.encode()) for word in words), dtype=np.uint32, count=len(words))


def _pairs(words: Hashes, apart: int) -> Hashes:
    return (words[:-apart] * _STEP) ^ words[apart:]


def _codes(text: str) -> Hashes:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def _runs(text: str, sizes: range) -> list[Hashes]:
    """Of each size, the hashes of everything in the text that is so long, in the order of the text."""
    codes = _codes(text)
    made, found = codes, []
    for size in range(2, sizes.stop):
        if len(codes) < size:
            break
        made = (made[:-1] * _STEP) ^ codes[size - 1 :]
        if size in sizes:
            found.append(made)
    return found


def _korean_pieces(text: str) -> list[Hashes]:
    """Without spaces and taken apart into jamo: a wrong letter or space is then a small thing."""
    return _runs(f" {jamo(squeeze(text))} ", _KOREAN_SIZES)


def _pieces(words: list[str]) -> list[Hashes]:
    """Pieces of single words, their ends included."""
    text = f" {' '.join(words)} "
    spaces = np.cumsum(_codes(text) == ord(" "))
    within = []
    for size, run in zip(_SIZES, _runs(text, _SIZES), strict=False):
        inside = spaces[size - 2 : len(spaces) - 1] - spaces[: len(spaces) - size + 1]
        within.append(run[inside == 0])
    return within
