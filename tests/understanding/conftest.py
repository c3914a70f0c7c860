"""The reader as shipped, and a small one that is trained in a moment."""

from pathlib import Path

import pytest

from bot.understanding import Engine
from bot.understanding import encoder as encoder_module

NAMES = {
    "d4u": ["디지털성범죄피해자지원센터", "디성센터", "D4U", "02-735-8994", "디지털 성범죄 피해자 지원센터"],
    "women-hotline-1366": ["여성긴급전화 1366", "여성긴급전화", "1366"],
    "sunflower": ["해바라기센터", "Sunflower Center"],
}

SMALL = """\
situations:
  deepfake: [합성 사진이 단톡에 돌아요, 누가 얼굴을 합성했어요, 합성 영상을 만들었대요, 얼굴 합성물이 올라왔어요]
  stalking: [집까지 따라와요, 매일 집 앞에서 기다려요, 자꾸 따라와서 무서워요, 퇴근길에 따라와요]
needs:
  removal: [어떻게 지우나요, 지우고 싶어요, 지우는 방법을 알려 주세요]
urgent:
  suicide: [죽고 싶어요, 살기 싫어요]
  danger: [지금 칼을 들고 문 앞에 있어요]
not_urgent: [{text: 배고파 죽겠어요, kind: unknown}]
meta:
  greet: [안녕하세요, 안녕, 반가워요]
unknown: [오늘 날씨 어때요, 점심 뭐 먹지, 내일 비 오나요]
"""


@pytest.fixture(scope="session")
def engine() -> Engine:
    """All phrases of all languages."""
    return Engine.load(names=NAMES)


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a few phrases in one language; letters only, so that training takes a moment."""
    monkeypatch.setattr(encoder_module, "available", lambda: False)
    folder = tmp_path / "locales"
    (folder / "ko").mkdir(parents=True)
    (folder / "ko" / "phrases.yaml").write_text(SMALL, "utf-8")
    (folder / "ko" / "lexicon.yaml").write_text("audiences:\n  minor: [중학]\n", "utf-8")
    return folder
