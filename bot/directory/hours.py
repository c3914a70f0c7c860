"""Opening hours in OpenStreetMap syntax, on the clock of Asia/Seoul and the Korean calendar of holidays.

Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification, read by `opening-hours-py`.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate
from pydantic import AfterValidator

from bot.directory.problems import Unfit

SEOUL = ZoneInfo("Asia/Seoul")
ALWAYS = "24/7"
_HORIZON = timedelta(days=30)
_TIME = re.compile(r"\d{2}:\d{2}|24/7|unknown|off")
_PAST_MIDNIGHT = re.compile(r"-(2[5-9]|[3-9]\d):\d{2}|-24:(?!00)\d{2}")


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a channel answers at a moment. `open` None: nobody knows. `until`/`opens`: aware, Asia/Seoul."""

    open: bool | None
    always: bool = False
    until: datetime | None = None  # open: when it closes next
    opens: datetime | None = None  # closed: when it opens next, within 30 days


UNKNOWN = Status(open=None)


@lru_cache(maxsize=4096)
def _parse(expression: str) -> OpeningHours:
    return OpeningHours(expression, timezone=SEOUL, country="KR")


def _check(expression: str) -> str:
    if not validate(expression):
        raise Unfit("hours-form")
    if _PAST_MIDNIGHT.search(expression):
        raise Unfit("hours-past-midnight")
    if not all(_TIME.search(rule) for rule in expression.split(";")):
        raise Unfit("hours-days-only")
    return expression


Hours = Annotated[str, AfterValidator(_check)]


def status(expression: str | None, now: datetime) -> Status:
    """Whether hours `expression` are open at `now` (any aware time), and what comes next."""
    if expression is None:
        return UNKNOWN
    if expression == ALWAYS:
        return Status(open=True, always=True)
    return _status(expression, now.replace(second=0, microsecond=0))  # hours begin and end with a minute


@lru_cache(maxsize=1024)  # all answers of one minute ask the same, and so do places that share their hours
def _status(expression: str, now: datetime) -> Status:
    hours, moment = _parse(expression), now.astimezone(SEOUL)
    state, _ = hours.state(moment)
    if state == State.UNKNOWN:
        return UNKNOWN
    if state == State.OPEN:
        return Status(open=True, until=_next(hours, moment))
    change = _next(hours, moment)
    while change is not None and hours.state(change)[0] != State.OPEN:
        change = _next(hours, change) if change - moment < _HORIZON else None
    return Status(open=False, opens=change if change and change - moment <= _HORIZON else None)


def _next(hours: OpeningHours, moment: datetime) -> datetime | None:
    change: datetime | None = hours.next_change(moment)
    return None if change is None or change - moment > 12 * _HORIZON else change.astimezone(SEOUL)
