"""Reaching either database: every piece of work bounded in time, faults without the values they were about."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import URL, Table, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.sqlite import WRITES, join_threads, sqlite_engine

LIMIT = 0.4  # seconds for work that a person's answer waits for: under the edge's own patience
BATCH = 2.0  # seconds for work in the background
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


def connect(database_url: str | URL) -> AsyncEngine:
    """An engine for SQLite or PostgreSQL. Nothing is opened yet. End it with `release`."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return sqlite_engine(url, LIMIT)
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


async def release(engine: AsyncEngine) -> None:
    """Close every connection."""
    await engine.dispose()
    await join_threads(engine)


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
