"""Where in a text a value has to be cut out and another put in, so that no other line changes.

The places come from PyYAML's node tree of the text; what is put in comes from `bot.directory.emitting`.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import yaml

from bot.directory.emitting import block, inline, items, scalar
from bot.directory.slips import Loader
from bot.directory.yamlfile import Path_


class EditError(Exception):
    """The edit cannot be made. `code` names its sentence in the catalogues (`edit.<code>`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Splice(NamedTuple):
    """Characters from `start` to `end` are replaced by `put`."""

    start: int
    end: int
    put: str


def splice(text: str, edits: dict[Path_, Any]) -> str:
    """The text with these values in it; a key that is not there is added, and None takes one away."""
    root = yaml.compose(text, Loader=Loader)
    made = [s for path, value in edits.items() for s in _Text(text).put(root, path, value)]
    for one in sorted(made, reverse=True):
        text = text[: one.start] + one.put + text[one.end :]
    return text


class _Text:
    def __init__(self, text: str) -> None:
        self._text = text
        self._end = "\r\n" if "\r\n" in text else "\n"

    def put(self, node: Any, path: Path_, value: Any) -> Iterator[Splice]:
        if not path:
            yield from self._replace(node, value)
            return
        found = _child(node, path[0])
        if found is not None and (len(path) > 1 or value is not None):
            yield from self.put(found, path[1:], value)
        elif found is not None:
            yield self._without(node, str(path[0]))
        elif value is not None and isinstance(node, yaml.MappingNode):
            for part in reversed(path[1:]):
                value = {part: value}
            yield self._with(node, str(path[0]), value)
        elif value is not None and isinstance(node, yaml.SequenceNode) and path == (len(node.value),):
            yield self._longer(node, value)
        elif value is not None:
            raise EditError("nowhere")

    def _replace(self, node: Any, value: Any) -> Iterator[Splice]:
        start, end = node.start_mark.index, self._stop(node)
        if isinstance(node, yaml.MappingNode) and isinstance(value, dict):
            for key in [k.value for k, _ in node.value if k.value not in value]:
                yield self._without(node, key)
            for key, item in value.items():
                yield from self.put(node, (key,), item)
        elif isinstance(node, yaml.ScalarNode) and not isinstance(value, dict | list | tuple):
            style = '"' if node.style in ("|", ">") else node.style or None
            put = scalar(value, style)
            if put != self._text[start:end]:
                yield Splice(start, end, put)
        elif isinstance(node, yaml.SequenceNode) and isinstance(value, list | tuple) and not node.flow_style:
            yield from self._list(node, list(value))
        elif not _same(node, value):
            yield Splice(start, end, inline(value))

    def _list(self, node: yaml.SequenceNode, value: list[Any]) -> Iterator[Splice]:
        """Another list, item by item, so that those that stay keep their lines and comments."""
        if not value:
            raise EditError("list")  # an empty block cannot be written; the whole field has to go
        old = [_plain(item) for item in node.value]
        for kind, i, j, k, m in SequenceMatcher(None, old, [_plain(item) for item in value]).get_opcodes():
            if kind == "equal":
                continue
            both = min(j - i, m - k)
            for at in range(both):
                yield from self._replace(node.value[i + at], value[k + at])
            for item in node.value[i + both : j]:
                yield self._lines(item)
            added, column = value[k + both : m], node.start_mark.column
            if added and i + both:
                yield self._below(node.value[i + both - 1], items(added), column)
            elif added:
                start = self._text.rfind("\n", 0, node.value[0].start_mark.index) + 1
                yield Splice(start, start, "".join(" " * column + line + self._end for line in items(added)))

    def _lines(self, item: Any) -> Splice:
        """The lines of an item that goes."""
        start = self._text.rfind("\n", 0, item.start_mark.index) + 1
        if self._text[start : item.start_mark.index].strip() != "-":
            raise EditError("list")
        after = self._text.find("\n", self._stop(item))
        return Splice(start, len(self._text) if after < 0 else after + 1, "")

    def _with(self, node: yaml.MappingNode, key: str, value: Any) -> Splice:
        """A key that was not there, after the last one."""
        if node.flow_style:
            end = self._stop(node) - 1
            comma = ", " if node.value else ""
            return Splice(end, end, f"{comma}{key}: {inline(value)}")
        return self._below(node.value[-1][1], block({key: value}), node.value[0][0].start_mark.column)

    def _longer(self, node: yaml.SequenceNode, value: Any) -> Splice:
        """One more item of a list."""
        if node.flow_style:
            end = self._stop(node) - 1
            return Splice(end, end, (", " if node.value else "") + inline(value))
        return self._below(node.value[-1], items([value]), node.start_mark.column)

    def _below(self, last: Any, lines: list[str], column: int) -> Splice:
        at = self._text.find("\n", self._stop(last))
        added = "".join(" " * column + line + self._end for line in lines)
        if at < 0:
            return Splice(len(self._text), len(self._text), self._end + added)
        return Splice(at + 1, at + 1, added)

    def _without(self, node: yaml.MappingNode, key: str) -> Splice:
        """A key that goes, with its value and its line."""
        names = [k.value for k, _ in node.value]
        i = names.index(key)
        start, end = node.value[i][0].start_mark.index, self._stop(node.value[i][1])
        if node.flow_style:
            if i + 1 < len(names):
                end = node.value[i + 1][0].start_mark.index
            elif i:
                start = self._stop(node.value[i - 1][1])
            return Splice(start, end, "")
        if i == 0:  # it may stand behind the dash of its list item
            raise EditError("first")
        after = self._text.find("\n", end)
        return Splice(self._text.rfind("\n", 0, start) + 1, len(self._text) if after < 0 else after + 1, "")

    def _stop(self, node: Any) -> int:
        """Where a node ends; that of a block reaches to the next token, so its last value is asked."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._stop(last[1] if isinstance(last, tuple) else last)
        end = int(node.end_mark.index)
        if getattr(node, "style", None) in ("|", ">"):
            end = len(self._text[:end].rstrip())
        return end


def _plain(value: Any) -> str:
    """A node of the text, or a value, in a form in which the two can be compared."""
    if isinstance(value, yaml.MappingNode):
        return repr([(key.value, _plain(item)) for key, item in value.value])
    if isinstance(value, dict):
        return repr([(str(key), _plain(item)) for key, item in value.items()])
    if isinstance(value, yaml.SequenceNode):
        return repr([_plain(item) for item in value.value])
    if isinstance(value, list | tuple):
        return repr([_plain(item) for item in value])
    if isinstance(value, yaml.ScalarNode):
        return str(value.value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _same(node: yaml.Node, value: Any) -> bool:
    return _plain(node) == _plain(value)


def _child(node: Any, part: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((item for key, item in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part]
    return None
