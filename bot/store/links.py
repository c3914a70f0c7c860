"""What `gyeot links` found: a row an address and day. It flags and renews nothing: stamps stand in the directory."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import BATCH, bounded, writing
from bot.store.locks import Lock, alone
from bot.store.schema import check_result as rows

OK = "ok"
KEPT_DAYS = 90


class CheckResult(NamedTuple):
    """`id` of the entry, one of its addresses, and what became of the visit."""

    id: str
    url: str
    status: str


async def record(engine: AsyncEngine, day: date, results: Iterable[CheckResult]) -> None:
    """Replace this day's rows of the entries that were looked at; old days go. Raises StoreUnavailable."""
    await bounded(_record(engine, day, sorted(set(results))), 2 * BATCH)


async def _record(engine: AsyncEngine, day: date, results: list[CheckResult]) -> None:
    async with writing(engine) as connection:
        await alone(connection, Lock.CHECKS)
        await connection.execute(delete(rows).where(rows.c.day < day - timedelta(days=KEPT_DAYS)))
        ids = sorted({result.id for result in results})
        for start in range(0, len(ids), 500):
            await connection.execute(delete(rows).where(rows.c.day == day, rows.c.id.in_(ids[start : start + 500])))
        if results:
            await connection.execute(rows.insert(), [{"day": day, **result._asdict()} for result in results])


async def flagged(engine: AsyncEngine) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By entry, (address, status) of what was not well when it was looked at last. Raises StoreUnavailable."""
    return await bounded(_flagged(engine), BATCH)


async def _flagged(engine: AsyncEngine) -> Mapping[str, tuple[tuple[str, str], ...]]:
    query = select(rows.c.id, rows.c.url, rows.c.status, rows.c.day).order_by(rows.c.day)
    async with engine.connect() as connection:
        found = (await connection.execute(query)).all()
    last = {row.id: row.day for row in found}
    result: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in sorted(found):
        if row.day == last[row.id] and row.status != OK:
            result[row.id] = (*result.get(row.id, ()), (row.url, row.status))
    return result
