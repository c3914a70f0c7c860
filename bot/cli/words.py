"""How commands speak: in the language of the terminal, and of a faulty file line by line."""

import os
from collections.abc import Iterable
from pathlib import Path

import click

from bot.directory.problems import DirectoryError, Level, Problem
from bot.languages import Languages
from bot.settings import SettingsError
from bot.texts import Texts
from bot.vocabulary import FALLBACK

SPOKEN = click.Choice(Languages.load().full)  # for options: the languages that Gyeot answers in


def terminal_language() -> str:
    """The language that the terminal says (LC_ALL, LC_MESSAGES, LANG), as far as Gyeot speaks it; else English."""
    languages = Languages.load()
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            found = languages.of_code(os.environ[name].partition(".")[0])
            return found if found in languages.full else FALLBACK
    return FALLBACK


def sentence(problem: Problem, texts: Texts, language: str) -> str:
    """What is wrong and how to mend it, in one line."""
    params = {"place": problem.place, "name": "", "said": "", "list": "", "id": "", "kind": "", **problem.params}
    said = texts(f"problem.{problem.code}", language, **params)
    near = f" {texts('problem.near', language, near=params['near'])}" if params.get("near") else ""
    instead = f" {texts('problem.say', language, say=params['say'])}" if params.get("say") else ""
    return said.rstrip() + near + instead


def lines(error: DirectoryError, texts: Texts, language: str) -> Iterable[str]:
    """One line a fault: file:line:column, field, what is wrong, the mend."""
    for problem in error.problems:
        yield pointed(problem, error.path, texts, language)


def pointed(problem: Problem, path: Path, texts: Texts, language: str) -> str:
    """The problem in one line, with the place in the file that it is about; `path` where it names no other."""
    where = ":".join(str(n) for n in (problem.line, problem.column) if n is not None)
    level = "" if problem.level is Level.ERROR else f" {texts(f'check.{problem.level}', language)}:"
    place = f" {problem.place}:" if problem.place else ""
    said = sentence(problem, texts, language)
    return f"{named(problem.file or path)}{':' + where if where else ''}:{level}{place} {said}"


def named(path: Path) -> str:
    try:
        return str(Path(os.path.abspath(path)).relative_to(Path.cwd()))  # not resolve(): a link may lead in a circle
    except ValueError:
        return str(path)


def refuse(error: DirectoryError, texts: Texts, language: str) -> click.ClickException:
    """The error to raise where a command cannot work with the file."""
    shown = list(lines(error, texts, language))
    head = texts("problem.head", language, count=str(len(shown)))
    return click.ClickException("\n".join([head, *shown]))


def unset(error: SettingsError, texts: Texts, language: str) -> click.ClickException:
    """The error to raise where a setting is missing or cannot be: each with its mend."""
    return click.ClickException("\n".join(_setting(texts, language, *fault) for fault in error.faults))


def _setting(texts: Texts, language: str, name: str, code: str) -> str:
    if name == "GYEOT_TOKEN":
        return texts("run.token-missing" if code == "missing" else "run.token-shape", language)
    key = f"run.setting-{code}"
    return texts(key if key in texts.keys(language) else "run.setting", language, name=name)
