"""The encoder's vectors of phrases: most come with Gyeot, those of new phrases are made once and kept.

A phrase takes the encoder some 25 ms; all of them take minutes, which is why `locales/<language>/vectors.npz` holds
them in four bits a number. A phrase that is not in it is encoded; one that is in it and no longer among the phrases is
passed over. `python -m bot.understanding.vectors` writes those files anew: worth it after many new phrases, not after
each.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.understanding import encoder

STEP = 0.335  # of a deviation: the best even step for 16 levels of normally distributed numbers (Max, 1960)
_UNREADABLE = (OSError, ValueError, KeyError, EOFError, BadZipFile)

Vector = NDArray[np.float32]


class Vectors:
    """Vectors by a hash of the text: those that come with the phrases first, then those kept at `path`."""

    def __init__(self, path: Path | None, shipped: Iterable[Path] = ()) -> None:
        self._path = path
        self._known: dict[bytes, Vector] = {}
        if path is not None:
            with suppress(*_UNREADABLE), path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
                self._known = dict(zip(_keys(file["keys"]), file["vectors"].astype(np.float32), strict=True))
        self._shipped: dict[bytes, Vector] = {}
        for source in shipped:
            with suppress(*_UNREADABLE):
                self._shipped |= unpack(source)
        self._used: dict[bytes, Vector] = {}

    def of(self, text: str) -> Vector:
        """The vector of a normalised text, shape (384,)."""
        key = _key(text)
        if key in self._shipped:
            return self._shipped[key]
        if key not in self._known:
            self._known[key] = encoder.encode(text, os.cpu_count() or 1)
        self._used[key] = self._known[key]
        return self._known[key]

    def save(self) -> None:
        """Keep what was used and does not come with Gyeot, whole or not at all."""
        if self._path is None or not self._used:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part.npz")
        np.savez(part, keys=_rows(self._used), vectors=np.array(list(self._used.values())))
        part.replace(self._path)


def shipped(locales: Path) -> list[Path]:
    """The files of vectors that come with the phrases, in a fixed order."""
    return sorted(locales.glob("*/vectors.npz"))


def pack(path: Path, vectors: dict[str, Vector]) -> None:
    """Write the vectors of texts in four bits a number, the same bytes for the same vectors."""
    table = np.array(list(vectors.values()), dtype=np.float32)
    centre, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    levels = np.clip(np.floor((table - centre) / (spread * STEP)), -8, 7).astype(np.int8) + 8
    codes = (levels[:, 0::2] | levels[:, 1::2] << 4).astype(np.uint8)
    keys = _rows({_key(text): None for text in vectors})
    np.savez(path, keys=keys, codes=codes, centre=centre.astype(np.float32), spread=spread.astype(np.float32))


def unpack(path: Path) -> dict[bytes, Vector]:
    """What `pack` wrote: a hash of the text -> its vector of length one."""
    with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
        codes, centre, spread = file["codes"], file["centre"], file["spread"]
        levels = np.empty((len(codes), codes.shape[1] * 2), dtype=np.float32)
        levels[:, 0::2], levels[:, 1::2] = codes & 15, codes >> 4
        table = centre + (levels - 7.5) * (spread * STEP)
        table /= np.linalg.norm(table, axis=1, keepdims=True)
        return dict(zip(_keys(file["keys"]), table.astype(np.float32), strict=True))


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:8]


def _rows(keyed: Iterable[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(keyed), dtype=np.uint8).reshape(-1, 8)


def _keys(rows: NDArray[np.uint8]) -> list[bytes]:
    return [row.tobytes() for row in rows.astype(np.uint8).reshape(-1, 8)]


def main() -> None:
    """Write the files of vectors that come with the phrases."""
    from bot.paths import locales_folder
    from bot.understanding.model import artefact
    from bot.understanding.normalise import normalise
    from bot.understanding.phrases import files, of, read

    known = Vectors(artefact().with_name("vectors.npz"))
    for source in files(locales_folder()):
        texts = dict.fromkeys(normalise(example.text) for example in of(read(source), source.parent.name))
        pack(source.with_name("vectors.npz"), {text: known.of(text) for text in texts})
    known.save()


if __name__ == "__main__":
    main()
