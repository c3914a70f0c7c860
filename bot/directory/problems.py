"""What is wrong with a file, where, and how to mend it: values, put into words by `bot.texts`."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Level(StrEnum):
    """How much it matters: an error stops the file, a warning should be looked at, a note is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `line` and `column` count from 1; `code` names its sentence in the catalogues (`problem.<code>`).

    `params` hold only what an editor typed into the directory, never anything of a person who asked.
    `file` is set where the fault is not in the directory file: a catalogue, phrases.
    """

    code: str
    place: str = ""
    line: int | None = None
    column: int | None = None
    params: dict[str, str] = field(default_factory=dict)
    level: Level = Level.ERROR
    file: Path | None = None


class Unfit(ValueError):
    """A value that does not fit. `code` names its sentence in the catalogues, as in `Problem`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DirectoryError(Exception):
    """The file cannot be served. Nothing of it is used."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s) in the directory file")
        self.path = path
        self.problems = problems
