"""Opening hours that the syntax takes and no editor means: a comma that opens a place day and night, times swapped."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from bot.directory.hours import SEOUL, status

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)"
_SMALL = re.compile(rf"\b{_DAY.lower()}\b")
_SHORT = re.compile(r"\b(?:Feb 30|(?:Feb|Apr|Jun|Sep|Nov) 31)\b")  # no month has these days
_SELECTOR = re.compile(rf"^\s*({_DAY}(?:\s*[-,]\s*{_DAY})*)?\s*(.*)$")
_ONE_DIGIT = re.compile(r"(?<!\d)\d:\d\d")
_COMMA = re.compile(rf"{_DAY}\s*,\s*\d")
_SPAN = re.compile(r"(\d\d):(\d\d)\s*-\s*(\d\d):(\d\d)")
_LONGEST_NIGHT = 16 * 60  # minutes: a night line may run 17:00-09:00; 09:00-06:00 is a slip of the 12-hour clock
_ANY_DAY = datetime(2026, 1, 1, tzinfo=SEOUL)


@lru_cache(maxsize=4096)
def hour_slip(expression: str) -> str | None:
    """The code of what is wrong with an expression that the syntax takes, or None."""
    if '"' in expression:
        return "hours-comment"
    if _ONE_DIGIT.search(expression):
        return "hours-digits"
    if _SMALL.search(expression):
        return "hours-small"
    if _SHORT.search(expression):
        return "hours-no-such-day"
    if _COMMA.search(expression):
        return "hours-comma"
    if any(not 0 < length <= _LONGEST_NIGHT for length in _nights(expression)):
        return "hours-span"
    rules = [_SELECTOR.match(rule) for rule in expression.split(";")]
    timed = [_days(rule[1]) for rule in rules if rule and re.match(r"\d\d:", rule[2])]
    if any(first <= later for i, first in enumerate(timed) for later in timed[i + 1 :]):
        return "hours-cancelled"
    now = status(expression, _ANY_DAY)
    return "hours-never" if now.open is False and now.opens is None and "unknown" not in expression else None


def _nights(expression: str) -> Iterator[int]:
    """Minutes of each span that ends at or before the time it began at; 0: it would last a day, or not at all."""
    for hour, minute, end_hour, end_minute in _SPAN.findall(expression):
        start, end = int(hour) * 60 + int(minute), int(end_hour) * 60 + int(end_minute)
        if end <= start:
            yield 0 if start == end else end - start + 24 * 60


def _days(selector: str | None) -> frozenset[str]:
    """The days that a rule is for; every one where it names none."""
    if not selector:
        return frozenset((*_DAYS, "PH", "SH"))
    found: set[str] = set()
    for part in re.sub(r"\s", "", selector).split(","):
        first, _, last = part.partition("-")
        if last in _DAYS and first in _DAYS:
            start, end = _DAYS.index(first), _DAYS.index(last)
            found.update(_DAYS[(start + i) % 7] for i in range((end - start) % 7 + 1))
        else:
            found.add(first)
    return frozenset(found)
