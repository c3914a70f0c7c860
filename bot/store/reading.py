"""What the counts show to whoever runs the bot: whole weeks, and nothing that stands for fewer than five."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Executable, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import BATCH, bounded
from bot.store.schema import answer_count, did_not_work

FEW = 5


@dataclass(frozen=True, slots=True)
class Count:
    """Answers of one sort in one week. `number`: None where there were fewer than five."""

    week: date  # its Monday
    situation: str | None
    need: str | None
    language: str
    outcome: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Failing:
    """How often a number of this place was said not to work. `number`: None where it was fewer than five times."""

    week: date  # its Monday
    resource: str
    number: int | None


def shown(number: int) -> int | None:
    """The number, or None for fewer than five."""
    return number if number >= FEW else None


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


async def counts(engine: AsyncEngine, weeks: int, today: date) -> tuple[Count, ...]:
    """This week and those before it, `weeks` in all; raises StoreUnavailable."""
    table = answer_count
    columns = (table.c.situation, table.c.need, table.c.language, table.c.outcome)
    query = select(table.c.day, *columns, table.c.number).where(table.c.day >= since(weeks, today))
    sums: Counter[tuple[date, str, str, str, str]] = Counter()
    for day, situation, need, language, outcome, number in await bounded(_all(engine, query), BATCH):
        sums[(monday(day), situation, need, language, outcome)] += number
    return tuple(
        Count(week, situation or None, need or None, language, outcome, shown(number))
        for (week, situation, need, language, outcome), number in sorted(sums.items())
    )


async def failing(engine: AsyncEngine, weeks: int, today: date) -> tuple[Failing, ...]:
    """Places whose number did not work, likewise; raises StoreUnavailable."""
    table = did_not_work
    query = select(table.c.day, table.c.resource, table.c.number).where(table.c.day >= since(weeks, today))
    sums: Counter[tuple[date, str]] = Counter()
    for day, resource, number in await bounded(_all(engine, query), BATCH):
        sums[(monday(day), resource)] += number
    return tuple(Failing(week, resource, shown(number)) for (week, resource), number in sorted(sums.items()))


def since(weeks: int, today: date) -> date:
    """The Monday that the first of so many weeks begins with, this one being the last."""
    return monday(today) - timedelta(weeks=max(weeks, 1) - 1)


async def _all(engine: AsyncEngine, query: Executable) -> list[Any]:
    async with engine.connect() as connection:
        return list((await connection.execute(query)).all())
