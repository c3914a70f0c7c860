"""The trained reader: linear in the features, and in the encoder's vector where there is one. Numpy alone."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.understanding import encoder, lexicon, phrases
from bot.understanding.outputs import OUTPUTS

FORMAT = "3"  # raised whenever features or outputs change their meaning
# Share of the encoder in the common judgement; chosen by `make evaluate`.
BLEND = 0.3


class NoModel(Exception):
    """There is no artefact that fits the phrases."""


@dataclass(frozen=True)
class Model:
    """Weights as trained. `letters` (columns x outputs), `meaning` (384 x outputs) or None."""

    index: NDArray[np.int32]  # sorted feature numbers
    letters: NDArray[np.float32]
    letters_bias: NDArray[np.float32]
    meaning: NDArray[np.float32] | None
    meaning_bias: NDArray[np.float32] | None

    @classmethod
    def load(cls, path: Path, inputs: str | None = None) -> "Model":
        """Read an artefact; raises NoModel if it is missing, broken, or not made from `inputs` (None: from any)."""
        try:
            with np.load(path, allow_pickle=False) as file:
                if inputs is not None and str(file["inputs"]) != inputs:
                    raise NoModel("stale")
                meaning = file["meaning"].astype(np.float32) if "meaning" in file else None
                return cls(
                    file["index"],
                    file["letters"].astype(np.float32),
                    file["letters_bias"],
                    meaning,
                    file["meaning_bias"] if meaning is not None else None,
                )
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise NoModel(type(error).__name__) from None

    def judge(self, features: dict[int, float], vector: NDArray[np.float32] | None) -> NDArray[np.float64]:
        """Probabilities, shape (len(OUTPUTS),), each on its own."""
        numbers = np.fromiter(features, dtype=np.int32, count=len(features))
        values = np.fromiter(features.values(), dtype=np.float32, count=len(features))
        at = np.searchsorted(self.index, numbers)
        at[at == len(self.index)] = 0
        known = self.index[at] == numbers
        scores = (values[known] @ self.letters[at[known]] + self.letters_bias).astype(np.float64)
        if vector is not None and self.meaning is not None and self.meaning_bias is not None:
            scores = (1 - BLEND) * scores + BLEND * (vector @ self.meaning + self.meaning_bias)
        result: NDArray[np.float64] = 1 / (1 + np.exp(-scores))
        return result


def fingerprint(locales: Path) -> str:
    """A hash of everything the artefact is made from."""
    digest = hashlib.sha256(f"{FORMAT} {encoder.available()} {OUTPUTS}".encode())
    for path in (*phrases.files(locales), *lexicon.files(locales)):
        digest.update(str(path.relative_to(locales)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def artefact() -> Path:
    """Where the artefact lies: `$GYEOT_CACHE`, else the user's cache folder. It holds phrases' weights, no text."""
    base = os.environ.get("GYEOT_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "gyeot" / "reader.npz"
