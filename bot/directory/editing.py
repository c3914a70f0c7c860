"""Changing `resources.yaml` for the person who keeps it: only the lines concerned, whole at any moment."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml

from bot.directory.formatting import formatted
from bot.directory.loading import loads
from bot.directory.models import Directory
from bot.directory.splicing import EditError, splice
from bot.directory.yamlfile import Path_, contents, parse

__all__ = ["Document", "EditError", "Hunk", "hunks", "read"]

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that changed. `line`: the first of them, from 1, in the old text."""

    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read (`raw`), and the text that it is to have."""

    path: Path
    raw: bytes
    text: str

    @property
    def bytes(self) -> bytes:
        """What `save` writes."""
        return self.text.encode("utf-8")

    def edited(self, edits: dict[Path_, Any]) -> "Document":
        """With these values; None takes a field away. Raises EditError, or DirectoryError where the result is faulty.

        Keys of `edits` are paths as in `bot.directory.yamlfile`: `("resources", 3, "channels", 0, "checked", "by")`.
        """
        bom = _BOM if self.text.startswith(_BOM) else ""
        try:
            after = replace(self, text=bom + splice(self.text.removeprefix(_BOM), edits))
        except yaml.YAMLError:
            self.value()  # names the fault at its line
            raise
        after.check()
        return after

    def formatted(self) -> "Document":
        """As `gyeot fmt` writes it; raises EditError where that would change what is said."""
        return replace(self, text=formatted(self.text, self.path))

    def check(self) -> Directory:
        """The directory that this text is; raises DirectoryError."""
        return loads(self.bytes, self.path)

    def value(self) -> Any:
        """Plain values of the text."""
        return parse(self.bytes, self.path)[0]

    def save(self) -> None:
        """Write it. Raises EditError where it cannot be written, or was changed by somebody else since it was read."""
        target = self.path.resolve()
        try:
            with _alone(target.parent):
                if not target.stat().st_mode & 0o222:  # whoever made it read-only did so on purpose
                    raise EditError("unwritable")
                if target.read_bytes() != self.raw:
                    raise EditError("changed")
                _write(target, self.bytes)
        except OSError:
            raise EditError("unwritable") from None


def read(path: Path) -> Document:
    """The file, to be edited; raises DirectoryError where it is not even text."""
    raw = contents(path)
    try:
        return Document(path, raw, raw.decode("utf-8"))
    except UnicodeDecodeError:
        parse(raw, path)  # names the line
        raise


def hunks(before: str, after: str) -> Iterator[Hunk]:
    """The lines that differ, in order."""
    old, new = before.splitlines(), after.splitlines()
    head = _alike(old, new)  # most of the file, and comparing takes its time
    tail = _alike(old[head:][::-1], new[head:][::-1])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Hunk(head + i + 1, tuple(old[i:j]), tuple(new[k:m]))


def _alike(old: list[str], new: list[str]) -> int:
    """How many lines are the same from the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other command of ours writes in this folder meanwhile."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(target: Path, raw: bytes) -> None:
    """Written whole beside it and then given its name: whoever reads it sees the old file or the new one."""
    stat = target.stat()
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, stat.st_mode & 0o7777)
            with suppress(PermissionError):
                os.fchown(descriptor, stat.st_uid, stat.st_gid)
            file.write(raw)
            file.flush()
            os.fsync(descriptor)
        os.replace(name, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
