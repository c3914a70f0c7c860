"""The half table gives what the whole table gives."""

import numpy as np
import pytest

from bot.understanding import packed


@pytest.mark.parametrize("size", [1, 2, 3, 16, 17, 64, 65])
def test_as_the_whole_table(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "ROWS", 7)  # blocks that end before, at and behind the middle
    dice = np.random.default_rng(size)
    points = dice.standard_normal((size, 30)).astype(np.float32)
    whole = (points @ points.T / 30 + np.eye(size)).astype(np.float32)
    other = dice.standard_normal((size, 4)).astype(np.float32)
    table = packed.Packed(size)
    for start, stop in table.blocks():
        table.put(start, whole[start:stop, :stop])
    for start, stop in table.blocks():
        assert np.array_equal(table.rows(start, stop), whole[start:stop, :stop])
    assert np.array_equal(table.diagonal(), np.diag(whole))
    assert np.allclose(table.times(other), whole @ other, atol=1e-4)

    table.invert()

    assert np.allclose(table.times(other), np.linalg.solve(whole, other), atol=1e-3)
    assert np.allclose(table.diagonal(), np.diag(np.linalg.inv(whole)), atol=1e-4)


def test_a_table_that_cannot_be_inverted() -> None:
    table = packed.Packed(3)
    table.put(0, np.ones((2, 2), dtype=np.float32))
    with pytest.raises(ArithmeticError):
        table.invert()
