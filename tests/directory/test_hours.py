"""Whether somebody answers now, on the clock and the calendar of Korea."""

from datetime import UTC, datetime

import pytest

from bot.directory import Directory
from bot.directory.hours import SEOUL, status

WEEKDAYS = "Mo-Fr 09:00-12:00,13:00-18:00; PH off"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("moment", "open_now", "following"),
    [
        ("2026-11-24T09:00", True, "2026-11-24T12:00"),  # a Tuesday
        ("2026-11-24T08:59", False, "2026-11-24T09:00"),
        ("2026-11-24T11:59", True, "2026-11-24T12:00"),
        ("2026-11-24T12:00", False, "2026-11-24T13:00"),  # lunch
        ("2026-11-24T12:59", False, "2026-11-24T13:00"),
        ("2026-11-24T17:59", True, "2026-11-24T18:00"),
        ("2026-11-24T18:00", False, "2026-11-25T09:00"),
        ("2026-11-27T18:30", False, "2026-11-30T09:00"),  # a Friday evening: next is Monday
        ("2026-11-29T03:00", False, "2026-11-30T09:00"),  # a Sunday night
    ],
)
def test_office_hours(moment: str, open_now: bool, following: str) -> None:
    now = status(WEEKDAYS, at(moment))
    assert now.open is open_now
    assert (now.until if open_now else now.opens) == at(following)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-09-24", "the eve of Chuseok 2026, a Thursday"),
        ("2026-09-25", "Chuseok 2026, a Friday"),
        ("2027-02-08", "the day after Seollal 2027, a Monday"),
        ("2027-02-09", "the substitute for Seollal 2027, which falls on a Sunday"),
        ("2026-12-25", "Christmas, a Friday"),
        ("2027-01-01", "New Year, a Friday"),
        ("2027-03-01", "Independence Movement Day, a Monday"),
        ("2027-05-05", "Children's Day, a Wednesday"),
        ("2027-05-13", "Buddha's Birthday, a Thursday"),
        ("2027-08-16", "the substitute for Liberation Day, a Sunday"),
        ("2027-10-04", "the substitute for Foundation Day, a Sunday"),
        ("2027-10-11", "the substitute for Hangeul Day, a Saturday"),
        ("2026-03-02", "the substitute for Independence Movement Day 2026, a Sunday"),
        ("2026-08-17", "the substitute for Liberation Day 2026, a Saturday"),
        ("2026-10-05", "the substitute for Foundation Day 2026, a Saturday"),
    ],
)
def test_public_holidays(day: str, name: str) -> None:
    assert status(WEEKDAYS, at(f"{day}T10:00")).open is False, name
    assert status("Mo-Fr 09:00-18:00", at(f"{day}T10:00")).open is True, "no word of holidays: open as on any weekday"


def test_after_the_holidays_of_seollal_the_next_working_day_is_named() -> None:
    assert status(WEEKDAYS, at("2027-02-05T19:00")).opens == at("2027-02-10T09:00")


def test_the_working_days_around_a_holiday_are_open() -> None:
    for day in ("2027-02-05", "2027-02-10", "2026-09-23", "2026-09-28", "2027-08-17"):
        assert status(WEEKDAYS, at(f"{day}T10:00")).open is True, day


def test_always() -> None:
    now = status("24/7", at("2027-02-07T03:00"))
    assert now.open is True
    assert now.always
    assert now.until is None


def test_nobody_knows() -> None:
    assert status(None, at("2026-11-24T10:00")).open is None
    assert status("Mo-Fr 09:00-18:00 unknown", at("2026-11-24T10:00")).open is None


@pytest.mark.parametrize(
    ("moment", "open_now"),
    [
        ("2026-11-24T21:59", False),
        ("2026-11-24T22:00", True),
        ("2026-11-25T01:59", True),
        ("2026-11-25T02:00", False),
    ],
)
def test_past_midnight(moment: str, open_now: bool) -> None:
    assert status("Mo-Su 22:00-02:00", at(moment)).open is open_now


def test_the_night_of_a_saturday_ends_on_sunday() -> None:
    assert status("Sa 22:00-02:00", at("2026-11-29T01:00")).open is True
    assert status("Sa 22:00-02:00", at("2026-11-29T01:00")).until == at("2026-11-29T02:00")


def test_the_clock_is_that_of_seoul_wherever_the_bot_runs() -> None:
    assert status(WEEKDAYS, datetime(2026, 11, 24, 0, 30, tzinfo=UTC)).open is True  # 09:30
    assert status(WEEKDAYS, datetime(2026, 11, 24, 10, 0, tzinfo=UTC)).open is False  # 19:00
    opens = status(WEEKDAYS, datetime(2026, 11, 23, 22, 0, tzinfo=UTC)).opens
    assert opens is not None
    assert opens.utcoffset() == at("2026-11-24T09:00").utcoffset()


def test_a_place_that_never_opens_again_within_a_month_names_no_day() -> None:
    assert status("2025 Mo-Fr 09:00-18:00", at("2026-11-24T10:00")).opens is None
    assert status("Jun Mo-Fr 09:00-18:00", at("2026-11-24T10:00")).opens is None


def test_all_hours_of_the_shipped_file_can_be_asked_on_any_day(shipped: Directory) -> None:
    hours = {c.hours for r in shipped.resources for c in r.channels}
    for expression in hours:
        for moment in ("2026-11-24T10:00", "2026-11-29T03:00", "2027-02-07T12:30", "2028-02-29T23:59"):
            now = status(expression, at(moment))
            assert now.open is not True or now.opens is None
            assert now.opens is None or now.opens > at(moment)
            assert now.until is None or now.until > at(moment)
