"""How commands speak: in the language of the terminal, and of a faulty file line by line."""

import os
from collections.abc import Iterable
from pathlib import Path

import click

from bot.directory.problems import DirectoryError, Problem
from bot.settings import SettingsError
from bot.texts import Texts


def terminal_language() -> str:
    """Korean where the terminal says so (LC_ALL, LC_MESSAGES, LANG), else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "ko" if os.environ[name].lower().startswith("ko") else "en"
    return "en"


def sentence(problem: Problem, texts: Texts, language: str) -> str:
    """What is wrong and how to mend it, in one line."""
    params = {"place": problem.place, "name": "", "said": "", "list": "", "id": "", "kind": "", **problem.params}
    return texts(f"problem.{problem.code}", language, **params)


def lines(error: DirectoryError, texts: Texts, language: str) -> Iterable[str]:
    """One line a fault: file:line:column, field, what is wrong, the mend."""
    for problem in error.problems:
        where = ":".join(str(n) for n in (problem.line, problem.column) if n is not None)
        place = f" {problem.place}:" if problem.place else ""
        yield f"{_named(error.path)}{':' + where if where else ''}:{place} {sentence(problem, texts, language)}"


def _named(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
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
