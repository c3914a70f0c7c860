"""The vectors that come with the phrases: near enough, the same bytes each time, and no encoder needed for them."""

from pathlib import Path

import numpy as np
import pytest

from bot.paths import locales_folder
from bot.understanding import encoder
from bot.understanding.normalise import normalise
from bot.understanding.phrases import examples
from bot.understanding.vectors import Vectors, pack, shipped


@pytest.fixture
def made() -> dict[str, "np.typing.NDArray[np.float32]"]:
    random = np.random.default_rng(7)
    table = random.normal(0.1, 1, (300, 384)).astype(np.float32)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    return {f"phrase {i}": row for i, row in enumerate(table)}


def test_four_bits_keep_the_direction(tmp_path: Path, made: dict[str, "np.typing.NDArray[np.float32]"]) -> None:
    pack(tmp_path / "a.npz", made)
    pack(tmp_path / "b.npz", made)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    known = Vectors(None, [tmp_path / "a.npz"])
    assert min(float(known.of(text) @ vector) for text, vector in made.items()) > 0.98


def test_most_phrases_come_with_a_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = 0

    def encode(text: str, threads: int = 1) -> "np.typing.NDArray[np.float32]":
        nonlocal missing
        missing += 1
        return np.ones(encoder.DIMENSIONS, dtype=np.float32)

    monkeypatch.setattr(encoder, "encode", encode)
    known = Vectors(None, shipped(locales_folder()))
    found = examples(locales_folder())
    for example in found:
        known.of(normalise(example.text))
    assert missing < len(found) / 10, "worth `python -m bot.understanding.vectors`"


def test_a_broken_file_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vectors.npz").write_bytes(b"PK\x03\x04 half an archive")
    monkeypatch.setattr(encoder, "encode", lambda text, threads=1: np.ones(encoder.DIMENSIONS, dtype=np.float32))
    known = Vectors(tmp_path / "vectors.npz", [tmp_path / "vectors.npz"])
    assert known.of("안녕").shape == (encoder.DIMENSIONS,)
    known.save()
    assert Vectors(tmp_path / "vectors.npz").of("안녕").shape == (encoder.DIMENSIONS,)
