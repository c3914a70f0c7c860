"""Counts a day, written in batches, shown by week and never for fewer than five."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.answers.answer import Outcome
from bot.vocabulary import Need, Situation

DEEPFAKE = Outcome(Situation.DEEPFAKE, Need.REMOVAL, "ko", "answered")
NOTHING = Outcome(None, None, "en", "none")


async def test_nothing_is_written_until_the_batch(store, database) -> None:
    for _ in range(7):
        await store.count(DEEPFAKE)
    await store.did_not_work("d4u")
    assert database.sql("SELECT count(*) FROM answer_count") == ["0"]
    assert database.sql("SELECT count(*) FROM did_not_work") == ["0"]
    await store.flush()
    assert database.sql("SELECT * FROM answer_count") == ["2026-11-23|deepfake|removal|ko|answered|7"]
    assert database.sql("SELECT * FROM did_not_work") == ["2026-11-23|d4u|1"]


async def test_batches_add_up_and_closing_writes_the_last(store, database) -> None:
    await store.count(DEEPFAKE)
    await store.flush()
    await store.flush()
    for _ in range(3):
        await store.count(DEEPFAKE)
    await store.count(NOTHING)
    await store.close()
    assert sorted(database.sql("SELECT * FROM answer_count")) == [
        "2026-11-23|deepfake|removal|ko|answered|4",
        "2026-11-23|||en|none|1",
    ]


async def test_a_batch_comes_by_itself_at_a_random_minute(opened, database, monkeypatch) -> None:
    monkeypatch.setattr("bot.store.store.AGAIN", 0.01)
    monkeypatch.setattr("bot.store.store.BETWEEN", (0.05, 0.1))
    store = await opened(database.url)
    await store.count(DEEPFAKE)
    for _ in range(100):
        if database.sql("SELECT number FROM answer_count") == ["1"]:
            return
        await asyncio.sleep(0.05)
    pytest.fail("no batch was written")


def test_batches_are_ten_minutes_to_an_hour_apart() -> None:
    from bot.store.store import BETWEEN

    assert BETWEEN == (600.0, 3600.0)


async def test_fewer_than_five_are_not_shown(store, clock) -> None:
    for _ in range(4):
        await store.count(NOTHING)
        await store.did_not_work("police-112")
    for _ in range(5):
        await store.count(DEEPFAKE)
        await store.did_not_work("d4u")
    await store.flush()
    shown = {(c.situation, c.need, c.language, c.outcome): c.number for c in await store.counts(1)}
    assert shown == {("deepfake", "removal", "ko", "answered"): 5, (None, None, "en", "none"): None}
    assert {f.resource: f.number for f in await store.failing(1)} == {"d4u": 5, "police-112": None}


async def test_weeks_are_those_of_the_calendar(store, clock) -> None:
    for day, times in (("2026-11-23", 3), ("2026-11-22", 3), ("2026-11-16", 4), ("2026-11-15", 9)):
        clock.day = date.fromisoformat(day)
        for _ in range(times):
            await store.count(DEEPFAKE)
    await store.flush()
    clock.day = date(2026, 11, 24)
    assert [(str(c.week), c.number) for c in await store.counts(2)] == [("2026-11-16", 7), ("2026-11-23", None)]
    assert [c.number for c in await store.counts(3)] == [9, 7, None]
    clock.day += timedelta(weeks=60)
    assert await store.counts(4) == ()


async def test_a_forged_report_or_outcome_is_not_counted(store, database) -> None:
    for forged in ("", "my name is Kim", "d4u ", "D4U", "x" * 5000, "1'; DROP TABLE edition; --", "\0"):
        await store.did_not_work(forged)
        await store.count(Outcome(Situation.DEEPFAKE, None, forged, "answered"))
    await store.count(Outcome(None, None, "ko", "my words"))  # type: ignore[arg-type]
    await store.flush()
    assert database.sql("SELECT count(*) FROM did_not_work") == ["0"]
    assert database.sql("SELECT count(*) FROM answer_count") == ["0"]


async def test_editions_are_noted_once(store, database) -> None:
    await store.record_edition("ab" * 32, date(2026, 11, 23), {"resources": 120, "laws": 8})
    await store.record_edition("ab" * 32, date(2026, 11, 25), {"resources": 121})
    assert database.sql("SELECT hash, day FROM edition") == ["ab" * 32 + "|2026-11-23"]
    assert "120" in database.sql("SELECT counts FROM edition")[0]
    with pytest.raises(ValueError, match=r"^edition$"):
        await store.record_edition("what somebody wrote", date(2026, 11, 23), {})
    with pytest.raises(ValueError, match=r"^edition$"):
        await store.record_edition("ab" * 32, date(2026, 11, 23), {"What somebody wrote": 1})
