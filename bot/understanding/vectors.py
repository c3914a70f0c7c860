"""The encoder's vectors of phrases already seen: an edit of one phrase then costs one phrase."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.understanding import encoder


class Vectors:
    """Vectors by a hash of the text."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, NDArray[np.float32]] = {}
        if path is not None and path.exists():
            with (
                suppress(OSError, ValueError, KeyError, EOFError, BadZipFile),
                np.load(path, allow_pickle=False) as file,
            ):
                self._known = dict(zip(map(str, file["keys"]), file["vectors"].astype(np.float32), strict=True))
        self._used: dict[str, NDArray[np.float32]] = {}

    def of(self, text: str) -> NDArray[np.float32]:
        """The vector of a text, shape (384,)."""
        key = hashlib.sha256(text.encode()).hexdigest()[:24]
        if key not in self._known:
            self._known[key] = encoder.encode(text, os.cpu_count() or 1)
        self._used[key] = self._known[key]
        return self._known[key]

    def save(self) -> None:
        """Keep what was used, whole or not at all."""
        if self._path is None or not self._used:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part.npz")
        np.savez(part, keys=np.array(list(self._used)), vectors=np.array(list(self._used.values())))
        part.replace(self._path)
