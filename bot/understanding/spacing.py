"""Spaces put back into English typed without them: "theywantmoney" -> "they want money"."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

LONG = 13  # letters in a row from which a word nobody wrote in a phrase is looked at
LONGEST = 14  # letters of a word looked for
STRANGE = 9.0  # what a letter outside any known word costs
FOREIGN = 4.0  # a letter, on average: from here it is another language, or a word of its own
_WORD = re.compile(r"[a-z']+")
_RUN = re.compile(rf"[a-z']{{{LONG},}}")


def learn(texts: Iterable[str]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """(sorted word numbers, what each costs) from normalised phrases; a rare word costs more."""
    counts = Counter(word for text in texts for word in _WORD.findall(text))
    total = sum(counts.values()) or 1
    kept = {w: n for w, n in counts.items() if n > 1 and len(w) <= LONGEST and (len(w) > 1 or w in "iaun")}
    costs = {_number(w): -math.log(n / total) for w, n in kept.items()}
    numbers = sorted(costs)
    return np.array(numbers, dtype=np.int32), np.array([costs[n] for n in numbers], dtype=np.float32)


class Spacing:
    """Finds the cheapest row of known words."""

    def __init__(self, numbers: NDArray[np.int32], costs: NDArray[np.float32]) -> None:
        self._costs = dict(zip(numbers.tolist(), costs.tolist(), strict=True))

    def restore(self, text: str) -> str:
        """The normalised text with spaces in long runs of letters that are no known word."""
        return _RUN.sub(lambda run: self._split(run.group()), text)

    def _split(self, run: str) -> str:
        if _number(run) in self._costs:
            return run
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(run) + 1):
            ways = [(best[end - 1][0] + STRANGE, end - 1)]
            for start in range(max(0, end - LONGEST), end):
                cost = self._costs.get(_number(run[start:end]))
                if cost is not None:
                    ways.append((best[start][0] + cost, start))
            best.append(min(ways))
        if best[-1][0] > FOREIGN * len(run):
            return run
        words, end = [], len(run)
        while end:
            start = best[end][1]
            words.append(run[start:end])
            end = start
        return " ".join(reversed(words))


def _number(word: str) -> int:
    return crc32(word.encode()) & 0x7FFFFFFF
