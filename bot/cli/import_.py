"""`gyeot import`: the spreadsheet of `gyeot export --format csv` back into the directory: all of it, or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import click

from bot.cli.changenote import ChangeNote
from bot.cli.opening import file_of
from bot.cli.words import SPOKEN, refuse, sentence, terminal_language
from bot.directory import DirectoryError
from bot.directory.diff import differences, names
from bot.directory.editing import EditError, read
from bot.directory.exchange.sheet import Change, Changes, Refused, changes, edits, placed
from bot.directory.problems import Problem
from bot.texts import Texts


@click.command("import")
@click.argument("table", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--apply", is_flag=True, help="Write the changes; without it they are only shown. / 쓰기")
@click.option("--with-removals", is_flag=True, help="With --apply: emptied cells are meant. / 빈칸은 지우라는 뜻")
@click.option("--directory", "path", type=click.Path(path_type=Path), help="Another resources.yaml.")
@click.option("--lang", type=SPOKEN)
def command(table: Path, apply: bool, with_removals: bool, path: Path | None, lang: str | None) -> None:
    """Compare the CSV file TABLE with the directory and show what differs; with --apply, write it."""
    texts, language = Texts.load(), lang or terminal_language()
    where = file_of(path, texts, language)
    try:
        document = read(where)
        directory = document.check()
        found, problems = changes(table.read_bytes(), directory, texts, language)
        after = document
        if found.changes:
            try:
                after = document.edited(edits(found, directory))
            except DirectoryError as error:
                seen = {problem.line for problem in problems}
                problems += [p for p in placed(error.problems, found) if p.line not in seen]
        if problems:
            raise Refused(problems)
        if found.changes:
            note = ChangeNote(texts, language, names(directory))
            click.echo(note(differences(directory, after.check()), where.name, table.name))
        else:
            click.echo(texts("sheet.same", language, count=str(found.rows)))
        _show(found, texts, language)
        if not found.changes:
            return
        if not apply:
            click.echo(texts("sheet.dry-removals" if found.removals else "sheet.dry", language))
            return
        if found.removals and not with_removals:
            raise click.ClickException(texts("sheet.needs-word", language))
        after.save()
    except Refused as refused:
        raise click.ClickException("\n".join(_faults(refused.problems, texts, language))) from None
    except DirectoryError as error:
        raise refuse(error, texts, language) from None
    except EditError as error:
        raise click.ClickException(texts(f"edit.{error.code}", language, path=str(where))) from None
    click.echo(texts("sheet.done", language, path=str(where), count=str(len(found.changes))))


def _show(found: Changes, texts: Texts, language: str) -> None:
    """What would go is said again, apart from the rest; and what the table does not speak of."""
    if found.removals:
        click.echo(texts("sheet.removals", language, count=str(len(found.removals))))
        for change in found.removals:
            click.echo("  " + _line(change, texts, language))
    if found.absent:
        named = ", ".join(f"{id} {channel}" for id, channel in found.absent[:10])
        more = "" if len(found.absent) <= 10 else ", …"
        click.echo(texts("sheet.absent", language, count=str(len(found.absent)), list=named + more))


def _line(change: Change, texts: Texts, language: str) -> str:
    place = change.id if change.channel is None else f"{change.id} {change.channel}"
    column = texts(f"sheet.{change.column.key}", language)
    return texts("sheet.removed", language, place=place, column=column, before=change.before.replace("\n", " "))


def _faults(problems: Iterable[Problem], texts: Texts, language: str) -> Iterable[str]:
    """One line a fault; the same fault down a column is one line with all its rows."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    count = 0
    for problem in problems:
        count += 1
        rows[problem.place, sentence(problem, texts, language)].append(problem.line or 0)
    yield texts("sheet.refused", language, count=str(count))
    for (column, said), numbers in rows.items():
        if not any(numbers):
            yield said
        elif column:
            yield texts("sheet.at", language, row=_ranges(numbers), column=column, said=said)
        else:
            yield texts("sheet.at-row", language, row=_ranges(numbers), said=said)


def _ranges(numbers: Iterable[int]) -> str:
    """3, 5-9."""
    parts = []
    for _, run in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        on = [number for _, number in run]
        parts.append(str(on[0]) if len(on) == 1 else f"{on[0]}-{on[-1]}")
    return ", ".join(parts)
