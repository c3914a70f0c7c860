"""The trained reader: likeness to the phrases, by letters and by meaning, then a calibrated judgement. Numpy alone."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.understanding import encoder, phrases, vectors
from bot.understanding.features import SHARES, Found, features
from bot.understanding.outputs import OUTPUTS, STACKED, columns
from bot.understanding.spacing import Spacing

FORMAT = "12"  # raised whenever features or outputs change their meaning
MEANING, WIDTH = 1.0, 2.0  # the encoder's share in the likeness, and how fast it falls with distance

Numbers = NDArray[np.float32]


class NoModel(Exception):
    """There is no artefact that fits the phrases."""


@dataclass(frozen=True)
class Model:
    """Weights as trained, n phrases, f features, o outputs.

    `index` (f,) sorted feature numbers; `rarity` (f,); `letters` (r, o) weights of those that weigh most, found by
    `rows` (f,); the first row is empty and stands for all others.
    With an encoder: `centre` (384,), `vectors` (n, 384) and their `meaning` (n, o).
    `judges`: group -> (scores + 1, classes) of a softmax over the group's classes; `slopes` (2, o) for single outputs.
    `spacing`: English without spaces, read apart. `inputs`: the hash of what it was made from.
    """

    index: NDArray[np.int32]
    rarity: NDArray[np.float32]
    rows: NDArray[np.int32]
    letters: NDArray[np.float16]
    centre: Numbers | None
    vectors: Numbers | None
    meaning: Numbers | None
    judges: dict[str, Numbers]
    slopes: Numbers
    spacing: Spacing
    inputs: str = ""

    @classmethod
    def load(cls, path: Path, inputs: str | None = None) -> "Model":
        """Read an artefact; raises NoModel if it is missing, broken, or not made from `inputs`.

        `inputs` None: from whatever phrases, as long as this version and this machine can read it.
        """
        try:
            with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
                known = "vectors" in file
                if inputs is not None and str(file["inputs"]) != inputs:
                    raise NoModel("stale")
                if str(file["rules"]) != rules() or (known and not encoder.available()):
                    raise NoModel("of another version")
                return cls(
                    file["index"],
                    file["rarity"].astype(np.float32),
                    file["rows"],
                    file["letters"],
                    file["centre"] if known else None,
                    file["vectors"].astype(np.float32) if known else None,
                    file["meaning"].astype(np.float32) if known else None,
                    {group: file[f"judge_{group}"] for group in STACKED},
                    file["slopes"],
                    Spacing(file["spaced_words"], file["spaced_costs"]),
                    str(file["inputs"]),
                )
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise NoModel(type(error).__name__) from None

    @property
    def semantic(self) -> bool:
        """Whether it was trained with the encoder."""
        return self.vectors is not None

    def scores(self, text: str, most: int = encoder.WHOLE) -> Numbers:
        """How each output is taken, about -1 to 1, shape (o,), for a normalised text; the meaning of its beginning."""
        total = np.zeros(self.letters.shape[1], dtype=np.float32)
        places, shares = [], []
        for family, found in features(text).items():
            at, values = self.weighed(found)
            length = float(np.sqrt(values @ values))
            if length:
                places.append(self.rows[at])
                shares.append(values * np.float32(SHARES[family] ** 0.5 / length))
        if places:
            total += np.concatenate(shares) @ self.letters[np.concatenate(places)].astype(np.float32)
        if self.vectors is not None and self.meaning is not None and self.centre is not None and text:
            vector = centred(encoder.encode(text, most=most), self.centre)
            total += likeness(self.vectors @ vector) @ self.meaning
        return total

    def weighed(self, found: Found) -> tuple[NDArray[np.intp], Numbers]:
        """Of one family: the rows of the features that are known, and what each counts for."""
        at, values = found.among(self.index)
        return at, values * self.rarity[at]

    def judge(self, scores: Numbers) -> NDArray[np.float64]:
        """Probabilities, shape (o,): within a group of STACKED they share one, elsewhere each stands on its own."""
        clipped = np.clip(self.slopes[0] * scores + self.slopes[1], -30, 30).astype(np.float64)
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-clipped))
        for group, weights in self.judges.items():
            logits = (scores @ weights[:-1] + weights[-1]).astype(np.float64)
            shares = np.exp(logits - logits.max())
            own = columns(group)
            chances[own] = (shares / shares.sum())[: len(own)]
        return chances


def centred(vector: Numbers, centre: Numbers) -> Numbers:
    """The vector seen from the middle of all phrases, of length one: as they come, all vectors lie close together."""
    moved = vector - centre
    result: Numbers = moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-6)
    return result


def likeness(cosines: Numbers) -> Numbers:
    """What nearness in meaning counts for."""
    result: Numbers = MEANING * np.exp(WIDTH * (cosines - 1))
    return result


def rules() -> str:
    """A hash of what this version takes the numbers of an artefact to mean."""
    return hashlib.sha256(f"{FORMAT} {OUTPUTS} {SHARES} {MEANING} {WIDTH}".encode()).hexdigest()


def fingerprint(locales: Path) -> str:
    """A hash of everything the artefact is made from."""
    digest = hashlib.sha256(f"{rules()} {encoder.available()}".encode())
    for path in [*phrases.files(locales), *(vectors.shipped(locales) if encoder.available() else ())]:
        digest.update(str(path.relative_to(locales)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def artefact() -> Path:
    """Where the artefact lies: `$GYEOT_CACHE`, else the user's cache folder. It holds phrases' weights, no text."""
    base = os.environ.get("GYEOT_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "gyeot" / "reader.npz"
