"""Least squares on likenesses (kernel ridge regression), solved once for all outputs, with exact leave-one-out scores.

Chosen over logistic regression because one solution holds letters and meaning together, needs no iterations, and tells
for every phrase how it would have been read without itself; see docs/evaluation.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas, lapack
from scipy.sparse import csr_matrix, diags

from bot.understanding.features import SHARES
from bot.understanding.model import Numbers, likeness

RIDGE = 0.15  # how far a single phrase is trusted
ROWS = 512  # of the table of likenesses made at a time


@dataclass(frozen=True)
class Letters:
    """`rows` (n, f): features weighted by rarity, each family of a phrase of the length its share gives."""

    index: NDArray[np.int32]
    rarity: Numbers
    rows: csr_matrix


def letters(found: list[dict[str, dict[int, float]]]) -> Letters:
    """Weigh the features of all phrases: what is in three phrases or more, by how rare it is."""
    counts: dict[int, int] = {}
    for families in found:
        for family in families.values():
            for number in family:
                counts[number] = counts.get(number, 0) + 1
    index = np.array(sorted(number for number, count in counts.items() if count > 2), dtype=np.int32)
    place = {int(number): i for i, number in enumerate(index)}
    rarity = np.array([np.log((len(found) + 1) / (counts[int(n)] + 1)) + 1 for n in index], dtype=np.float32)
    blocks = [_family(found, family, share, place, rarity) for family, share in SHARES.items()]
    return Letters(index, rarity, sum(blocks[1:], blocks[0]).tocsr())


def _family(
    found: list[dict[str, dict[int, float]]], family: str, share: float, place: dict[int, int], rarity: Numbers
) -> csr_matrix:
    columns: list[int] = []
    values: list[float] = []
    pointers = [0]
    for families in found:
        for number, value in families[family].items():
            if number in place:
                columns.append(place[number])
                values.append(value)
        pointers.append(len(columns))
    rows = csr_matrix((np.array(values, dtype=np.float32), columns, pointers), shape=(len(found), len(rarity)))
    rows = rows @ diags(rarity)
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return diags((share**0.5 / np.maximum(lengths, 1e-6)).astype(np.float32)) @ rows


def solve(
    rows: csr_matrix, vectors: Numbers | None, targets: Numbers, progress: Callable[[float], object] = lambda _: None
) -> tuple[Numbers, Numbers]:
    """(weights of the phrases, scores of each phrase read without itself), both (n, outputs). One table of n x n."""
    n = len(targets)
    table = np.empty((n, n), dtype=np.float32, order="F")
    turned = rows.T.tocsc()
    for start in range(0, n, ROWS):
        part = (rows[start : start + ROWS] @ turned).toarray()
        if vectors is not None:
            part += likeness(vectors[start : start + ROWS] @ vectors.T)
        table[:, start : start + ROWS] = part.T
        progress(0.4 * start / n)
    table[np.diag_indices(n)] += RIDGE
    factor, failed = lapack.spotrf(table, lower=1, overwrite_a=1)
    inverse, failed_too = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        raise ArithmeticError("the likenesses of the phrases cannot be solved")
    weights: Numbers = blas.ssymm(1.0, inverse, targets, side=0, lower=1)
    progress(1.0)
    return weights, (targets - weights / np.diag(inverse)[:, None]).astype(np.float32)
