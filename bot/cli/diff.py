"""`gyeot diff`: what changed in the directory, in words, as a change note in Korean and English."""

import shutil
import subprocess
from pathlib import Path

import click

from bot.cli.changenote import ChangeNote
from bot.cli.opening import file_of
from bot.cli.words import SPOKEN, refuse, terminal_language
from bot.directory import Directory, DirectoryError
from bot.directory.diff import differences, names
from bot.directory.loading import loads
from bot.texts import Texts


@click.command("diff")
@click.argument("old", default="HEAD")
@click.argument("new", required=False)
@click.option("--lang", type=SPOKEN, multiple=True, default=tuple(SPOKEN.choices))
def command(old: str, new: str | None, lang: tuple[str, ...]) -> None:
    """Say what changed from OLD to NEW: files, or revisions of git (HEAD~1, main:resources.yaml).

    Without NEW: the file that would be served. Without OLD: the last commit of it.
    """
    texts, language = Texts.load(), terminal_language()
    served = file_of(None, texts, language)
    sides = []
    for side in (old, new or str(served)):
        raw = _read(side, served, texts, language)
        sides.append(_load(raw, side, texts, language))
    before, after = sides
    found, called = differences(before, after), names(before, after)
    shown = (old, new or served.name)
    click.echo("\n".join(ChangeNote(texts, one, called)(found, *shown) for one in lang), nl=False)


def _load(raw: bytes, side: str, texts: Texts, language: str) -> Directory:
    try:
        return loads(raw, Path(side))
    except DirectoryError as error:
        raise refuse(error, texts, language) from None


def _read(side: str, served: Path, texts: Texts, language: str) -> bytes:
    """The bytes of a file, or of what git holds under that name."""
    if Path(side).is_file():
        try:
            return Path(side).read_bytes()
        except OSError:
            raise click.ClickException(texts("diff.neither", language, side=side)) from None
    git = shutil.which("git")
    if git is None:
        raise click.ClickException(texts("diff.no-git", language, side=side))
    blob = side if ":" in side else f"{side}:./{served.name}"
    folder = Path.cwd() if ":" in side else served.resolve().parent
    shown = subprocess.run(  # noqa: S603  # git by its full path; what is asked for is never taken for an option
        [git, "--no-pager", "show", "--no-textconv", "--end-of-options", blob],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
    )
    if shown.returncode:
        raise click.ClickException(texts("diff.neither", language, side=side))
    return shown.stdout
