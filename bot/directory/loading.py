"""From a file to a `Directory`: whole, or not at all, with every fault named at its line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.directory.models import Directory
from bot.directory.problems import DirectoryError, Problem, Unfit
from bot.directory.references import references
from bot.directory.yamlfile import Path_, Where, dotted, parse, read

__all__ = ["DirectoryError", "load", "loads"]


def load(path: Path) -> Directory:
    """Read and check the file. Raises DirectoryError naming each fault with its line and field."""
    return _build(*read(path), path)


def loads(raw: bytes, path: Path = Path("resources.yaml")) -> Directory:
    """As `load`, from bytes already read."""
    return _build(*parse(raw, path), path)


def _build(value: Any, where: Where, path: Path) -> Directory:
    try:
        directory = Directory.model_validate(value)
    except ValidationError as error:
        raise DirectoryError(path, [_problem(detail, value, where) for detail in error.errors()]) from None
    problems = [
        Problem(code, named(value, place), *nearest(place, where), params)
        for code, place, params in references(directory)
    ]
    if problems:
        raise DirectoryError(path, problems)
    return directory


def _problem(detail: ErrorDetails, value: Any, where: Where) -> Problem:
    place: Path_ = detail["loc"]
    code = {
        "missing": "missing",
        "extra_forbidden": "unknown-field",
        "enum": "not-in-list",
        "literal_error": "not-in-list",
        "too_long": "too-many",
        "too_short": "too-few",
        "date_from_datetime_parsing": "date",
        "date_parsing": "date",
        "date_type": "date",
        "bool_type": "yes-no",
        "bool_parsing": "yes-no",
        "int_type": "whole-number",
        "int_parsing": "whole-number",
        "string_type": "text-expected",
        "string_pattern_mismatch": "shape",
        "string_too_short": "empty-text",
        "tuple_type": "list-expected",
        "dict_type": "block-expected",
        "model_type": "block-expected",
    }.get(detail["type"], "value")
    raised = detail.get("ctx", {}).get("error")
    if isinstance(raised, Unfit):
        code = raised.code
    said = str(raised or detail["msg"]) if code == "value" else ""
    params = {"name": str(place[-1]) if place else "", "said": said}
    if code == "not-in-list":
        params["list"] = str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    return Problem(code, named(value, place), *nearest(place, where), params)


def nearest(place: Path_, where: Where) -> tuple[int | None, int | None]:
    """Line and column of that place, or of the closest one around it that stands in the file."""
    for length in range(len(place), -1, -1):
        if place[:length] in where:
            return where[place[:length]]
    return (None, None)


def named(value: Any, place: Path_) -> str:
    """The place in words, with the id of the entry it belongs to: `resources[d4u].channels[phone].number`."""
    return dotted(tuple(_names(value, place)))


def _names(value: Any, place: Path_) -> Iterator[str | int]:
    for part in place:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            value = None
        has_id = isinstance(part, int) and isinstance(value, dict) and isinstance(value.get("id"), str)
        yield f"[{value['id']}]" if has_id else part
