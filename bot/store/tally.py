"""Counts that wait in memory for their batch: a day, ids of ours, a number. Never a chat, never a text."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from bot.answers.answer import Outcome

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_RESULTS = frozenset(get_args(Outcome.__annotations__["result"]))
_MOST = 20_000  # different rows that wait: months of a dead database, on any directory

Sort = tuple[date, str, str, str, Literal["answered", "asked", "none"]]  # day, situation, need, language, outcome
Report = tuple[date, str]  # day, id of the place


@dataclass(slots=True)
class Tally:
    """`known`: whether an id stands in the directory. What stands in a button can be forged, and is not kept."""

    known: Callable[[str], bool]
    answers: Counter[Sort] = field(default_factory=Counter)
    reports: Counter[Report] = field(default_factory=Counter)

    def answered(self, day: date, outcome: Outcome) -> None:
        """Count an answer."""
        if not LANGUAGE.fullmatch(outcome.language) or outcome.result not in _RESULTS:
            return
        situation = outcome.situation.value if outcome.situation else ""
        need = outcome.need.value if outcome.need else ""
        sort = (day, situation, need, outcome.language, outcome.result)
        if sort in self.answers or len(self.answers) < _MOST:
            self.answers[sort] += 1

    def reported(self, day: date, resource: str) -> None:
        """Count that a number of this place did not work."""
        report = (day, resource)
        if self.known(resource) and (report in self.reports or len(self.reports) < _MOST):
            self.reports[report] += 1

    def settle(self, written: "Tally") -> None:
        """Take off what has been written; what was counted meanwhile stays."""
        self.answers -= written.answers
        self.reports -= written.reports

    def copy(self) -> "Tally":
        """What is counted up to now."""
        return Tally(self.known, self.answers.copy(), self.reports.copy())

    def __bool__(self) -> bool:
        return bool(self.answers or self.reports)
