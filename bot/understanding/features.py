"""A text as numbered features in four families: pieces of words, words, words near each other, pieces across words."""

import math
import re
from collections import Counter
from itertools import pairwise
from zlib import crc32

from bot.understanding.normalise import jamo, squeeze

SPACE = 1 << 24  # features are numbered by hash; at this size hardly two share a number
_WORD = re.compile(r"[\w']+")
_KOREAN = re.compile(r"[가-힣ㄱ-ㆎ]")
# Family -> its share in the likeness of two texts, chosen by `make bench-understanding`.
SHARES = {"pieces": 0.5, "words": 0.2, "near": 0.2, "across": 0.2}
NEAR = 4  # words apart at most
_BEGUN = {family: crc32(family.encode()) for family in SHARES}  # a piece is numbered behind the name of its family


def features(text: str) -> dict[str, dict[int, float]]:
    """Family -> feature number -> how often it is in a normalised text, on a logarithmic scale."""
    korean = _KOREAN.search(text) is not None
    words = _WORD.findall(text)
    families = {
        "pieces": _korean_pieces(text) if korean else _pieces(words),
        "words": Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))]),
        "near": _near([word[:2] for word in words] if korean else words),  # a Korean stem without its endings
        "across": Counter() if korean else _runs(f" {squeeze(text)} ", (4, 5, 6)),  # who leaves out spaces
    }
    return {family: _numbered(counts, _BEGUN[family]) for family, counts in families.items()}


def _numbered(counts: Counter[str], begun: int) -> dict[int, float]:
    return {crc32(piece.encode(), begun) % SPACE: 1 + math.log(n) if n > 1 else 1.0 for piece, n in counts.items()}


def _runs(text: str, sizes: tuple[int, ...]) -> Counter[str]:
    return Counter(text[i : i + size] for size in sizes for i in range(len(text) - size + 1))


def _korean_pieces(text: str) -> Counter[str]:
    """Without spaces and taken apart into jamo: a wrong letter or space is then a small thing."""
    return _runs(f" {jamo(squeeze(text))} ", (3, 4, 5, 6, 7))


def _pieces(words: list[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word in words:
        counts.update(_runs(f" {word} ", (3, 4, 5)))
    return counts


def _near(words: list[str]) -> Counter[str]:
    return Counter(f"{a}~{b}" for i, a in enumerate(words) for b in words[i + 1 : i + 1 + NEAR])
