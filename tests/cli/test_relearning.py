"""A bot that runs while its phrases are edited: it answers with the old ones, then with the new."""

import asyncio
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bot.answers.responder import Responder
from bot.answers.state import Page, State
from bot.cli import relearning
from bot.directory import load
from bot.directory.hours import SEOUL
from bot.paths import locales_folder
from bot.texts import Texts
from bot.understanding import Engine
from bot.understanding import encoder as encoder_module
from bot.understanding.model import artefact, fingerprint
from bot.understanding.train import train
from bot.understanding.types import Understanding
from bot.vocabulary import Situation

PHRASES = """\
situations:
  deepfake: [합성 사진이 단톡에 돌아요, 누가 얼굴을 합성했어요, 합성 영상을 만들었대요, 얼굴 합성물이 올라왔어요]
  stalking: [집까지 따라와요, 매일 집 앞에서 기다려요, 자꾸 따라와서 무서워요, 퇴근길에 따라와요]
urgent:
  suicide: [죽고 싶어요]
  danger: [지금 칼을 들고 문 앞에 있어요]
meta: {greet: [안녕하세요, 안녕]}
unknown: [오늘 날씨 어때요, 점심 뭐 먹지]
"""
MORE = "  trafficking: [업소에서 못 나가게 해요, 업소 사장이 빚을 갚으래요, 업소에서 여권을 뺏겼어요]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(encoder_module, "available", lambda: False)
    monkeypatch.setattr(relearning, "LOOK", 0.02)
    made = tmp_path / "locales"
    shutil.copytree(locales_folder(), made, ignore=shutil.ignore_patterns("phrases.yaml", "vectors.npz"))
    (made / "ko" / "phrases.yaml").write_text(PHRASES, "utf-8")
    return made


def _read(responder: Responder, text: str) -> Understanding:
    return responder.answer(text, State(Page.ANSWER, "ko"), datetime(2026, 3, 2, 10, tzinfo=SEOUL)).understanding


def _first(responder: Responder, text: str) -> Situation | None:
    reading = _read(responder, text)
    return reading.situations[0].situation if reading.situations else None


async def _until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not done():
            await asyncio.sleep(0.02)


async def _kept_up(responder: Responder, folder: Path, learn: relearning.Learn) -> "asyncio.Task[None]":
    path = folder.parent / "reader.npz"
    return asyncio.create_task(relearning.keep_up(responder, locales=folder, learn=learn, path=path))


def _responder(folder: Path) -> Responder:
    root = Path(__file__).parents[2]
    engine = Engine.load(locales=folder, path=folder.parent / "reader.npz")
    return Responder(load(root / "resources.yaml"), Texts.load(folder), engine)


async def test_a_changed_phrase_is_learnt_while_the_old_ones_answer(folder: Path) -> None:
    responder = _responder(folder)
    may, asked = asyncio.Event(), asyncio.Event()

    async def learn() -> bool:
        asked.set()
        await may.wait()
        await asyncio.to_thread(train, locales=folder, out=folder.parent / "reader.npz")
        return True

    task = await _kept_up(responder, folder, learn)
    phrases = folder / "ko" / "phrases.yaml"
    phrases.write_text(phrases.read_text("utf-8").replace("urgent:", MORE + "urgent:"), "utf-8")
    await asyncio.wait_for(asked.wait(), 20)
    assert _first(responder, "합성 사진이 돌아다녀요") is Situation.DEEPFAKE  # answers while it learns
    assert _first(responder, "업소에서 못 나가게 해요") is not Situation.TRAFFICKING
    may.set()
    await _until(lambda: responder.learnt == fingerprint(folder))
    assert _first(responder, "업소에서 못 나가게 해요") is Situation.TRAFFICKING
    task.cancel()


async def test_phrases_that_cannot_be_learnt_are_tried_once(folder: Path) -> None:
    responder, tries = _responder(folder), 0

    async def learn() -> bool:
        nonlocal tries
        tries += 1
        return False

    task = await _kept_up(responder, folder, learn)
    phrases = folder / "ko" / "phrases.yaml"
    phrases.write_text(phrases.read_text("utf-8") + "vague: [\n", "utf-8")
    await _until(lambda: tries == 1)
    await asyncio.sleep(0.2)
    assert tries == 1
    assert _first(responder, "합성 사진이 돌아다녀요") is Situation.DEEPFAKE
    task.cancel()


async def test_a_changed_lexicon_is_taken_over(folder: Path) -> None:
    responder = _responder(folder)
    words = folder / "ko" / "lexicon.yaml"
    before = _read(responder, "한라산 근처에 살아요").region

    async def learn() -> bool:
        return False

    task = await _kept_up(responder, folder, learn)
    await asyncio.sleep(0.1)
    words.write_text(words.read_text("utf-8").replace("    - 서귀포\n", "    - 서귀포\n    - 한라산\n"), "utf-8")
    await _until(lambda: _read(responder, "한라산 근처에 살아요").region is not None)
    assert before is None
    task.cancel()


async def test_learning_is_a_process_of_its_own_that_ends_with_the_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GYEOT_CACHE", str(tmp_path))
    artefact().parent.mkdir()
    slow = tmp_path / "slow"  # a bot package whose training never ends
    (slow / "bot").mkdir(parents=True)
    (slow / "bot" / "__init__.py").touch()
    (slow / "bot" / "__main__.py").write_text(
        "import os, pathlib, time\n"
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(f'{{os.getpid()}} {{os.nice(0)}}')\ntime.sleep(60)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(slow))
    monkeypatch.setenv("GYEOT_TOKEN", "canary-7731")
    monkeypatch.chdir(slow)
    task = asyncio.create_task(relearning.learn())
    await _until((tmp_path / "pid").exists)
    await asyncio.sleep(0.1)
    pid = int((tmp_path / "pid").read_text().split()[0])
    assert os.getpriority(os.PRIO_PROCESS, pid) == relearning.NICE
    assert b"canary-7731" not in Path(f"/proc/{pid}/environ").read_bytes()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
