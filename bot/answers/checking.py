"""May this directory be served? Everything that can be known without asking anybody: one report for `gyeot check`."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.answers.linting import lint_catalogues, lint_directory, sentences
from bot.answers.pagecheck import Pages
from bot.answers.wording import wordings
from bot.directory.loading import Located
from bot.directory.problems import Level, Problem
from bot.directory.sense import sense, texts_of
from bot.languages import Languages
from bot.texts import Texts
from bot.understanding.checking import Finding, check, swallowed

_ORDER = list(Level)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, errors first, and what was looked at.

    `questions`: combinations of situation, need, audience, region and language. `pages`: written out in full.
    `texts`: language -> how many of all texts of the directory it has.
    """

    problems: tuple[Problem, ...]
    places: int
    questions: int
    pages: int
    texts: dict[str, int]

    def count(self, level: Level) -> int:
        """How many problems of that level there are."""
        return sum(problem.level is level for problem in self.problems)


def examine(located: Located, texts: Texts, locales: Path, now: datetime) -> Report:
    """Look at the texts, at every page, at what each leads to, and at the files that teach the reader."""
    rules = wordings(locales)
    languages, pages = Languages.load(locales), Pages(located, texts, now)
    found = [
        *lint_directory(located, rules),
        *sense(located, now),
        *pages.problems(languages),
        *lint_catalogues(locales, rules, languages.full),
        *(_of_reader(finding) for finding in (*check(locales), *swallowed(locales))),
    ]
    found.sort(key=lambda p: (_ORDER.index(p.level), str(p.file or ""), p.line or 0, p.column or 0))
    counts = Counter(language for _, text in texts_of(located.directory) for language, _ in sentences(text))
    return Report(tuple(found), len(located.directory.resources), pages.questions, pages.written, dict(counts))


def _of_reader(finding: Finding) -> Problem:
    level = Level.WARNING if finding.warning else Level.ERROR
    params = {"id": finding.field, "other": finding.other}
    return Problem(f"reader-{finding.code}", finding.field, finding.line, None, params, level, finding.path)
