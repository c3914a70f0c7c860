"""`gyeot check`: may this file be served?"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.answers.checking import Report, examine
from bot.answers.translated import Coverage, coverage
from bot.cli.opening import file_of
from bot.cli.words import SPOKEN, named, pointed, sentence, terminal_language
from bot.directory import DirectoryError
from bot.directory.loading import load_located
from bot.directory.problems import Level, Problem
from bot.paths import locales_folder
from bot.texts import Texts

MOST = 30  # faults of a file that cannot be read: a part that is missing makes hundreds of them
SHOWN = 5  # warnings and notes of one sort; errors are shown one and all
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


@click.command("check")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--lang", type=SPOKEN)
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text")
@click.option("--all", "every", is_flag=True, help="Every warning and note, also of one sort. / 경고와 참고를 모두")
def command(path: Path | None, lang: str | None, form: str, every: bool) -> None:
    """Check PATH (default: the directory that would be served), its texts and every page made from it."""
    texts, language = Texts.load(), lang or terminal_language()
    where = file_of(path, texts, language)
    try:
        located = load_located(where)
    except DirectoryError as error:
        shown = error.problems if form == "github" or every else error.problems[:MOST]
        for problem in shown:
            click.echo((annotation if form == "github" else pointed)(problem, where, texts, language))
        if len(shown) < len(error.problems):
            click.echo(texts("check.cut", language, count=str(len(error.problems) - len(shown))))
        raise SystemExit(1) from None
    report = examine(located, texts, locales_folder(), datetime.now(UTC))
    if form == "github":
        for problem in report.problems:
            click.echo(annotation(problem, where, texts, language))
    else:
        for problem in report.problems if every else first_of_each(report.problems):
            click.echo(pointed(problem, where, texts, language))
        hidden = len(report.problems) - len(first_of_each(report.problems))
        if hidden and not every:
            click.echo(texts("check.more", language, count=str(hidden)))
    _sum_up(report, where, texts, language)
    _languages(coverage(locales_folder(), located.directory), texts, language)
    if report.count(Level.ERROR):
        raise SystemExit(1)


def _sum_up(report: Report, where: Path, texts: Texts, language: str) -> None:
    counts = {f"{level}s": str(report.count(level)) for level in Level}
    key = "check.faulty" if report.count(Level.ERROR) else "check.fine"
    click.echo(texts(key, language, places=str(report.places), path=str(where), **counts))
    whole = max(report.texts.values(), default=0)
    each = ", ".join(f"{tag} {count}/{whole}" for tag, count in report.texts.items() if tag in SPOKEN.choices)
    seen = {"questions": f"{report.questions:,}", "pages": f"{report.pages:,}", "texts": each}
    click.echo(texts("check.seen", language, **seen))


def _languages(found: Iterable[Coverage], texts: Texts, language: str) -> None:
    """Sentences of the interface in each language, and how many languages nobody has read yet."""
    every = tuple(found)
    shares = ", ".join(f"{one.tag} {one.sentences}" for one in every)
    unread = str(sum(not one.reviewer for one in every if one.language.answers == "bridge"))
    click.echo(texts("check.languages", language, sentences=shares, unread=unread))


def first_of_each(problems: tuple[Problem, ...]) -> list[Problem]:
    """All errors, and of the rest the first few of each sort, so that one of them is not lost among fifty."""
    shown, seen = [], dict[str, int]()
    for problem in problems:
        seen[problem.code] = seen.get(problem.code, 0) + 1
        if problem.level is Level.ERROR or seen[problem.code] <= SHOWN:
            shown.append(problem)
    return shown


def annotation(problem: Problem, where: Path, texts: Texts, language: str) -> str:
    """The problem as a workflow command of GitHub Actions, which marks the line in a change.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    place = f"{problem.place}: " if problem.place else ""
    file = named(problem.file or where)
    at = {"file": file, "line": str(problem.line or 1), "col": str(problem.column) if problem.column else ""}
    properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in at.items() if value)
    return f"::{_COMMANDS[problem.level]} {properties}::{_escaped(place + sentence(problem, texts, language))}"


def _escaped(value: str, signs: str = "") -> str:
    for sign in "%\r\n" + signs:
        value = value.replace(sign, f"%{ord(sign):02X}")
    return value
