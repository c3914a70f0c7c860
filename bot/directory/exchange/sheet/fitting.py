"""Faults that the schema finds in a changed file, said by the row and column of the table that they come from."""

import re
from collections.abc import Iterable

from bot.directory.exchange.sheet.changes import Change, Changes
from bot.directory.problems import Problem

_PLACE = re.compile(r"resources\.?\[(?P<id>[^\]]+)\](?:\.channels\.?\[(?P<channel>[^\]]+)\])?\.?(?P<field>[a-z_]*)")


def placed(problems: Iterable[Problem], found: Changes) -> list[Problem]:
    """Each problem at its row; one that no change explains stays as it is."""
    return [_placed(problem, found.changes) for problem in problems]


def _placed(problem: Problem, changes: tuple[Change, ...]) -> Problem:
    match = _PLACE.match(problem.place)
    if match is None:
        return problem
    of_entry = [c for c in changes if (c.id, c.channel) == (match["id"], match["channel"])]
    exact = [c for c in of_entry if c.column.path[0] == match["field"]]
    for change in exact or of_entry:
        return Problem(problem.code, change.heading, change.row, params=problem.params)
    return problem
