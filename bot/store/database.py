"""Reaching the database: engines that leave no content behind, every piece of work bounded, faults without values."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

LIMIT = 0.4  # seconds for work that a person's answer waits for: under the edge's own patience
BATCH = 2.0  # seconds for work in the background
_BUSY = 0.2  # seconds SQLite waits for another writer, within LIMIT
WRITES = "gyeot_writes"  # execution option of a connection that will write

# `secure_delete` overwrites with zeros what is deleted. The rollback journal is removed at the end of each
# transaction, whereas a WAL would keep deleted pages until its next checkpoint.
_PRAGMAS = ("secure_delete=ON", "journal_mode=DELETE", "temp_store=MEMORY", "trusted_schema=OFF")
_T = TypeVar("_T")


class StoreUnavailable(Exception):
    """The database cannot be used now. `kind`: the type of the error; its message, which may quote values, is gone."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


async def bounded(work: Awaitable[_T], seconds: float = LIMIT) -> _T:
    """The result of the work; raises StoreUnavailable where it fails or takes longer."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except Exception as error:
        fault = StoreUnavailable(error.kind if isinstance(error, StoreUnavailable) else type(error).__name__)
    raise fault  # outside of `except`: the error with its message does not hang on to this one


def sqlite_file(url: str | URL) -> Path | None:
    """The file of an SQLite database; None for one in memory, for an URI, and for PostgreSQL."""
    url = make_url(url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith((":memory:", "file:")):
        return None
    return Path(url.database)


def connect(database_url: str | URL) -> AsyncEngine:
    """An engine for SQLite or PostgreSQL. Nothing is opened yet."""
    url = make_url(database_url)
    if url.get_backend_name() == "postgresql":
        return _postgresql(url)
    options: dict[str, Any] = {}
    if sqlite_file(url) is not None:
        options = {"pool_size": 2, "max_overflow": 0, "pool_timeout": LIMIT}
    engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": _BUSY}, **options)
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def make_file(url: URL) -> None:
    """SQLite's folder and file, for the owner alone; raises OSError."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction that writes: whole or not at all."""
    async with engine.connect() as connection:
        await connection.execution_options(**{WRITES: True})
        async with connection.begin():
            yield connection


def upsert(connection: AsyncConnection, table: Table) -> Any:
    """The dialect's INSERT, which knows ON CONFLICT."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _postgresql(url: URL) -> AsyncEngine:
    return create_async_engine(
        url,
        hide_parameters=True,
        pool_size=2,
        max_overflow=0,
        pool_timeout=LIMIT,
        pool_pre_ping=True,  # a server that was restarted is met with a new connection, not with an error
        connect_args={
            "timeout": BATCH,
            "command_timeout": BATCH,
            "server_settings": {
                "application_name": "gyeot",
                "statement_timeout": str(int(BATCH * 1000)),
                "lock_timeout": str(int(LIMIT * 1000)),
                "idle_in_transaction_session_timeout": "5000",
            },
        },
    )


def _set_up(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin by `_begin`: the driver's own leave DDL outside of them
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
    finally:
        cursor.close()


def _begin(connection: Connection) -> None:
    # A writer asks for the lock at once: one that asks later, after reading, is refused without being let wait.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
