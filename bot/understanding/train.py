"""`gyeot train`: phrases and lexicons -> the artefact. Deterministic; needs scikit-learn, which answering does not."""

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.paths import locales_folder
from bot.understanding import encoder, lexicon
from bot.understanding.features import SPACE, features
from bot.understanding.model import Model, NoModel, artefact, fingerprint
from bot.understanding.normalise import normalise
from bot.understanding.outputs import OUTPUTS
from bot.understanding.phrases import Example, examples
from bot.vocabulary import Kind

LETTERS_C, MEANING_C = 10.0, 12.0  # inverse strength of regularisation; chosen by `make evaluate`
Progress = Callable[[float], object]


def train(
    *, force: bool = False, locales: Path | None = None, out: Path | None = None, progress: Progress = lambda _: None
) -> Path:
    """Build the artefact unless it is there and fits; returns its path. It appears whole or not at all."""
    locales, out = locales or locales_folder(), out or artefact()
    inputs = fingerprint(locales)
    if not force:
        try:
            Model.load(out, inputs)
            progress(1.0)
            return out
        except NoModel:
            pass
    vectors = Vectors(out.with_name("vectors.npz"))
    data = Data.of(examples(locales), locales, vectors, lambda share: progress(0.5 * share))
    vectors.save()
    model = fit(data, range(len(data.texts)), lambda share: progress(0.5 + 0.5 * share))
    arrays: dict[str, Any] = {
        "inputs": np.array(inputs),
        "index": model.index,
        "letters": model.letters.astype(np.float16),
        "letters_bias": model.letters_bias,
    }
    if model.meaning is not None:
        arrays |= {"meaning": model.meaning, "meaning_bias": model.meaning_bias}
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_suffix(".part.npz")
    np.savez(part, **arrays)
    part.replace(out)
    progress(1.0)
    return out


class Vectors:
    """The encoder's vectors of phrases already seen: an edit of one phrase then costs one phrase."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, NDArray[np.float32]] = {}
        if path is not None and path.exists():
            with suppress(OSError, ValueError, KeyError), np.load(path, allow_pickle=False) as file:
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


class Data:
    """Examples with their features, vectors and labels."""

    def __init__(
        self, texts: Sequence[Example], rows: list[dict[int, float]], vectors: NDArray[np.float32] | None
    ) -> None:
        self.texts = texts
        self.rows = rows
        self.vectors = vectors
        self.labels = np.array([[name in _labels(example) for name in OUTPUTS] for example in texts])

    @classmethod
    def of(cls, found: Sequence[Example], locales: Path, known: Vectors, progress: Progress = lambda _: None) -> "Data":
        """Read every example as a text would be read."""
        words = lexicon.load(locales)
        rows, vectors = [], []
        for i, example in enumerate(found):
            text = normalise(example.text)
            rows.append(features(text, words))
            if encoder.available():
                vectors.append(known.of(text))
            if i % 50 == 0:
                progress(i / len(found))
        return cls(found, rows, np.array(vectors) if vectors else None)


def fit(data: Data, chosen: Sequence[int], progress: Progress = lambda _: None) -> Model:
    """Fit one linear judgement an output on the chosen examples."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [data.rows[i] for i in chosen]
    index = np.array(sorted({number for row in rows for number in row}), dtype=np.int32)
    assert index.max() < SPACE  # noqa: S101
    place = {int(number): i for i, number in enumerate(index)}
    pointers = np.cumsum([0, *(len(row) for row in rows)])
    numbers = [place[number] for row in rows for number in row]
    values = [value for row in rows for value in row.values()]
    sparse = csr_matrix((values, numbers, pointers), shape=(len(rows), len(index)))
    dense = None if data.vectors is None else data.vectors[list(chosen)]
    labels = data.labels[list(chosen)]
    letters, letters_bias, meaning, meaning_bias = [], [], [], []
    for j in range(len(OUTPUTS)):
        target = labels[:, j]
        if target.all() or not target.any():
            constant = 6.0 if target.all() else -6.0
            letters.append(np.zeros(len(index)))
            letters_bias.append(constant)
            meaning.append(np.zeros(encoder.DIMENSIONS))
            meaning_bias.append(constant)
            continue
        model = LogisticRegression(
            C=LETTERS_C, solver="liblinear", class_weight=_weight(target), random_state=0, tol=0.01
        )
        model.fit(sparse, target)
        letters.append(model.coef_[0])
        letters_bias.append(model.intercept_[0])
        if dense is not None:
            model = LogisticRegression(
                C=MEANING_C, solver="lbfgs", class_weight=_weight(target), max_iter=300, tol=0.001
            )
            model.fit(dense * 4, target)
            meaning.append(model.coef_[0] * 4)
            meaning_bias.append(model.intercept_[0])
        progress((j + 1) / len(OUTPUTS))
    return Model(
        index,
        np.array(letters, dtype=np.float32).T,
        np.array(letters_bias, dtype=np.float32),
        np.array(meaning, dtype=np.float32).T if meaning and dense is not None else None,
        np.array(meaning_bias, dtype=np.float32) if meaning and dense is not None else None,
    )


def _weight(target: NDArray[np.bool_]) -> dict[bool, float]:
    """Rare judgements count for more, though not in full: half-way, on a logarithmic scale."""
    share = target.mean()
    return {True: float(((1 - share) / share) ** 0.5), False: 1.0}


def _labels(example: Example) -> set[str]:
    names = {f"kind:{example.kind}"}
    names |= {f"situation:{s}" for s in example.situations}
    names |= {f"need:{n}" for n in example.needs}
    if example.urgent is not None:
        names.add(f"urgent:{example.urgent}")
    if example.kind is Kind.META and example.intent is not None:
        names.add(f"intent:{example.intent}")
    return names
