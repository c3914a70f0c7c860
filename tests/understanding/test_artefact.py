"""What `gyeot train` makes: the same from the same, noticed when stale, whole or not at all, numbers only."""

from pathlib import Path

import numpy as np
import pytest

from bot.understanding import Engine
from bot.understanding.model import Model, NoModel, fingerprint
from bot.understanding.train import train
from bot.vocabulary import Kind, Situation


def test_reads_what_it_was_taught(locales: Path, tmp_path: Path) -> None:
    engine = Engine.load(locales=locales, path=tmp_path / "reader.npz")
    assert engine.understand("합성 사진이 돌아다녀요").situations[0].situation is Situation.DEEPFAKE
    assert engine.understand("퇴근길마다 따라와요").situations[0].situation is Situation.STALKING


def test_the_same_from_the_same(locales: Path, tmp_path: Path) -> None:
    first = train(locales=locales, out=tmp_path / "a" / "reader.npz")
    second = train(locales=locales, out=tmp_path / "b" / "reader.npz")
    assert first.read_bytes() == second.read_bytes()


def test_a_changed_phrase_makes_it_stale_and_it_is_made_anew(locales: Path, tmp_path: Path) -> None:
    out = train(locales=locales, out=tmp_path / "reader.npz")
    phrases = locales / "ko" / "phrases.yaml"
    phrases.write_text(phrases.read_text("utf-8") + "vague: [도와 주세요]\n", "utf-8")
    with pytest.raises(NoModel):
        Model.load(out, fingerprint(locales))
    Engine.load(locales=locales, path=out)
    Model.load(out, fingerprint(locales))


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 half an archive"])
def test_a_broken_one_is_made_anew(locales: Path, tmp_path: Path, content: bytes) -> None:
    out = tmp_path / "reader.npz"
    out.write_bytes(content)
    assert Engine.load(locales=locales, path=out).understand("자꾸 따라와요").kind is Kind.HELP


def test_it_holds_numbers_only(locales: Path, tmp_path: Path) -> None:
    out = train(locales=locales, out=tmp_path / "reader.npz")
    with np.load(out, allow_pickle=False) as file:
        for name in file.files:
            assert file[name].dtype.kind in "fi" or name in ("inputs", "rules")
    assert list(tmp_path.glob("*.part*")) == []
