"""Faults that the schema finds in a changed file, said by the row and column of the table that they come from."""

import re
from collections.abc import Iterable

from bot.directory.exchange.sheet.changes import Change, Changes
from bot.directory.problems import Problem
from bot.texts import Texts

_PLACE = re.compile(r"resources\.?\[(?P<id>[^\]]+)\](?:\.channels\.?\[(?P<channel>[^\]]+)\])?\.?(?P<field>[a-z_]*)")


def placed(problems: Iterable[Problem], found: Changes, texts: Texts, language: str) -> list[Problem]:
    """Each problem at its row; one that no change explains stays as it is."""
    return [_placed(problem, found.changes, texts, language) for problem in problems]


def _placed(problem: Problem, changes: tuple[Change, ...], texts: Texts, language: str) -> Problem:
    match = _PLACE.match(problem.place)
    if match is None:
        return problem
    of_entry = [c for c in changes if (c.id, c.channel) == (match["id"], match["channel"])]
    exact = [c for c in of_entry if c.column.path[0] == match["field"]]
    for change in exact or of_entry:
        heading = texts(f"sheet.{change.column.key}", language)
        return Problem(problem.code, heading, change.row, params=problem.params)
    return problem
