"""One writer at a time among many replicas: PostgreSQL's advisory locks. SQLite has one writer anyway."""

from enum import IntEnum

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


class Lock(IntEnum):
    """Numbers of our own among PostgreSQL's advisory locks."""

    MIGRATION = 0x6779656F74
    EDITION = 0x6779656F75
    CHECKS = 0x6779656F76


async def alone(connection: AsyncConnection, lock: Lock) -> None:
    """Wait until nobody else holds it; it is let go at the end of the transaction, however that ends."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({int(lock)})"))
