"""One way to lay `resources.yaml` out, so that two people's edits differ in what they say and in nothing else.

What it sets: line ends, blanks at line ends, at most one empty line in a row, quotes around numbers. What it leaves:
comments, order, indents, and the quotes and the flow style that each entry was written in.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.directory.emitting import scalar
from bot.directory.slips import Loader
from bot.directory.splicing import EditError
from bot.directory.yamlfile import parse

_NUMBERS = frozenset({"number", "numbers", "area_code", "former_numbers", "do_not_use"})  # texts that look like sums
_TEXT = "tag:yaml.org,2002:str"
_COMMENT = re.compile(r"#[^\n]*")


def formatted(text: str, path: Path = Path("resources.yaml")) -> str:
    """The text laid out anew. Raises DirectoryError for no YAML, EditError should meaning or comments not survive."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    value = parse(plain.encode(), path)[0]
    made = _quoted(_tidy(plain))
    if parse(made.encode(), path)[0] != value or sorted(comments(made)) != sorted(comments(plain)):
        raise EditError("meaning")
    return made


def comments(text: str) -> Iterator[str]:
    """Every comment, without its indent: what stands between the tokens of the text."""
    at = 0
    for token in _tokens(text):
        yield from (found.rstrip() for found in _COMMENT.findall(text[at : token.start_mark.index]))
        at = max(at, token.end_mark.index)
    yield from (found.rstrip() for found in _COMMENT.findall(text[at:]))


def _quoted(text: str) -> str:
    """Quotes around numbers that were written bare, read as a text all the same."""
    bare = list(_bare(yaml.compose(text, Loader=Loader), ""))
    for node in sorted(bare, key=lambda node: -node.start_mark.index):
        text = text[: node.start_mark.index] + scalar(node.value, '"') + text[node.end_mark.index :]
    return text


def _bare(node: Any, name: str) -> Iterator[Any]:
    if isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            yield from _bare(item, str(key.value))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _bare(item, name)
    elif name in _NUMBERS and not node.style and node.tag == _TEXT:
        yield node


def _tokens(text: str) -> Iterator[Any]:
    yield from yaml.scan(text, Loader=Loader)


def _tidy(text: str) -> str:
    """No blanks at line ends, one empty line at the most; inside of a text over several lines nothing is touched."""
    inside = {
        line
        for token in _tokens(text)
        if isinstance(token, yaml.ScalarToken)
        for line in range(token.start_mark.line, token.end_mark.line)
    }
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number in inside:
            lines.append(line)
        elif line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).rstrip("\n") + "\n"
