"""A YAML file as plain values, with the line of every field; what YAML allows and an editor never means is refused."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import yaml

from bot.directory.problems import DirectoryError, Problem
from bot.directory.slips import CURLY, Loader, events, plain_slip, slip

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 24

Path_ = tuple[str | int, ...]
Where = dict[Path_, tuple[int, int]]

_TAGS = frozenset(
    "tag:yaml.org,2002:" + kind for kind in "map seq str int float bool null timestamp value merge".split()
)
# No width: they hide in what was copied from a web page. The scripts of some languages need them.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_GLUED = re.compile(r"[A-Za-z_]+:\S")
_JOINING = frozenset("ar bn fa gu he hi km kn lo ml mr my ne pa si ta te th ur".split())


def read(path: Path) -> tuple[Any, Where]:
    """Return the file's values and where each stands (path of keys -> line, column, both from 1)."""
    return parse(contents(path), path)


def contents(path: Path) -> bytes:
    """What the file holds; raises DirectoryError saying why it cannot be read."""
    try:
        if path.is_dir():
            raise DirectoryError(path, [Problem("is-folder")])
        if path.exists() and not path.is_file():  # a pipe or a device: reading might never end
            raise DirectoryError(path, [Problem("unreadable")])
        if path.stat().st_size > MAX_BYTES:
            raise _too_big(path)
        return path.read_bytes()
    except FileNotFoundError:
        raise DirectoryError(path, [Problem("not-there")]) from None
    except (OSError, ValueError):
        raise DirectoryError(path, [Problem("unreadable")]) from None


def _too_big(path: Path) -> DirectoryError:
    return DirectoryError(path, [Problem("too-big", params={"limit": str(MAX_BYTES // 1024 // 1024)})])


def parse(raw: bytes, path: Path) -> tuple[Any, Where]:
    """As `read`, from bytes; `path` is only named in errors."""
    if len(raw) > MAX_BYTES:
        raise _too_big(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DirectoryError(path, [Problem("not-utf8", line=line)]) from None
    if (found := plain_slip(text)) is not None:
        raise DirectoryError(path, [found])
    try:
        refused = _refused(text)
        node = None if refused else yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        raise DirectoryError(path, [slip(error, text)]) from None
    if refused:
        raise DirectoryError(path, [refused])
    if node is None:
        raise DirectoryError(path, [Problem("empty", line=1)])
    reader = _Reader()
    value = reader.value(node, ())
    if reader.problems:
        raise DirectoryError(path, reader.problems)
    return value, reader.where


def _refused(text: str) -> Problem | None:
    """Anchors, and nesting deeper than any entry's. Looked for first, while the file is but a stream of events:
    composing recurses in C and would end the process, and an alias is how a small file grows to gigabytes."""
    depth = 0
    for event in events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        code = "too-deep" if depth > MAX_DEPTH else "alias" if getattr(event, "anchor", None) else None
        if code:
            return Problem(code, line=event.start_mark.line + 1, column=event.start_mark.column + 1)
    return None


class _Reader:
    """Turns the node tree into values; duplicates, anchors and tags are faults."""

    def __init__(self) -> None:
        self.where: Where = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, path: Path_) -> Any:
        mark = node.start_mark
        self.where[path] = (mark.line + 1, mark.column + 1)
        if node.tag not in _TAGS:
            return self._fault("tag", node, path)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, item in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault("key", key_node, path)
                continue
            key = str(key_node.value)
            if not key_node.style and not item.value and _GLUED.match(key):  # {ko:a}: to YAML one word
                self._fault("colon-space", key_node, path)
                continue
            if key in result:
                if key == "id":  # the next entry, run into this one: one fault, not one a field
                    self._fault("dash-missing", key_node, (*path, key))
                    return result
                self._fault("duplicate-key", key_node, (*path, key), key=key)
            if _INVISIBLE.search(key):
                self._fault("invisible", key_node, (*path, key))
                continue
            result[key] = self.value(item, (*path, key))
            self.where[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return result

    def _scalar(self, node: Any, path: Path_) -> Any:
        kind = node.tag.rpartition(":")[2]
        if _INVISIBLE.search(node.value) and (not path or path[-1] not in _JOINING):
            return self._fault("invisible", node, path)
        if not node.style and node.value.startswith(CURLY):  # meant to quote, and read as a part of the text
            return self._fault("odd-quotes", node, path)
        if kind == "null":
            return None
        if not unicodedata.is_normalized("NFC", node.value):  # Hangul in pieces, as some systems copy it
            node.value = unicodedata.normalize("NFC", node.value)
        if kind == "bool" and node.value.lower() in ("true", "false"):
            return node.value.lower() == "true"
        if kind == "int" and node.value.isdecimal() and not node.value.startswith("0"):
            return int(node.value)
        # Everything else stays as it was typed: 02-735 is no sum, 12:30 no number in base 60, `no` no falsehood.
        return str(node.value)

    def _fault(self, code: str, node: yaml.Node, path: Path_, **params: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(code, dotted(path), mark.line + 1, mark.column + 1, params))


def dotted(path: Path_) -> str:
    """`resources[3].channels[0].number`, as an editor would say it."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
