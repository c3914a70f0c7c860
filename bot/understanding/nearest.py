"""Which phrases a text is most like: the reason for a reading, in words that editors wrote."""

from pathlib import Path

import numpy as np

from bot.understanding import encoder
from bot.understanding.features import SHARES, Found, features
from bot.understanding.model import Model, centred, likeness
from bot.understanding.normalise import normalise
from bot.understanding.phrases import examples

FIRST = 300  # phrases near in meaning, of which the letters are compared


def nearest(text: str, model: Model, locales: Path, most: int) -> list[str]:
    """Phrases, most like first, for a normalised text."""
    phrases = [example.text for example in examples(locales)]
    near = np.zeros(len(phrases), dtype=np.float32)
    if model.vectors is not None and model.centre is not None and len(model.vectors) == len(phrases):
        near += likeness(model.vectors @ centred(encoder.encode(text), model.centre))
    own = features(text)
    some = np.argsort(-near, kind="stable")[: FIRST if near.any() else len(phrases)]
    letters = {int(i): _letters(own, features(normalise(phrases[i])), model) for i in some}
    return [phrases[i] for i in sorted(letters, key=lambda i: -(near[i] + letters[i]))[:most]]


def _letters(own: dict[str, Found], other: dict[str, Found], model: Model) -> float:
    total = 0.0
    for family, share in SHARES.items():
        a, b = (dict(zip(*model.weighed(text[family]), strict=True)) for text in (own, other))
        lengths = (sum(v * v for v in a.values()) * sum(v * v for v in b.values())) ** 0.5
        if lengths:
            total += share * sum(value * b.get(number, 0.0) for number, value in a.items()) / lengths
    return total
