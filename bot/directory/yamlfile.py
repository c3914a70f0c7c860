"""A YAML file as plain values, with the line of every field; what YAML allows and an editor never means is refused."""

from pathlib import Path
from typing import Any

import yaml

from bot.directory.problems import DirectoryError, Problem

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 24

Path_ = tuple[str | int, ...]
Where = dict[Path_, tuple[int, int]]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise DirectoryError(path, [_syntax(error, text)]) from None
    except RecursionError:
        raise DirectoryError(path, [Problem("too-deep")]) from None
    if node is None:
        raise DirectoryError(path, [Problem("empty", line=1)])
    reader = _Reader()
    value = reader.value(node, ())
    if reader.problems:
        raise DirectoryError(path, reader.problems)
    return value, reader.where


def _syntax(error: yaml.YAMLError, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:  # a control character, say: yaml.reader.ReaderError
        position = getattr(error, "position", None)
        line = text[:position].count("\n") + 1 if isinstance(position, int) else None
        return Problem("bad-character", line=line)
    lines = text.splitlines()
    around = lines[mark.line] if mark.line < len(lines) else ""
    said = str(getattr(error, "problem", "") or "")
    if "\t" in around and ("token" in said or "tab" in said):
        code = "tab"
    elif "alias" in said:
        code = "alias"
    elif "quoted scalar" in str(getattr(error, "context", "")):
        code = "quote-open"
    elif "mapping values are not allowed" in said:
        code = "colon-in-text"
    else:
        code = next(("odd-" + name for sign, name in _BAD_SIGNS.items() if sign in around), "syntax")
    return Problem(code, line=mark.line + 1, column=mark.column + 1)


class _Reader:
    """Turns the node tree into values; duplicates, anchors and tags are faults."""

    def __init__(self) -> None:
        self.where: Where = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()
        self._scalars = yaml.SafeLoader("")

    def value(self, node: yaml.Node, path: Path_) -> Any:
        mark = node.start_mark
        self.where[path] = (mark.line + 1, mark.column + 1)
        if id(node) in self._seen:  # the same node twice is an alias: how a small file grows to gigabytes
            return self._fault("alias", node, path)
        self._seen.add(id(node))
        if len(path) > MAX_DEPTH:
            return self._fault("too-deep", node, path)
        if not node.tag.startswith("tag:yaml.org,2002:"):
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

    def _scalar(self, node: yaml.Node, path: Path_) -> Any:
        kind = node.tag.rpartition(":")[2]
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
