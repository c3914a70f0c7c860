"""An editor's mistake in phrases or lexicon is told with file, line and place."""

from pathlib import Path

import pytest

from bot.understanding.checking import check, swallowed
from bot.understanding.train import train


@pytest.mark.parametrize(
    ("change", "line", "code", "field"),
    [
        (("stalking:", "stalkin:"), 3, "shape", "situations.stalkin"),
        (("[어떻게 지우나요,", "[{txt: 어떻게 지우나요},"), 5, "shape", "needs.removal.0.txt"),
        (("kind: unknown", "kind: nothing"), 9, "shape", "not_urgent.0.kind"),
        (("[합성 사진이", "[합성: 사진이: {"), 3, "yaml", ""),
    ],
)
def test_a_mistake_is_located(locales: Path, change: tuple[str, str], line: int, code: str, field: str) -> None:
    path = locales / "ko" / "phrases.yaml"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")
    found = [f for f in check(locales) if f.code == code]
    assert any(f.path == path and field in f.field and abs(f.line - line) <= 1 for f in found)


def test_one_phrase_cannot_teach_two_things(locales: Path) -> None:
    path = locales / "ko" / "phrases.yaml"
    path.write_text(path.read_text("utf-8").replace("매일 집 앞에서 기다려요", "누가 얼굴을 합성 했어요"), "utf-8")
    (finding,) = check(locales)
    assert (finding.code, finding.field, finding.other) == ("twice", "stalking", "deepfake")


def test_a_pattern_that_cannot_be_read(locales: Path) -> None:
    (locales / "ko" / "lexicon.yaml").write_text("audiences:\n  minor:\n    - 중학\n    - '(중학'\n", "utf-8")
    (finding,) = check(locales)
    assert (finding.code, finding.line, finding.field) == ("pattern", 4, "audiences.minor")


def test_a_phrase_that_another_situation_takes_over_is_a_warning(locales: Path, tmp_path: Path) -> None:
    path = locales / "ko" / "phrases.yaml"
    text = path.read_text("utf-8").replace("퇴근길에 따라와요]", "퇴근길에 따라와요, 누가 얼굴을 합성했대요 합성 영상]")
    path.write_text(text, "utf-8")
    out = train(locales=locales, out=tmp_path / "reader.npz")
    found = swallowed(locales, out)
    assert all(finding.warning for finding in found)
    assert ("stalking", "deepfake", 3) in [(f.field, f.other, f.line) for f in found]


def test_the_shipped_files_are_in_order() -> None:
    from bot.paths import locales_folder

    assert check(locales_folder()) == []
