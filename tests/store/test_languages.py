"""A language chosen by hand is remembered for a year of use, under a hash, and forgotten when asked."""

from datetime import date, timedelta

import pytest

CHAT = 7_283_914_655


async def test_a_choice_is_remembered_changed_and_forgotten(store, database) -> None:
    assert await store.chosen_language(CHAT) is None
    await store.choose_language(CHAT, "en")
    assert await store.chosen_language(CHAT) == "en"
    assert await store.chosen_language(CHAT + 1) is None
    await store.choose_language(CHAT, "ko")
    assert await store.chosen_language(CHAT) == "ko"
    assert database.sql("SELECT language, expires FROM chosen_language") == ["ko|2027-11-01"]
    await store.forget(CHAT)
    assert await store.chosen_language(CHAT) is None
    assert database.sql("SELECT count(*) FROM chosen_language") == ["0"]


async def test_a_choice_survives_a_restart_but_not_another_secret(opened, database) -> None:
    first = await opened(database.url)
    await first.choose_language(CHAT, "en")
    await first.close()
    assert await (await opened(database.url)).chosen_language(CHAT) == "en"
    assert await (await opened(database.url, "quite-another-secret")).chosen_language(CHAT) is None


async def test_whoever_only_writes_leaves_no_row(store, database) -> None:
    for chat in range(200):
        await store.chosen_language(chat)
        await store.forget(chat)
    await store.flush()
    assert database.sql("SELECT count(*) FROM chosen_language") == ["0"]


async def test_after_a_year_without_use_the_row_is_gone(opened, database, clock) -> None:
    store = await opened(database.url)
    await store.choose_language(CHAT, "en")
    clock.day += timedelta(days=330)
    late = await opened(database.url)  # a process that has not seen the choice being made
    clock.day = date(2026, 11, 23) + timedelta(days=365)
    assert await store.chosen_language(CHAT) is None
    assert await late.chosen_language(CHAT) is None
    await late.flush()
    assert database.sql("SELECT count(*) FROM chosen_language") == ["0"]


async def test_use_renews_and_the_row_tells_a_month_not_a_day(opened, database, clock) -> None:
    store = await opened(database.url)
    await store.choose_language(CHAT, "en")
    clock.day += timedelta(days=300)
    assert await store.chosen_language(CHAT) == "en"
    assert database.sql("SELECT expires FROM chosen_language") == ["2027-11-01"], "written with a batch, not at use"
    await store.close()
    assert database.sql("SELECT expires FROM chosen_language") == ["2028-09-01"]
    clock.day += timedelta(days=300)
    assert await (await opened(database.url)).chosen_language(CHAT) == "en"


async def test_more_rows_than_memory_takes_are_still_found(opened, database, monkeypatch) -> None:
    monkeypatch.setattr("bot.store.languages.MOST", 3)
    writer = await opened(database.url)
    for chat in range(8):
        await writer.choose_language(chat, "en")
    reader = await opened(database.url)
    for store in (writer, reader):
        assert [await store.chosen_language(chat) for chat in range(9)] == ["en"] * 8 + [None]
        assert len(store._languages._known) <= 3
    await reader.forget(7)
    assert await reader.chosen_language(7) is None


async def test_what_is_no_language_is_not_kept(store, database) -> None:
    for language in ("", "EN", "en; DROP TABLE", "x" * 300, "010-1234-5678"):
        await store.choose_language(CHAT, language)
    assert database.sql("SELECT count(*) FROM chosen_language") == ["0"]


async def test_bots_that_share_a_database_hear_of_each_others_choices(opened, database, clock) -> None:
    if database.url.startswith("sqlite"):
        pytest.skip("a file belongs to one bot")
    one, other = await opened(database.url), await opened(database.url)
    await one.choose_language(CHAT, "en")
    assert await other.chosen_language(CHAT) == "en"
    await other.choose_language(CHAT, "ko")
    assert await one.chosen_language(CHAT) == "ko"
    clock.day += timedelta(days=300)
    assert await one.chosen_language(CHAT) == "ko"  # to be renewed with the next batch
    await other.forget(CHAT)
    await one.flush()
    assert await one.chosen_language(CHAT) is None
    assert database.sql("SELECT count(*) FROM chosen_language") == ["0"]
