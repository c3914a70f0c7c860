"""Counts written together, in one transaction, in an order that says nothing of who came when."""

from sqlalchemy import Table, UpdateBase
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.database import upsert, writing
from bot.store.schema import answer_count, did_not_work
from bot.store.tally import Tally


async def write(engine: AsyncEngine, tally: Tally) -> None:
    """Add the tally to the rows, whole or not at all."""
    if not tally:
        return
    answers = [
        {"day": day, "situation": situation, "need": need, "language": language, "outcome": outcome, "number": number}
        for (day, situation, need, language, outcome), number in sorted(tally.answers.items())
    ]
    reports = [
        {"day": day, "resource": resource, "number": number}
        for (day, resource), number in sorted(tally.reports.items())
    ]
    async with writing(engine) as connection:
        if answers:
            await connection.execute(_adding(connection, answer_count), answers)
        if reports:
            await connection.execute(_adding(connection, did_not_work), reports)


def _adding(connection: AsyncConnection, table: Table) -> UpdateBase:
    insert = upsert(connection, table)
    more = {"number": table.c.number + insert.excluded.number}
    adding: UpdateBase = insert.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=more)
    return adding
