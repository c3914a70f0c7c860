"""Counts by week along one dimension at a time, so small that nobody can be told from them.

Fewer than five are never shown. Where the hidden ones of a week are fewer than five together, the smallest shown one is
hidden too: otherwise it could be found by taking what is shown from the sum of another dimension.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import BATCH, bounded
from bot.store.reading import FEW, monday, since
from bot.store.schema import answer_count

Dimension = Literal["outcome", "language", "situation", "need"]
DIMENSIONS: tuple[Dimension, ...] = ("outcome", "language", "situation", "need")


@dataclass(frozen=True, slots=True)
class Weekly:
    """Answers of one week with one value of a dimension ("": none). `number`: None where it is hidden."""

    week: date  # its Monday
    value: str
    number: int | None


async def weekly(engine: AsyncEngine, weeks: int, today: date, dimension: Dimension) -> tuple[Weekly, ...]:
    """This week and those before it, `weeks` in all; raises StoreUnavailable."""
    table, column = answer_count, answer_count.c[dimension]
    query = (
        select(table.c.day, column, func.sum(table.c.number))
        .where(table.c.day >= since(weeks, today))
        .group_by(table.c.day, column)
    )

    async def read() -> dict[date, Counter[str]]:
        sums: dict[date, Counter[str]] = defaultdict(Counter)
        async with engine.connect() as connection:
            for day, value, number in await connection.execute(query):
                sums[monday(day)][value] += number
        return sums

    found = await bounded(read(), BATCH)
    return tuple(
        Weekly(week, value, number)
        for week, sums in sorted(found.items())
        for value, number in sorted(hidden(sums).items())
    )


def hidden(sums: Counter[str]) -> dict[str, int | None]:
    """The numbers of one week, None in place of those that are not shown."""
    few = {value for value, number in sums.items() if number < FEW}
    if few and sum(sums[value] for value in few) < FEW and len(few) < len(sums):
        few.add(min(sums.keys() - few, key=lambda value: (sums[value], value)))
    return {value: None if value in few else number for value, number in sums.items()}
