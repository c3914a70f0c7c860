"""What was asked for and not found, as whoever runs the bot sees it; few are never told from each other."""

import asyncio
import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from sqlalchemy import insert

from bot.cli.app import main
from bot.store.database import connect, release, writing
from bot.store.migrations import migrate
from bot.store.schema import answer_count, did_not_work

MONDAY = date.today() - timedelta(days=date.today().weekday() + 7)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database in which last week was counted."""
    url = f"sqlite+aiosqlite:///{tmp_path}/gyeot.db"

    def row(situation: str, language: str, outcome: str, number: int) -> dict[str, object]:
        counted = {"situation": situation, "language": language, "outcome": outcome, "number": number}
        return {"day": MONDAY, "need": "", **counted}

    async def fill() -> None:
        engine = connect(url)
        await migrate(engine)
        async with writing(engine) as connection:
            await connection.execute(
                insert(answer_count),
                [
                    row("deepfake", "ko", "answered", 731),
                    row("sextortion", "ko", "answered", 40),
                    row("stalking", "en", "answered", 3),
                    row("", "ko", "none", 17),
                ],
            )
            await connection.execute(
                insert(did_not_work),
                [
                    {"day": MONDAY, "resource": "d4u", "number": 9},
                    {"day": MONDAY, "resource": "ecrm", "number": 2},
                ],
            )
        await release(engine)

    asyncio.run(fill())
    return url


def stats(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["stats", *arguments])


def numbers(url: str) -> dict[tuple[str, str], str]:
    rows = list(csv.reader(io.StringIO(stats("--database", url, "--format", "csv", "--lang", "en").stdout)))
    assert rows[0] == ["dimension", "id", "name", "week (Monday)", "number"]
    assert {row[3] for row in rows[1:]} == {MONDAY.isoformat()}
    return {(row[0], row[1]): row[4] for row in rows[1:]}


def test_answers_are_shown_by_outcome_language_situation_and_need(url: str) -> None:
    shown = numbers(url)
    assert shown[("outcome", "answered")] == "774"
    assert shown[("outcome", "none")] == "17"
    assert shown[("situation", "deepfake")] == "731"
    assert shown[("did-not-work", "d4u")] == "9"


def test_fewer_than_five_are_hidden_and_cannot_be_found_by_subtraction(url: str) -> None:
    shown = numbers(url)
    assert shown[("situation", "stalking")] == "<5"
    assert shown[("did-not-work", "ecrm")] == "<5"
    hidden = {key for key, number in shown.items() if key[0] == "situation" and number == "<5"}
    assert hidden == {("situation", "stalking"), ("situation", "")}  # 17 unknown ones with it
    assert shown[("language", "en")] == shown[("language", "ko")] == "<5"


@pytest.mark.parametrize(("language", "words"), [
    ("ko", ["어떻게 답했나", "답 없음", "연결되지 않았다고 한 곳", "적은 수는 보이지 않아요"]),
    ("en", ["Outcome", "no answer", "Number said not to work", "fewer than 5 in a week are not shown"]),
])  # fmt: skip
def test_the_table_explains_what_it_hides(url: str, language: str, words: list[str]) -> None:
    said = stats("--database", url, "--lang", language).output
    assert all(word in said for word in words)
    assert "774" in said


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_picture_is_one(url: str, tmp_path: Path, language: str) -> None:
    file = tmp_path / "stats.png"
    assert stats("--database", url, "--format", "png", "-o", str(file), "--lang", language).exit_code == 0
    with Image.open(file) as picture:
        assert picture.size == (1210, 880)
        assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 50


def test_what_is_missing_is_said(tmp_path: Path, url: str) -> None:
    none = stats("--database", f"sqlite+aiosqlite:///{tmp_path}/none.db", "--lang", "en")
    assert (none.exit_code, "no database yet" in none.output) == (1, True)
    assert not (tmp_path / "none.db").exists()
    assert "--output" in stats("--database", url, "--format", "png", "--lang", "ko").output
