"""`gyeot train`: phrases -> the artefact. Deterministic; needs SciPy, which answering does not."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.paths import locales_folder
from bot.understanding import encoder
from bot.understanding.features import features
from bot.understanding.model import Model, NoModel, Numbers, artefact, centred, fingerprint, rules
from bot.understanding.normalise import normalise
from bot.understanding.outputs import OUTPUTS, STACKED, columns
from bot.understanding.phrases import Example, examples
from bot.understanding.vectors import Vectors, shipped
from bot.vocabulary import Kind

SWALLOWED = 0.9  # of two: so far below another situation's score a phrase teaches nothing of its own
HEAVIEST = 130_000  # features whose weights are kept: leaving out the lightest changes no figure beyond its noise
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
    found = examples(locales)
    vectors = vectors_of(found, locales, out, progress)
    arrays: dict[str, Any] = fit(found, vectors, lambda share: progress(0.4 + 0.6 * share))
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_suffix(".part.npz")
    np.savez(part, inputs=np.array(inputs), **arrays)
    part.replace(out)
    progress(1.0)
    return out


def vectors_of(
    found: Sequence[Example], locales: Path, out: Path, progress: Progress = lambda _: None
) -> Numbers | None:
    """The phrases' vectors, shape (n, 384), or None where there is no encoder. New ones are kept beside `out`."""
    if not encoder.available():
        return None
    known = Vectors(out.with_name("vectors.npz"), shipped(locales))
    vectors = []
    for i, example in enumerate(found):
        vectors.append(known.of(normalise(example.text)))
        if i % 50 == 0:
            progress(0.4 * i / len(found))
    known.save()
    return np.array(vectors, dtype=np.float32)


def fit(found: Sequence[Example], vectors: Numbers | None, progress: Progress = lambda _: None) -> dict[str, Any]:
    """The arrays of the artefact."""
    from bot.understanding import ridge, spacing, stacking

    labels = np.array([[name in _labels(example) for name in OUTPUTS] for example in found])
    texts = [normalise(example.text) for example in found]
    letters = ridge.letters([features(text) for text in texts])
    words, costs = spacing.learn(texts)
    centre = None if vectors is None else vectors.mean(axis=0)
    moved = None if vectors is None or centre is None else centred(vectors, centre)
    weights, alone = ridge.solve(
        letters.rows, moved, labels.astype(np.float32) * 2 - 1, lambda share: progress(0.8 * share)
    )
    arrays: dict[str, Any] = {
        "rules": np.array(rules()),
        "index": letters.index,
        "rarity": letters.rarity.astype(np.float16),
        **_heaviest(letters.rarity, np.asarray(letters.rows.T @ weights)),
        "slopes": stacking.slopes(alone, labels),
        "rivals": _rivals(alone, labels),
        "spaced_words": words,
        "spaced_costs": costs,
    }
    if moved is not None and centre is not None:
        arrays |= {"centre": centre, "vectors": moved.astype(np.float16), "meaning": weights.astype(np.float16)}
    for group, or_none in STACKED.items():
        classes = labels[:, columns(group)].astype(np.float64)
        if or_none:
            classes = np.hstack([classes, classes.sum(axis=1, keepdims=True) == 0])
        share = classes.sum(axis=0) / classes.sum()
        # Rare classes count for more, though not in full: half-way, on a logarithmic scale.
        each = classes @ (1 / np.sqrt(np.maximum(share, 1e-3) * classes.shape[1])) / classes.sum(axis=1)
        arrays[f"judge_{group}"] = stacking.softmax(alone, classes / classes.sum(axis=1, keepdims=True), each)
    progress(1.0)
    return arrays


def _heaviest(rarity: Numbers, letters: Numbers) -> dict[str, Any]:
    """The weights of the features that move a judgement most; the others only take memory."""
    weight = rarity * np.abs(letters).max(axis=1)
    kept = np.sort(np.argsort(-weight, kind="stable")[:HEAVIEST])
    rows = np.zeros(len(letters), dtype=np.int32)
    rows[kept] = np.arange(1, len(kept) + 1)
    table = np.vstack([np.zeros((1, letters.shape[1]), dtype=np.float16), letters[kept].astype(np.float16)])
    return {"rows": rows, "letters": table}


def _rivals(alone: Numbers, labels: NDArray[np.bool_]) -> NDArray[np.int8]:
    """For each phrase the situation it is clearly read as without itself though it is another's, else -1."""
    own = columns("situation")
    scores, right = alone[:, own], labels[:, own]
    best = np.where(right, scores, -9).max(axis=1)
    return np.where(right.any(axis=1) & (scores.max(axis=1) - best > SWALLOWED), scores.argmax(axis=1), -1).astype(
        np.int8
    )


def _labels(example: Example) -> set[str]:
    names = {f"kind:{example.kind}"}
    names |= {f"situation:{s}" for s in example.situations}
    names |= {f"need:{n}" for n in example.needs}
    names |= {f"topic:{t}" for t in example.topics}
    names |= {f"audience:{a}" for a in example.audiences}
    if example.urgent is not None:
        names.add(f"urgent:{example.urgent}")
    if example.kind is Kind.META and example.intent is not None:
        names.add(f"intent:{example.intent}")
    return names
