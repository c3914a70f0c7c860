"""The same tests on both databases: a file of SQLite, and a PostgreSQL that the tests start."""

import itertools
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import StoreSettings
from bot.store.store import SqlStore, open_store
from tests.store.servers import Postgres

SECRET = "a-secret-of-the-tests-2026"


@dataclass
class Clock:
    day: date = date(2026, 11, 23)

    def __call__(self) -> date:
        return self.day


class SqliteFile:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "var"
        self.file = self.folder / "gyeot.db"
        self.url = f"sqlite+aiosqlite:///{self.file}"

    def sql(self, statement: str) -> list[str]:
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as connection:
            found = ["|".join(map(str, row)) for row in connection.execute(statement)]
        connection.close()
        return found

    def columns(self) -> set[str]:
        tables = self.sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {f"{t}.{c}" for t in tables for c in self.sql(f"SELECT name FROM pragma_table_info('{t}')")}

    def traces(self) -> bytes:
        """Everything on disk: the file, its journals, whatever else lies there; and the dump."""
        connection = sqlite3.connect(self.file)
        dump = "\n".join(connection.iterdump())
        connection.close()
        return dump.encode() + b"".join(p.read_bytes() for p in self.folder.rglob("*") if p.is_file())


class PostgresDatabase:
    def __init__(self, server: Postgres, name: str) -> None:
        self.server, self.name = server, name
        server.create(name)
        self.url = server.url(name)

    def sql(self, statement: str) -> list[str]:
        return self.server.sql(self.name, statement).splitlines()

    def columns(self) -> set[str]:
        return set(
            self.sql(
                "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'"
            )
        )

    def traces(self) -> bytes:
        """The dump, the server's log, and the files of the database with the write-ahead log."""
        self.sql("CHECKPOINT")
        own = self.server.data / "base" / self.sql("SELECT oid FROM pg_database WHERE datname = current_database()")[0]
        places = (own, self.server.data / "pg_wal", self.server.data / "global")
        data = b"".join(p.read_bytes() for place in places for p in place.rglob("*") if p.is_file())
        return self.server.dump(self.name).encode() + (self.server.folder / "log").read_bytes() + data


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.stop()


_numbers = itertools.count()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> object:
    if request.param == "sqlite":
        return SqliteFile(tmp_path)
    return PostgresDatabase(request.getfixturevalue("server"), f"gyeot{next(_numbers)}")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def opened(clock: Clock) -> AsyncIterator[Callable[..., Awaitable[SqlStore]]]:
    """Opens stores, and closes them when the test is over."""
    stores = []

    async def open(url: str, secret: str | None = SECRET) -> SqlStore:
        settings = StoreSettings(
            _env_file=None, database_url=url, secret=SecretStr(secret) if secret is not None else None
        )
        store = await open_store(settings, known=lambda id: id in ("d4u", "police-112"), today=clock)
        stores.append(store)
        return store

    yield open
    for store in stores:
        await store.close()


@pytest.fixture
async def store(opened: Callable[..., Awaitable[SqlStore]], database: object) -> SqlStore:
    return await opened(database.url)
