"""A text as numbered features: pieces of jamo, words, and concepts of the lexicon."""

import math
import re
from collections import Counter
from itertools import pairwise
from zlib import crc32

from bot.understanding.lexicon import Lexicon
from bot.understanding.normalise import jamo, squeeze

SPACE = 1 << 20  # features are numbered by hash; at this size two rarely share a number
_WORD = re.compile(r"[\w']+")
_KOREAN = re.compile(r"[가-힣ㄱ-ㆎ]")
CHARS, WORDS, CONCEPTS = "c", "w", "k"


def features(text: str, lexicon: Lexicon) -> dict[int, float]:
    """Feature number -> weight, for a normalised text. Each family has length one, concepts half as much again."""
    weights: dict[int, float] = {}
    families = (
        (CHARS, _pieces(text), 1.0),
        (WORDS, _words(text), 0.7),
        (CONCEPTS, Counter(_concepts(text, lexicon)), 1.2),
    )
    for family, counts, share in families:
        logs = {piece: 1 + math.log(count) for piece, count in counts.items()}
        norm = math.sqrt(sum(v * v for v in logs.values())) or 1.0
        for piece, value in logs.items():
            number = crc32(f"{family}{piece}".encode()) % SPACE
            weights[number] = weights.get(number, 0.0) + share * value / norm
    return weights


def _pieces(text: str) -> Counter[str]:
    """Runs of letters: Korean without spaces and taken apart into jamo, other scripts word by word."""
    counts: Counter[str] = Counter()
    if _KOREAN.search(text):
        whole = f" {jamo(squeeze(text))} "
        for size in (3, 4, 5, 6, 7):
            counts.update(whole[i : i + size] for i in range(len(whole) - size + 1))
    else:
        for word in _WORD.findall(text):
            padded = f" {word} "
            for size in (3, 4, 5):
                counts.update(padded[i : i + size] for i in range(len(padded) - size + 1))
    return counts


def _words(text: str) -> Counter[str]:
    words = _WORD.findall(text)
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])


def _concepts(text: str, lexicon: Lexicon) -> list[str]:
    """Concepts, and every two of them together: a threat and money are more than either."""
    found = lexicon.concepts(text)
    pairs = [f"{a}+{b}" for i, a in enumerate(found) for b in found[i + 1 :]]
    marks = [f"{s}:{id}" for s in ("urgent", "quiet", "audiences", "needs", "topics") for id in lexicon.found(s, text)]
    return [*found, *pairs, *marks]
