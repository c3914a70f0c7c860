"""What is stored is the published list, and nothing that points at a person."""

import asyncio
import base64
import hashlib
import re
import sqlite3
import stat
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.answers.answer import Outcome
from bot.store.database import connect, release
from bot.store.kept import KEPT
from bot.store.migrations import upgrade
from bot.store.schema import metadata
from bot.vocabulary import Situation

ROOT = Path(__file__).parents[2]
CHAT = 7_283_914_655
WORDS = "canary-5f1e 합성 사진이"


async def test_stored_columns_are_the_published_list(store, database) -> None:
    assert database.columns() == set(KEPT)


def test_every_column_is_explained_in_both_languages() -> None:
    for column, said in KEPT.items():
        assert set(said) == {"en", "ko"}, column
        assert all(said.values()), column


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.ko.md", "ko")])
def test_the_readme_lists_every_column_and_no_other(name: str, language: str) -> None:
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \| (.+) \|$", (ROOT / name).read_text(), re.MULTILINE)
    assert rows == [(column, said[language]) for column, said in KEPT.items()]


async def test_migrations_lead_to_the_schema_and_can_run_again(database) -> None:
    await upgrade(database.url)
    await upgrade(database.url)
    engine = connect(database.url)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await release(engine)


async def test_two_processes_may_migrate_at_once(database) -> None:
    await asyncio.gather(*(upgrade(database.url) for _ in range(3)))
    assert database.columns() == set(KEPT)


async def test_after_use_neither_chats_nor_words_are_on_the_disk(opened, database, clock) -> None:
    store = await opened(database.url)
    chats = [CHAT + 1000 * n for n in range(8)]
    for chat in chats:
        await store.choose_language(chat, "en")
        await store.chosen_language(chat)
        await store.count(Outcome(Situation.STALKING, None, "ko", "answered"))
        await store.did_not_work(WORDS)
        await store.did_not_work("d4u")
        await store.choose_language(chat, WORDS)
    await store.record_edition("cd" * 32, date(2026, 11, 23), {"resources": 1})
    for chat in chats[::2]:
        await store.forget(chat)
    await store.flush()
    await store.counts(4)
    await store.close()
    disk = database.traces()
    assert b"stalking" in disk, "the search would find something"
    for needle in [*needles(WORDS), *(n for chat in chats for n in needles(str(chat)))]:
        assert needle not in disk


def needles(text: str) -> list[bytes]:
    raw = text.encode()
    plain = [getattr(hashlib, name)(raw) for name in ("md5", "sha1", "sha256")]
    forms = [raw, base64.b64encode(raw), text.encode("utf-16-le"), text.encode("unicode_escape")]
    if text.isdigit():
        forms += [int(text).to_bytes(8, "big"), int(text).to_bytes(8, "little")]
    return forms + [form for hashed in plain for form in (hashed.digest(), hashed.hexdigest().encode())]


async def test_what_was_forgotten_is_overwritten_in_the_file(opened, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "er" / "gyeot.db"
    store = await opened(f"sqlite+aiosqlite:///{file}")
    await store.choose_language(CHAT, "en")
    mark = store._mark(CHAT).encode()
    assert mark in file.read_bytes()
    await store.forget(CHAT)
    assert mark not in file.read_bytes()
    assert [p.name for p in file.parent.iterdir()] == ["gyeot.db"], "no journal is left"


async def test_file_and_folder_are_for_the_owner_alone(opened, tmp_path: Path) -> None:
    file = tmp_path / "var" / "gyeot.db"
    await opened(f"sqlite+aiosqlite:///{file}")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


async def test_rows_of_the_file_do_not_tell_who_came_first(opened, tmp_path: Path) -> None:
    file = tmp_path / "gyeot.db"
    store = await opened(f"sqlite+aiosqlite:///{file}")
    for chat in range(50):
        await store.choose_language(chat, "en")
    connection = sqlite3.connect(file)
    found = connection.execute("SELECT chat FROM chosen_language").fetchall()
    with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
        connection.execute("SELECT rowid FROM chosen_language")
    connection.close()
    assert found == sorted(found)
