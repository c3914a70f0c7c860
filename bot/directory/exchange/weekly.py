"""Opening hours as a week: what HSDS, schema.org and a printed page can say of an OpenStreetMap expression."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby

from babel.dates import get_day_names
from opening_hours import OpeningHours, State

from bot.directory.hours import ALWAYS, SEOUL
from bot.texts import Texts
from bot.vocabulary import HOME

_MONDAY = datetime(2026, 1, 5, tzinfo=SEOUL)  # any Monday: the same week is asked for again until a year is over
_WEEKS = 53
_DAY = timedelta(days=1)
_MIDNIGHT = "23:59"  # HSDS and schema.org have no 24:00; both take this for the end of a day


@dataclass(frozen=True, slots=True)
class Slot:
    """Open on these days (0: Monday) from `opens` to `closes` ("09:00"); past midnight where `closes` is not later."""

    days: tuple[int, ...]
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Week:
    """Hours that come again each week, public holidays aside.

    `regular` False: they change with the season, or are only partly known; `slots` holds what is sure of every week,
    `unsure` the days (0: Monday) on which it is open at hours that nobody knows.
    `holidays`: "off", "unknown", "own" (hours of their own), or "" where the expression says nothing of them.
    """

    slots: tuple[Slot, ...]
    regular: bool
    holidays: str = ""
    unsure: tuple[int, ...] = ()

    @property
    def always(self) -> bool:
        """24 hours a day, all week, holidays included."""
        return not self.holidays and self.slots == (Slot(tuple(range(7)), "00:00", _MIDNIGHT),)


@lru_cache(maxsize=4096)
def week(expression: str) -> Week:
    """The week of a valid `opening_hours` expression."""
    if expression == ALWAYS:
        return Week((Slot(tuple(range(7)), "00:00", _MIDNIGHT),), regular=True)
    # Without a country there are no public holidays, so the rules on them do not show.
    hours = OpeningHours(expression, timezone=SEOUL)
    weeks: list[dict[int, list[tuple[str, str]]]] = [defaultdict(list) for _ in range(_WEEKS)]
    unsure: list[set[int]] = [set() for _ in range(_WEEKS)]
    # A week more on either side, so that a night over Sunday is not cut where the year is.
    for start, end, state, _ in hours.intervals(_MONDAY - 7 * _DAY, _MONDAY + (_WEEKS + 1) * 7 * _DAY):
        if state == State.CLOSED:
            continue
        for opens, closes in _days(start, end):
            number, day = divmod((opens.date() - _MONDAY.date()).days, 7)
            if not 0 <= number < _WEEKS:
                continue
            if state == State.OPEN:
                weeks[number][day].append((f"{opens:%H:%M}", _closing(opens, closes)))
            else:
                unsure[number].add(day)
    if any(other != weeks[0] for other in weeks) or any(other != unsure[0] for other in unsure):
        return Week((), regular=False, holidays=_holidays(expression))
    return Week(_slots(weeks[0]), not unsure[0], _holidays(expression), tuple(sorted(unsure[0])))


def _days(start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """Cut at midnight, but for a night that ends on the morning after."""
    parts = []
    while end.date() > start.date() and end - start > _DAY / 2:
        midnight = start.replace(hour=0, minute=0) + _DAY
        parts.append((start, midnight))
        start = midnight
    return [*parts, (start, end)] if start < end else parts


def _closing(opens: datetime, closes: datetime) -> str:
    return _MIDNIGHT if closes.date() > opens.date() and f"{closes:%H:%M}" == "00:00" else f"{closes:%H:%M}"


def _slots(days: dict[int, list[tuple[str, str]]]) -> tuple[Slot, ...]:
    together: dict[tuple[str, str], list[int]] = defaultdict(list)
    for day in sorted(days):
        for times in days[day]:
            together[times].append(day)
    slots = [Slot(tuple(on), opens, closes) for (opens, closes), on in together.items()]
    return tuple(sorted(slots, key=lambda slot: (slot.days, slot.opens)))


def _holidays(expression: str) -> str:
    rules = [rule.strip() for rule in expression.split(";") if "PH" in rule]
    if not rules:
        return ""
    last = rules[-1]
    if last.endswith(("off", "closed")):
        return "off"
    return "unknown" if "unknown" in last else "own"


def words(expression: str | None, texts: Texts, language: str) -> str:
    """The hours in a sentence: "Mon-Fri 09:00-18:00, closed on public holidays". Never the expression itself."""
    if expression is None:
        return texts("exchange.hours-unknown", language)
    found = week(expression)
    if found.always:
        return texts("exchange.hours-always", language)
    parts = [f"{_names(slot.days, language)} {slot.opens}-{slot.closes}" for slot in found.slots]
    if found.unsure:
        parts.append(f"{_names(found.unsure, language)} {texts('exchange.hours-unknown', language)}")
    elif not parts:
        parts = [texts("exchange.hours-unknown" if found.regular else "exchange.hours-irregular", language)]
    if found.holidays:
        parts.append(holidays(found, texts, language))
    return ", ".join(parts)


def holidays(found: Week, texts: Texts, language: str) -> str:
    """What is said of public holidays; empty where the expression says nothing."""
    return texts(f"exchange.holidays-{found.holidays}", language) if found.holidays else ""


def _names(days: tuple[int, ...], language: str) -> str:
    names = get_day_names("abbreviated", locale=language.replace("-", "_"))
    runs = []
    for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        on = [day for _, day in run]
        runs.append(f"{names[on[0]]}-{names[on[-1]]}" if len(on) > 1 else str(names[on[0]]))
    return "·".join(runs) if language == HOME else ", ".join(runs)
