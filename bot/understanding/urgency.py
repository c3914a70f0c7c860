"""Two stages: what is urgent outright, and what is suspected. Missing one is worse than one line too many."""

import numpy as np
from numpy.typing import NDArray

from bot.understanding.lexicon import Said
from bot.vocabulary import Urgency

# Chosen with a look at the counts over all of `tests/questions` but the fresh ones, recall first: the chance from which
# a text counts as urgent, when words of the lexicon say so, when they do not, and how much more it takes when they say
# that it is a figure of speech, a film, long ago.
SPOKEN, SILENT, QUIET = 0.15, 0.5, 0.35
PERHAPS, HINTED = 0.08, 0.04  # from which the line is moved to the top, nothing more
CALM = 0.15  # the same where the words say that it is none
DOUBT = 0.6  # how much of the chance is taken off a text that does not look for help at all


def judge(chances: NDArray[np.float64], seeks_help: float, said: Said) -> tuple[Urgency | None, Urgency | None]:
    """(urgent, perhaps urgent) for a text; `chances` in the order of Urgency, all chances 0 to 1."""
    chances = chances * (1 - DOUBT * (1 - seeks_help))
    spoken, quiet, hinted = (set(said[section]) for section in ("urgent", "quiet", "maybe"))
    # "I don't want to die": answered as what else it says, with the line at the top. Not where pills, a roof or tonight
    # are spoken of beside it.
    denied = set(said["denied"]) - set(said["still"])
    by_chance = sorted(zip(Urgency, map(float, chances), strict=True), key=lambda pair: -pair[1])
    for urgency, chance in by_chance:
        bar = (SPOKEN if urgency in spoken else SILENT) + (QUIET if urgency in quiet else 0.0)
        if chance >= bar and urgency not in denied:
            return urgency, None
    for urgency, chance in by_chance:
        if urgency in denied:
            return None, urgency
        bar = CALM if urgency in quiet else HINTED if urgency in hinted | spoken else PERHAPS
        if chance >= bar or urgency in spoken - quiet:
            return None, urgency
    return None, None


def of_parts(whole: NDArray[np.float64], parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances of a long text: half what it says as a whole, half what its most urgent part says."""
    mixed: NDArray[np.float64] = np.maximum(whole, 0.5 * whole + 0.5 * parts.max(axis=0))
    return mixed
