"""A symmetric table in half the memory: LAPACK's rectangular full packed form, which is as fast as the whole table.

Its layout: https://www.netlib.org/lapack/lawnspdf/lawn199.pdf, lower triangle, not transposed. The columns of the first
half stand as they are; the triangle of the second half, mirrored, fills the corner that they leave empty.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

ROWS = 128  # taken at a time: what is made for them beside the table stays small

Numbers = NDArray[np.float32]


class Packed:
    """A symmetric table (n, n). Filled, inverted and multiplied by blocks of rows."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._half = size - size // 2
        # In an even table the first half stands a row lower, in an odd one the corner a column further.
        self._down = 1 - size % 2
        self._table = np.zeros((size + self._down, self._half), dtype=np.float32, order="F")

    @property
    def _first(self) -> Numbers:
        """Rows of the table in the columns of its first half: a view."""
        return self._table[self._down :]

    @property
    def _second(self) -> Numbers:
        """The triangle of the second half, mirrored: a view."""
        return self._table[:, 1 - self._down :]

    def blocks(self) -> Iterator[tuple[int, int]]:
        """(first row, behind the last) of each block, in order."""
        for begin, end in ((0, self._half), (self._half, self._size)):
            for start in range(begin, end, ROWS):
                yield start, min(start + ROWS, end)

    def put(self, start: int, rows: Numbers) -> None:
        """Set a block: `rows` (b, start + b) are its rows up to the diagonal; what is right of it is not looked at."""
        stop, left = start + len(rows), min(start, self._half)
        self._first[start:stop, :left] = rows[:, :left]
        for row in range(start, stop):
            if row < self._half:
                self._first[row, left : row + 1] = rows[row - start, left : row + 1]
            else:
                own = row - self._half
                self._second[: own + 1, own] = rows[row - start, self._half : row + 1]

    def rows(self, start: int, stop: int) -> Numbers:
        """A block (b, stop): its rows up to the diagonal, mirrored beyond it."""
        found = np.zeros((stop - start, stop), dtype=np.float32)
        left = min(stop, self._half)
        found[:, :left] = self._first[start:stop, :left]
        if stop > self._half:
            found[:, self._half :] = self._second[: stop - self._half, start - self._half : stop - self._half].T
        square = np.tril(found[:, start:])
        found[:, start:] = square + np.tril(square, -1).T
        return found

    def diagonal(self) -> Numbers:
        """Shape (n,)."""
        first = np.diagonal(self._first)[: self._half]
        second = np.diagonal(self._second)[: self._size - self._half]
        return np.concatenate([first, second])

    def invert(self) -> None:
        """In its place. Raises ArithmeticError where the table is not positive definite."""
        flat = self._table.reshape(-1, order="F")
        factor, failed = lapack.spftrf(self._size, flat, transr="N", uplo="L", overwrite_a=1)
        if not failed:
            flat, failed = lapack.spftri(self._size, factor, transr="N", uplo="L", overwrite_a=1)
        if failed:
            raise ArithmeticError("the table cannot be inverted")
        self._table = flat.reshape(self._table.shape, order="F")

    def times(self, other: Numbers) -> Numbers:
        """The table times (n, o)."""
        result = np.zeros_like(other)
        for start, stop in self.blocks():
            block = self.rows(start, stop)
            result[start:stop] += block @ other[:stop]
            result[:start] += block[:, :start].T @ other[start:stop]
        return result
