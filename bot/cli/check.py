"""`gyeot check`: may this file be served?"""

from pathlib import Path

import click

from bot.cli.words import lines, terminal_language
from bot.directory import DirectoryError, load
from bot.settings import directory_path
from bot.texts import Texts


@click.command("check")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["ko", "en"]))
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text")
def command(path: Path | None, lang: str | None, form: str) -> None:
    """Check PATH (default: the directory that would be served)."""
    texts, language = Texts.load(), lang or terminal_language()
    where = path or directory_path()
    try:
        directory = load(where)
    except DirectoryError as error:
        for problem, line in zip(error.problems, lines(error, texts, language), strict=True):
            click.echo(f"::error file={where},line={problem.line or 1}::{line}" if form == "github" else line)
        raise SystemExit(1) from None
    click.echo(texts("check.fine", language, places=str(len(directory.resources)), path=str(where)))
