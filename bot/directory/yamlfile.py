"""A YAML file as plain values, with the line of every field; what YAML allows and an editor never means is refused."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.directory.problems import DirectoryError, Problem

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 24

Path_ = tuple[str | int, ...]
Where = dict[Path_, tuple[int, int]]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = frozenset(
    "tag:yaml.org,2002:" + kind for kind in "map seq str int float bool null timestamp value merge".split()
)
_CURLY = ("“", "”", "‘", "’")
_OPEN_QUOTE = re.compile(r"""^[^"'#]*(?:"[^"]*"[^"'#]*)*(?:"[^"]*|[:\[{,-] *'[^']*)$""")
_BAD_SIGNS = {"\t": "tab", "“": "quotes", "”": "quotes", "‘": "quotes", "’": "quotes", "：": "colon"}


def read(path: Path) -> tuple[Any, Where]:
    """Return the file's values and where each stands (path of keys -> line, column, both from 1)."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise DirectoryError(path, [Problem("unreadable")]) from None
    return parse(raw, path)


def parse(raw: bytes, path: Path) -> tuple[Any, Where]:
    """As `read`, from bytes; `path` is only named in errors."""
    if len(raw) > MAX_BYTES:
        raise DirectoryError(path, [Problem("too-big", params={"limit": str(MAX_BYTES // 1024 // 1024)})])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DirectoryError(path, [Problem("not-utf8", line=line)]) from None
    try:
        refused = _refused(text)
        node = None if refused else yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise DirectoryError(path, [_syntax(error, text)]) from None
    if refused:
        raise DirectoryError(path, [refused])
    if node is None:
        raise DirectoryError(path, [Problem("empty", line=1)])
    reader = _Reader()
    value = reader.value(node, ())
    if reader.problems:
        raise DirectoryError(path, reader.problems)
    return value, reader.where


def _events(text: str) -> Iterator[Any]:
    """What YAML sees, one after the other; loosely typed, as its two parsers are."""
    yield from yaml.parse(text, Loader=_Loader)


def _refused(text: str) -> Problem | None:
    """Anchors, and nesting deeper than any entry's. Looked for first, while the file is but a stream of events:
    composing recurses in C and would end the process, and an alias is how a small file grows to gigabytes."""
    depth = 0
    for event in _events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        code = "too-deep" if depth > MAX_DEPTH else "alias" if getattr(event, "anchor", None) else None
        if code:
            return Problem(code, line=event.start_mark.line + 1, column=event.start_mark.column + 1)
    return None


def _syntax(error: yaml.YAMLError, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:  # a control character, say: yaml.reader.ReaderError
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        return Problem("bad-character", line=text[: found.start()].count("\n") + 1 if found else None)
    start = _swallowing(text, mark.line)
    code, line = _cause(error, text.split("\n"), mark.line) if start is None else ("quote-open", start)
    return Problem(code, line=line + 1, column=mark.column + 1 if line == mark.line else None)


def _swallowing(text: str, line: int) -> int | None:
    """The line of a quotation mark that was closed only by the next one, lines further down, where YAML then failed."""
    start = None
    try:
        for event in _events(text):
            if getattr(event, "style", None) in ('"', "'"):
                swallows = event.start_mark.line < event.end_mark.line and line - event.end_mark.line <= 1
                start = event.start_mark.line if swallows else None
    except yaml.YAMLError:
        return start
    return start


def _cause(error: yaml.YAMLError, lines: list[str], line: int) -> tuple[str, int]:
    """What an editor did, and on which line: YAML notices many faults only on the line below."""
    said = str(getattr(error, "problem", "") or "")
    near = [i for i in (line, line - 1, line - 2) if 0 <= i < len(lines)]
    for i in near[:2]:
        if "\t" in lines[i] and ("token" in said or "tab" in said):
            return "tab", i
    for i in near:
        if _OPEN_QUOTE.search(lines[i]):
            return "quote-open", i
    if "quoted scalar" in str(getattr(error, "context", "")):
        return "quote-open", line
    for i in near[:2]:
        for sign, name in _BAD_SIGNS.items():
            if sign in lines[i]:
                return "odd-" + name, i
    return ("colon-in-text" if "mapping values are not allowed" in said else "syntax"), line


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
            if key in result:
                self._fault("duplicate-key", key_node, (*path, key), key=key)
            result[key] = self.value(item, (*path, key))
            self.where[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return result

    def _scalar(self, node: Any, path: Path_) -> Any:
        kind = node.tag.rpartition(":")[2]
        if not node.style and node.value.startswith(_CURLY):  # meant to quote, and read as a part of the text
            return self._fault("odd-quotes", node, path)
        if kind == "null":
            return None
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
