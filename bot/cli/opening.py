"""Opening the directory for a command: its faults, and those of the settings, are said instead of thrown."""

from pathlib import Path

from bot.cli.words import refuse, unset
from bot.directory import Directory, DirectoryError, load
from bot.settings import SettingsError, directory_path
from bot.texts import Texts


def file_of(path: Path | None, texts: Texts, language: str) -> Path:
    """That path, or the file that would be served; raises ClickException where the settings name none."""
    try:
        return path or directory_path()
    except SettingsError as error:
        raise unset(error, texts, language) from None


def opened(path: Path | None, texts: Texts, language: str) -> Directory:
    """The directory at that path, or the one that would be served; raises ClickException with its faults."""
    try:
        return load(file_of(path, texts, language))
    except DirectoryError as error:
        raise refuse(error, texts, language) from None
