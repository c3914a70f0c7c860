"""Least squares on likenesses (kernel ridge regression), solved once for all outputs, with exact leave-one-out scores.

Chosen over logistic regression because one solution holds letters and meaning together, needs no iterations, and tells
for every phrase how it would have been read without itself; see docs/evaluation.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from bot.understanding.features import SHARES, Found
from bot.understanding.model import Numbers, likeness
from bot.understanding.packed import Packed

RIDGE = 0.15  # how far a single phrase is trusted


@dataclass(frozen=True)
class Letters:
    """`rows` (n, f): features weighted by rarity, each family of a phrase of the length its share gives."""

    index: NDArray[np.int32]
    rarity: Numbers
    rows: csr_matrix


def letters(found: list[dict[str, Found]]) -> Letters:
    """Weigh the features of all phrases: what is in three phrases or more, by how rare it is."""
    every = np.concatenate([family.numbers for families in found for family in families.values()])
    numbers, counts = np.unique(every, return_counts=True)
    index, counts = numbers[counts > 2], counts[counts > 2]
    rarity = (np.log((len(found) + 1) / (counts + 1)) + 1).astype(np.float32)
    blocks = [
        _family([families[family] for families in found], share, index, rarity) for family, share in SHARES.items()
    ]
    return Letters(index, rarity, sum(blocks[1:], blocks[0]).tocsr())


def _family(found: list[Found], share: float, index: NDArray[np.int32], rarity: Numbers) -> csr_matrix:
    columns, values = zip(*(one.among(index) for one in found), strict=True)
    pointers = np.cumsum([0, *map(len, columns)])
    rows = csr_matrix((np.concatenate(values), np.concatenate(columns), pointers), shape=(len(found), len(rarity)))
    rows = rows @ diags(rarity)
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return diags((share**0.5 / np.maximum(lengths, 1e-6)).astype(np.float32)) @ rows


def solve(
    rows: csr_matrix, vectors: Numbers | None, targets: Numbers, progress: Callable[[float], object] = lambda _: None
) -> tuple[Numbers, Numbers]:
    """(weights of the phrases, scores of each phrase read without itself), both (n, outputs). Half a table of n x n."""
    n = len(targets)
    table, turned = Packed(n), rows.T.tocsr()
    for start, stop in table.blocks():
        part = (rows[start:stop] @ turned).toarray()[:, :stop]
        if vectors is not None:
            part += likeness(vectors[start:stop] @ vectors[:stop].T)
        part[np.arange(stop - start), np.arange(start, stop)] += RIDGE
        table.put(start, part)
        progress(0.4 * (stop / n) ** 2)
    table.invert()
    weights = table.times(targets)
    progress(1.0)
    return weights, (targets - weights / table.diagonal()[:, None]).astype(np.float32)
