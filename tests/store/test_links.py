"""What became of addresses: a row an address and day, replaced when looked at again; one writer at a time."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.store.database import StoreUnavailable, connect, release
from bot.store.links import CheckResult, flagged, record
from bot.store.locks import Lock
from bot.store.migrations import upgrade

DAY = date(2026, 11, 24)
URL = "https://example.org/한국"


@pytest.fixture
async def engine(database):
    await upgrade(database.url)
    made = connect(database.url)
    yield made
    await release(made)


async def test_a_day_is_replaced_for_the_entries_that_were_looked_at(engine, database) -> None:
    await record(engine, DAY, [CheckResult("a", URL, "gone"), CheckResult("b", URL, "tls")])
    await record(engine, DAY, [CheckResult("a", URL, "ok"), CheckResult("a", URL, "ok")])
    assert sorted(database.sql("SELECT id, status FROM check_result")) == ["a|ok", "b|tls"]
    assert await flagged(engine) == {"b": ((URL, "tls"),)}


async def test_the_last_look_counts_and_old_days_go(engine, database) -> None:
    await record(engine, DAY - timedelta(days=91), [CheckResult("old", URL, "gone")])
    await record(engine, DAY - timedelta(days=1), [CheckResult("a", URL, "gone"), CheckResult("c", URL, "moved")])
    await record(engine, DAY, [CheckResult("a", URL, "ok")])
    assert await flagged(engine) == {"c": ((URL, "moved"),)}
    assert sorted(set(database.sql("SELECT id FROM check_result"))) == ["a", "c"]


async def test_several_writers_at_once(engine, database) -> None:
    looks = [[CheckResult(f"e{n}", URL, status) for n in range(50)] for status in ("ok", "gone", "tls")]
    engines = [connect(database.url) for _ in looks]
    results = await asyncio.gather(
        *(record(e, DAY, look) for e, look in zip(engines, looks, strict=True)), return_exceptions=True
    )
    for made in engines:
        await release(made)
    assert all(r is None or isinstance(r, StoreUnavailable) for r in results), results
    assert None in results
    rows = database.sql("SELECT id, status FROM check_result")
    assert len(rows) == 50
    assert len({row.split("|")[1] for row in rows}) == 1, "no mixture of two looks"


async def test_editions_that_several_replicas_serve_are_noted_once(opened, database) -> None:
    stores = [await opened(database.url) for _ in range(3)]
    noting = (s.record_edition("ab" * 32, DAY, {"resources": 75}) for s in stores)
    await asyncio.gather(*noting, return_exceptions=True)
    for store in stores:
        await store.flush()
    assert database.sql("SELECT hash FROM edition") == ["ab" * 32]


async def test_an_edition_is_noted_when_the_database_is_back(opened, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("bot.store.store.AGAIN", 0.05)
    file = tmp_path / "gyeot.db"
    file.mkdir()
    store = await opened(f"sqlite+aiosqlite:///{file}")
    with pytest.raises(StoreUnavailable):
        await store.record_edition("cd" * 32, DAY, {"resources": 75})
    file.rmdir()
    for _ in range(100):
        if store.ready and not store._editions:
            break
        await asyncio.sleep(0.05)
    engine = connect(f"sqlite+aiosqlite:///{file}")
    async with engine.connect() as connection:
        assert (await connection.exec_driver_sql("SELECT hash FROM edition")).scalars().all() == ["cd" * 32]
    await release(engine)


async def test_whoever_else_writes_is_waited_for(opened, server) -> None:
    """As another replica that is noting its edition: the lock is PostgreSQL's own."""
    server.create("onewriter")
    store = await opened(server.url("onewriter"))
    hold = f"SELECT pg_advisory_lock({int(Lock.EDITION)}), pg_sleep(2)"
    holding = asyncio.create_task(asyncio.to_thread(server.sql, "onewriter", hold))
    for _ in range(100):
        if server.sql("onewriter", "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == "1":
            break
        await asyncio.sleep(0.02)
    with pytest.raises(StoreUnavailable):
        await store.record_edition("ef" * 32, DAY, {"resources": 75})
    await holding
    await store.flush()
    assert server.sql("onewriter", "SELECT hash FROM edition") == "ef" * 32
