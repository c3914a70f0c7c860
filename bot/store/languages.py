"""Languages chosen by hand: rows of the database, read once and then answered from memory.

Most people never choose, and an answer should not wait for a database to hear that. Memory holds nothing but what the
rows hold; where there are more rows than it takes, the others are asked for one by one. Where several bots share a
database (PostgreSQL), each chat's row is asked for, since another bot may have written or deleted it; memory answers
while the database does not.
"""

import asyncio
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.database import BATCH, StoreUnavailable, bounded, upsert, writing
from bot.store.schema import chosen_language as rows

MOST = 20_000  # in memory; and waiting to be written


class Choice(NamedTuple):
    """`made`: chosen here and now; otherwise a row that was found and only lives longer."""

    language: str
    expires: date
    made: bool = False


def expiry(today: date) -> date:
    """At most 365 days on, and a first of a month: the row does not tell the day somebody was here."""
    return (today + timedelta(days=365)).replace(day=1)


class Languages:
    """By keyed hash of the chat. What could not be written is remembered and written later, erasing above all."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._shared = engine.dialect.name == "postgresql"
        self._known: dict[str, Choice] = {}
        self._read = False  # the rows have been read
        self._whole = False  # every row is in memory
        self._pending: dict[str, Choice | None] = {}
        self._writing = asyncio.Lock()

    async def load(self, today: date) -> None:
        """Read the rows; raises StoreUnavailable."""
        await bounded(self._load(today), BATCH)

    async def _load(self, today: date) -> None:
        query = select(rows.c.chat, rows.c.language, rows.c.expires).where(rows.c.expires > today)
        async with self._engine.connect() as connection:
            found = (await connection.execute(query.limit(MOST + 1))).all()
        self._known = {chat: Choice(language, expires) for chat, language, expires in found[:MOST]}
        self._read, self._whole = True, len(found) <= MOST

    async def chosen(self, mark: str, today: date) -> str | None:
        """The language, or None. Its expiry moves on, with the next batch."""
        if mark in self._pending:
            choice = self._pending[mark]
        elif not self._read:
            raise StoreUnavailable("not-ready")
        else:
            choice = await self._row(mark)
        if choice is None or choice.expires <= today:
            return None
        if expiry(today) > choice.expires:
            self._remember(mark, choice._replace(expires=expiry(today)))
        return choice.language

    async def _row(self, mark: str) -> Choice | None:
        known = self._known.get(mark)
        if not self._shared:
            return known or (None if self._whole else await bounded(self._find(mark)))
        try:
            found = await bounded(self._find(mark))
        except StoreUnavailable:
            if known is None:
                raise
            return known
        if found is None:
            self._known.pop(mark, None)
        elif found != known and (known is not None or len(self._known) < MOST):
            self._known[mark] = found
        return found

    async def _find(self, mark: str) -> Choice | None:
        query = select(rows.c.language, rows.c.expires).where(rows.c.chat == mark)
        async with self._engine.connect() as connection:
            found = (await connection.execute(query)).first()
        return Choice(*found) if found else None

    async def choose(self, mark: str, language: str, today: date) -> None:
        """Keep a choice; raises StoreUnavailable, and holds to it all the same for as long as the process lives."""
        self._remember(mark, Choice(language, expiry(today), made=True))
        await bounded(self._write([mark]))

    async def forget(self, mark: str) -> None:
        """Delete the row; raises StoreUnavailable, and tries again later."""
        alone = self._read and self._whole and not self._shared
        if alone and mark not in self._known and mark not in self._pending:
            return  # no such row: erasing again and again costs the database nothing
        self._remember(mark, None)
        await bounded(self._write([mark]))

    @property
    def owing(self) -> bool:
        """Whether a row is still to be deleted, or a choice to be written."""
        return any(choice is None or choice.made for choice in self._pending.values())

    async def settle(self, today: date) -> None:
        """Write what is pending and delete what has expired; raises StoreUnavailable."""
        await bounded(self._write(list(self._pending), expired=today), BATCH)
        self._known = {mark: choice for mark, choice in self._known.items() if choice.expires > today}

    def _remember(self, mark: str, choice: Choice | None) -> None:
        if mark not in self._pending and len(self._pending) >= MOST:
            raise StoreUnavailable("full")
        self._pending[mark] = choice
        if choice is None:
            self._known.pop(mark, None)
        elif mark in self._known or len(self._known) < MOST:
            self._known[mark] = choice
        else:
            self._whole = False

    async def _write(self, marks: list[str], expired: date | None = None) -> None:
        async with self._writing:  # one after the other: a choice never overtakes the erasing that followed it
            now = {mark: self._pending[mark] for mark in marks if mark in self._pending}
            async with writing(self._engine) as connection:
                await self._rows(connection, now)
                if expired is not None:
                    await connection.execute(delete(rows).where(rows.c.expires <= expired))
            for mark, choice in now.items():
                if mark in self._pending and self._pending[mark] is choice:
                    del self._pending[mark]

    async def _rows(self, connection: AsyncConnection, now: dict[str, Choice | None]) -> None:
        gone = sorted(mark for mark, choice in now.items() if choice is None)
        for start in range(0, len(gone), 500):
            await connection.execute(delete(rows).where(rows.c.chat.in_(gone[start : start + 500])))
        for mark, choice in sorted(now.items()):
            if choice and not choice.made:  # a row that another bot has deleted does not come back by this
                await connection.execute(update(rows).where(rows.c.chat == mark).values(expires=choice.expires))
        kept = [
            {"chat": m, "language": c.language, "expires": c.expires} for m, c in sorted(now.items()) if c and c.made
        ]
        if kept:
            insert = upsert(connection, rows)
            changed = {"language": insert.excluded.language, "expires": insert.excluded.expires}
            await connection.execute(insert.on_conflict_do_update(index_elements=["chat"], set_=changed), kept)
