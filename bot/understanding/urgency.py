"""Two stages: what is said outright, and what the reader suspects. Missing one is worse than asking once too often."""

import numpy as np
from numpy.typing import NDArray

from bot.understanding.lexicon import Lexicon
from bot.vocabulary import Urgency

# Chosen by `make evaluate`: recall first.
SPOKEN, SILENT, PERHAPS = 0.08, 0.2, 0.06


def judge(text: str, chances: NDArray[np.float64], words: Lexicon) -> tuple[Urgency | None, Urgency | None]:
    """(urgent, perhaps urgent) for a normalised text; `chances` in the order of Urgency."""
    spoken = set(words.found("urgent", text))
    quiet = set(words.found("quiet", text))
    hinted = set(words.found("maybe", text))
    found: dict[Urgency, float] = {}
    perhaps: dict[Urgency, float] = {}
    for urgency, chance in zip(Urgency, chances, strict=True):
        need = SPOKEN if urgency in spoken else SILENT
        if urgency in quiet:
            need += 0.2
        if chance >= need:
            found[urgency] = float(chance)
        elif urgency not in quiet and (urgency in spoken or chance >= PERHAPS + (0.0 if urgency in hinted else 0.1)):
            perhaps[urgency] = float(chance)
    if Urgency.SUICIDE in found and Urgency.DANGER in found:
        return max(found, key=lambda u: found[u]), None
    urgent = next(iter(found), None)
    return urgent, None if urgent else next(iter(perhaps), None)
