"""`gyeot language`: a language is a folder; this makes one, and says what is missing in each."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError

from bot.answers.translated import Coverage, coverage
from bot.cli.catalogue import complete, new_language
from bot.cli.opening import opened
from bot.cli.words import SPOKEN, terminal_language
from bot.languages import TAG
from bot.paths import locales_folder
from bot.texts import Texts
from bot.vocabulary import FALLBACK

KEYS = 6  # named in one line


@click.group("language")
def command() -> None:
    """Languages of Gyeot: one folder of locales/ each. / 언어 폴더"""


@command.command("list")
@click.option("--lang", type=SPOKEN)
@click.option("--directory", "path", type=click.Path(path_type=Path))
@click.option("--locales", "folder", type=click.Path(path_type=Path), help="Another folder of locales.")
def show(lang: str | None, path: Path | None, folder: Path | None) -> None:
    """What there is in each language: sentences, texts of the directory, phrases, review."""
    texts, language = Texts.load(), lang or terminal_language()
    for found in coverage(folder or locales_folder(), opened(path, texts, language)):
        reviewed = texts("language.reviewed", language, names=found.reviewer) if found.reviewer else ""
        click.echo(
            texts(
                "language.row",
                language,
                tag=found.tag,
                name=found.language.name,
                kind=texts(f"language.kind-{found.language.answers}", language),
                sentences=str(found.sentences),
                fields=str(found.fields),
                phrases=str(found.phrases),
                reviewed=reviewed or texts("language.not-reviewed", language),
            )
        )


@command.command("add")
@click.argument("tag")
@click.option("--everything", is_flag=True, help="All sentences, not only those of the bridge page. / 모든 문장")
@click.option("--lang", type=SPOKEN)
@click.option("--directory", "path", type=click.Path(path_type=Path))
@click.option("--locales", "folder", type=click.Path(path_type=Path), help="Another folder of locales.")
def add(tag: str, everything: bool, lang: str | None, path: Path | None, folder: Path | None) -> None:
    """Make locales/TAG, or complete what is there, and list what is missing. Nothing written is ever changed."""
    texts, language = Texts.load(), lang or terminal_language()
    directory, folder = opened(path, texts, language), folder or locales_folder()
    try:
        Locale.parse(tag if re.fullmatch(TAG, tag) else "", sep="-")
    except (ValueError, UnknownLocaleError):
        raise click.ClickException(texts("language.unknown", language, tag=tag)) from None
    made = [*new_language(folder, tag), *complete(folder, tag, everything=everything)]
    for file in dict.fromkeys(made):
        click.echo(texts("language.made", language, path=str(file)))
    Texts.forget()
    found = next(one for one in coverage(folder, directory) if one.tag == tag)
    if everything:
        every = Texts.load(folder)
        found = replace(found, missing=tuple(sorted(every.keys(FALLBACK) - every.keys(tag))))
    for line in _missing(found, folder, texts, language):
        click.echo(line)


def _missing(found: Coverage, folder: Path, texts: Texts, language: str) -> Iterator[str]:
    at = folder / found.tag
    if found.missing:
        named = ", ".join(found.missing[:KEYS]) + (" …" if len(found.missing) > KEYS else "")
        place = str(at / "LC_MESSAGES" / "bot.po")
        yield texts("language.no-sentences", language, path=place, count=str(len(found.missing)), keys=named)
    if not any(w.words or w.telling or w.own or w.pieces for w in found.language.written):
        yield texts("language.no-words", language, path=str(at / "language.yaml"))
    if not found.phrases:
        yield texts("language.no-phrases", language, path=str(at / "phrases.yaml"))
    if found.fields.there < found.fields.all:
        yield texts("language.no-fields", language, tag=found.tag, fields=str(found.fields))
    if not found.reviewer:
        yield texts("language.not-reviewed", language)
