"""The key: given, or generated once and kept for the owner alone."""

import hashlib
import hmac
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.answers.answer import Outcome
from bot.store.keyed import kept_key, key_file, keyed
from bot.vocabulary import Situation

CHAT = 7_283_914_655


def test_the_hash_is_hmac_sha256_of_the_number() -> None:
    assert keyed(b"k" * 16, CHAT) == hmac.new(b"k" * 16, b"7283914655", hashlib.sha256).hexdigest()


async def test_without_a_secret_a_key_is_made_beside_the_file(opened, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/var/gyeot.db"
    store = await opened(url, None)
    await store.choose_language(CHAT, "en")
    await store.close()
    key = tmp_path / "var" / "gyeot.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text().strip()) == 64
    assert sorted(p.name for p in key.parent.iterdir()) == ["gyeot.db", "gyeot.key"]
    assert await (await opened(url, "")).chosen_language(CHAT) == "en", "an empty secret is none: the key is used again"
    key.unlink()
    assert await (await opened(url, None)).chosen_language(CHAT) is None


async def test_a_given_secret_is_written_nowhere(opened, tmp_path: Path) -> None:
    await opened(f"sqlite+aiosqlite:///{tmp_path}/var/gyeot.db", "a-given-secret-of-24-char")
    assert [p.name for p in (tmp_path / "var").iterdir()] == ["gyeot.db"]


async def test_postgresql_keeps_its_generated_key_under_var(monkeypatch, tmp_path: Path) -> None:
    assert key_file("postgresql+asyncpg://gyeot@/gyeot") == Path("var/gyeot.key")
    assert key_file("sqlite+aiosqlite:///:memory:") == Path("var/gyeot.key")


async def test_a_new_secret_forgets_chosen_languages_and_nothing_else(opened, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/gyeot.db"
    store = await opened(url, "the-secret-of-yesterday")
    await store.choose_language(CHAT, "en")
    await store.count(Outcome(Situation.STALKING, None, "ko", "answered"))
    await store.close()
    store = await opened(url, "the-secret-of-today")
    assert await store.chosen_language(CHAT) is None
    await store.count(Outcome(Situation.STALKING, None, "ko", "answered"))
    await store.close()
    with sqlite3.connect(tmp_path / "gyeot.db") as connection:
        assert connection.execute("SELECT number FROM answer_count").fetchall() == [(2,)]
        assert connection.execute("SELECT count(*) FROM chosen_language").fetchall() == [(1,)], "until it expires"
    connection.close()


def test_a_key_open_to_others_is_closed_and_half_a_key_is_none(tmp_path: Path) -> None:
    path = tmp_path / "gyeot.key"
    path.write_text("f" * 64)
    path.chmod(0o644)
    assert kept_key(path) == b"f" * 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("ff")
    with pytest.raises(ValueError, match=r"^key-file$"):
        kept_key(path)
    link = tmp_path / "link.key"
    link.symlink_to(path)
    with pytest.raises(OSError, match="symbolic"):
        kept_key(link)


def test_a_new_key_is_closed_to_others_from_its_first_moment(tmp_path: Path, monkeypatch) -> None:
    def late(*_: object) -> None:
        pytest.fail("the key was open to others until it was closed")

    monkeypatch.setattr("bot.store.keyed.os.fchmod", late)
    assert len(kept_key(tmp_path / "var" / "gyeot.key")) == 64
