"""Values written as the shipped file writes them (ruamel.yaml): quotes, flow style, never a folded line."""

import re
from collections.abc import Iterable
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

_WORD = re.compile(r"[a-z][a-z0-9_-]*")
_NOT_PLAIN = frozenset("true false null yes no on off y n".split())


def writer() -> YAML:
    """Keeps quotes and flow style, never folds a line, puts lists under their key without further indent."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=2, offset=0)
    return yaml


def scalar(value: object, style: str | None = None) -> str:
    """One value on one line. `style`: the quotes it had ("'" or '"'), kept; None: as plain as it may be."""
    if isinstance(value, str):
        quoted = SingleQuotedScalarString if style == "'" and "\n" not in value else DoubleQuotedScalarString
        value = quoted(value) if style else value
    # Inside of a flow sequence: quotes are put where either surrounding would need them.
    return _dumped(_flow(CommentedSeq([value])))[1:-1]


def inline(value: Any) -> str:
    """A value on one line: `{ko: "…", en: "…"}`, `[a, b]`, `"…"`."""
    return _dumped(_flow(CommentedSeq([_styled(value, flow=True)])))[1:-1]


def block(value: Any) -> list[str]:
    """A mapping as lines from column 0 on; what holds nothing but values goes on one line."""
    return _dumped(_styled(value, flow=False)).split("\n")


def items(values: Iterable[Any]) -> list[str]:
    """Items of a list as lines, each behind its dash."""
    return _dumped(CommentedSeq([_styled(value, flow=_flat(value)) for value in values])).split("\n")


def _dumped(value: Any) -> str:
    out = StringIO()
    writer().dump(value, out)
    return out.getvalue().rstrip("\n")


def _flow(value: Any) -> Any:
    value.fa.set_flow_style()
    return value


def _styled(value: Any, *, flow: bool) -> Any:
    if isinstance(value, dict):
        made: Any = CommentedMap((key, _styled(item, flow=flow or _flat(item))) for key, item in value.items())
        return _flow(made) if flow else made
    if isinstance(value, list | tuple):
        made = CommentedSeq([_styled(item, flow=flow or _flat(item)) for item in value])
        return _flow(made) if flow or _flat(value) else made
    if isinstance(value, str) and not (_WORD.fullmatch(value) and value not in _NOT_PLAIN):
        return DoubleQuotedScalarString(value)
    return value


def _flat(value: Any) -> bool:
    """Whether it holds values alone, or mappings of values within a mapping, as a stamp or a text in two languages."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return all(isinstance(item, str | int | bool | date | None) for item in items)
