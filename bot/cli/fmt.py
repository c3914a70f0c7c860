"""`gyeot fmt`: one layout for the directory file; what it says and its comments stay."""

from pathlib import Path

import click

from bot.cli.opening import file_of
from bot.cli.words import SPOKEN, refuse, terminal_language
from bot.directory import DirectoryError
from bot.directory.editing import EditError, hunks, read
from bot.texts import Texts


@click.command("fmt")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where something would change. / 쓰지 않고 보기만")
@click.option("--lang", type=SPOKEN)
def command(path: Path | None, check: bool, lang: str | None) -> None:
    """Lay PATH out (default: the directory that would be served): line ends, empty lines, quotes of numbers."""
    texts, language = Texts.load(), lang or terminal_language()
    where = file_of(path, texts, language)
    try:
        document = read(where)
        made = document.formatted()
        changed = list(hunks(document.text, made.text))
        if made.bytes != document.raw and not check:
            made.save()
    except DirectoryError as error:
        raise refuse(error, texts, language) from None
    except EditError as error:
        raise click.ClickException(texts(f"edit.{error.code}", language, path=str(where))) from None
    if made.bytes == document.raw:
        click.echo(texts("fmt.fine", language, path=str(where)))
        return
    count = sum(max(len(h.before), len(h.after)) for h in changed)
    if not changed:  # line ends alone
        count = document.text.count("\n")
    if check:
        for hunk in changed[:20]:
            click.echo(f"{where}:{hunk.line}")
        click.echo(texts("fmt.would", language, path=str(where), count=str(count)))
        raise SystemExit(1)
    click.echo(texts("fmt.done", language, path=str(where), count=str(count)))
