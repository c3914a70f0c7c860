"""The schema, from version to version: Alembic's revisions, run by the program itself."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import bounded, connect, release, writing
from bot.store.locks import Lock, alone

MIGRATING = 10.0  # seconds for all revisions together


def config() -> Config:
    """Alembic's settings; no `alembic.ini` is needed."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return made


async def upgrade(database_url: str) -> str:
    """Bring the database to this version's schema, all or nothing; the version it has then. Raises StoreUnavailable."""
    return await bounded(_upgrade(database_url), MIGRATING)


async def migrate(engine: AsyncEngine) -> None:
    """The same on an engine that is there."""
    async with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text(f"SET LOCAL statement_timeout = {int(MIGRATING * 1000)}"))
            await connection.execute(text(f"SET LOCAL lock_timeout = {int(MIGRATING * 1000)}"))
        await alone(connection, Lock.MIGRATION)
        await connection.run_sync(_run)


async def _upgrade(database_url: str) -> str:
    engine = connect(database_url)
    try:
        await migrate(engine)
        async with engine.connect() as connection:
            return str(await connection.scalar(text("SELECT version_num FROM alembic_version")))
    finally:
        await release(engine)


def _run(connection: Connection) -> None:
    made = config()
    made.attributes["connection"] = connection
    command.upgrade(made, "head")
