"""SQLite's file: for the owner alone, nothing of what was deleted left in it, no thread left behind."""

import asyncio
import os
from pathlib import Path
from threading import Thread
from typing import Any
from weakref import WeakKeyDictionary

import aiosqlite
from sqlalchemy import URL, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

WRITES = "gyeot_writes"  # execution option of a connection that will write
_BUSY = 0.2  # seconds to wait for another writer, within what an answer waits

# `secure_delete` overwrites with zeros what is deleted. The rollback journal is removed at the end of each
# transaction, whereas a WAL would keep deleted pages until its next checkpoint.
_PRAGMAS = ("secure_delete=ON", "journal_mode=DELETE", "temp_store=MEMORY", "trusted_schema=OFF")
_threads: WeakKeyDictionary[AsyncEngine, list[Thread]] = WeakKeyDictionary()


def sqlite_file(url: str | URL) -> Path | None:
    """The file of an SQLite database; None for one in memory, for an URI, and for PostgreSQL."""
    url = make_url(url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith((":memory:", "file:")):
        return None
    return Path(url.database)


def make_file(url: URL) -> None:
    """The folder and the file, for the owner alone; raises OSError."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def sqlite_engine(url: URL, patience: float) -> AsyncEngine:
    """An engine; nothing is opened yet. `patience`: seconds to wait for a connection that is in use."""
    options: dict[str, Any] = {}
    if sqlite_file(url) is not None:
        options = {"pool_size": 2, "max_overflow": 0, "pool_timeout": patience}
    threads: list[Thread] = []

    def opening(*arguments: Any, **named: Any) -> aiosqlite.Connection:
        make_file(url)  # SQLite would make a missing one readable by all
        connection = aiosqlite.connect(*arguments, **named)
        connection._thread.daemon = True  # as SQLAlchemy does where it opens by itself
        threads[:] = [thread for thread in threads if thread.is_alive()]
        threads.append(connection._thread)
        return connection

    engine = create_async_engine(
        url, hide_parameters=True, connect_args={"timeout": _BUSY, "async_creator_fn": opening}, **options
    )
    _threads[engine] = threads
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


async def join_threads(engine: AsyncEngine) -> None:
    """Wait for the threads of connections that are closed: one given up in haste still reports to the loop."""
    for thread in _threads.get(engine, []):
        if thread.is_alive():
            await asyncio.to_thread(thread.join, 1.0)


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
