"""Stands in for the sentence encoder where 30 ms a text are not what is tried: the same vector for every text."""

import numpy as np
from numpy.typing import NDArray

from bot.understanding import encoder

_VECTOR = np.full(encoder.DIMENSIONS, encoder.DIMENSIONS**-0.5, dtype=np.float32)


def encode(text: str, threads: int = 1, most: int = encoder.WHOLE) -> NDArray[np.float32]:
    """Takes what `encoder.encode` takes: what it could not take would end in the emergency text."""
    return _VECTOR
