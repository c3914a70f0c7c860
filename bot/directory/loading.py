"""From a file to a `Directory`: whole, or not at all, with every fault named at its line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.directory.models import Directory
from bot.directory.near import nearest_field, nearest_word
from bot.directory.problems import DirectoryError, Level, Problem, Unfit
from bot.directory.references import references
from bot.directory.yamlfile import Path_, Where, dotted, parse, read

__all__ = ["DirectoryError", "Located", "load", "load_located", "loads"]


@dataclass(frozen=True, slots=True)
class Located:
    """A directory and where each of its fields stands in the file."""

    directory: Directory
    value: Any
    where: Where

    def problem(
        self, code: str, place: Path_, params: dict[str, str] | None = None, level: Level = Level.ERROR
    ) -> Problem:
        """What is wrong at that field, or at the closest one around it that stands in the file."""
        return Problem(code, named(self.value, place), *nearest(place, self.where), params or {}, level)


def load(path: Path) -> Directory:
    """Read and check the file. Raises DirectoryError naming each fault with its line and field."""
    return _build(*read(path), path)


def load_located(path: Path) -> Located:
    """As `load`, with the line of every field."""
    value, where = read(path)
    return Located(_build(value, where, path), value, where)


def loads(raw: bytes, path: Path = Path("resources.yaml")) -> Directory:
    """As `load`, from bytes already read."""
    return _build(*parse(raw, path), path)


def _build(value: Any, where: Where, path: Path) -> Directory:
    try:
        directory = Directory.model_validate(value)
    except ValidationError as error:
        found = sorted(error.errors(), key=lambda detail: len(detail["loc"]) > 1)  # a part that is gone explains much
        raise DirectoryError(path, list(_once(_problem(detail, value, where) for detail in found))) from None
    problems = [
        Problem(code, named(value, place), *nearest(place, where), _with_near(code, params, directory))
        for code, place, params in references(directory)
    ]
    if problems:
        raise DirectoryError(path, problems)
    return directory


# What a field that a pattern refused should look like.
_SHAPES: dict[str | int, str] = {
    **dict.fromkeys(
        ("id", "resource", "resources", "laws", "routes", "guides", "emergency", "replaced_by"), "shape-id"
    ),
    **dict.fromkeys(("languages", "interpreters"), "shape-language"),
    "url": "shape-url",
    "date": "shape-date",
    "area_code": "shape-area",
}


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Each once: of a place where one of two forms may stand, it is said of both that they do not fit."""
    seen: set[tuple[str, int | None, int | None, str]] = set()
    for problem in problems:
        mark = (problem.code, problem.line, problem.column, problem.place)
        if mark not in seen:
            seen.add(mark)
            yield problem


def _problem(detail: ErrorDetails, value: Any, where: Where) -> Problem:
    place = _standing(detail["loc"], value, missing=detail["type"] == "missing")
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
        "date_from_datetime_inexact": "date",
        "greater_than_equal": "range",
        "less_than_equal": "range",
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
        place = (*place, "valid_until") if code == "days-order" else place
    code = _sharper(code, place, value)
    if code == "shape":
        text = {"ko", "en"} & _beside(value, place)  # of a text, only the tag of a language can have the wrong shape
        code = "shape-language" if text else next((_SHAPES[part] for part in reversed(place) if part in _SHAPES), code)
    said = str(raised or detail["msg"]) if code == "value" else ""
    params = {"name": str(place[-1]) if place else "", "said": said}
    if code == "not-in-list":
        params["list"] = str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
        params["near"] = nearest_word(_typed(value, place), params["list"].split(", "))
    if code == "unknown-field":
        params["near"] = nearest_field(place, _beside(value, place))
    return Problem(code, named(value, place), *nearest(place, where), params)


def _standing(loc: Path_, value: Any, *, missing: bool) -> Path_:
    """The place as it stands in the file: pydantic also names which of two forms it tried."""
    place: list[str | int] = []
    for i, part in enumerate(loc):
        last = i == len(loc) - 1
        if part == "[key]" or (last and missing):
            place.append(part)
        elif part in (range(len(value)) if isinstance(value, list) else value if isinstance(value, dict) else ()):
            place.append(part)
            value = value[part]
    return tuple(place)


def _sharper(code: str, place: Path_, value: Any) -> str:
    """What was done, where the value and what stands beside it say more than its sort does."""
    if not place or place[-1] == "[key]":
        return "not-directory" if code == "block-expected" else code
    if place[-1] == "address" and code in ("block-expected", "not-in-list"):
        return "address-form"
    typed = None if code == "missing" else _at(value, place)
    if typed is None and code in ("shape", "text-expected"):
        other = str(place[-1]) not in ("ko", "en") and {"ko", "en"} & _beside(value, place)
        return "comma-in-text" if other else "empty-text"
    if typed is None and code in ("list-expected", "block-expected", "yes-no", "whole-number"):
        return "empty-text"
    return "text-one" if code == "text-expected" and isinstance(typed, list | dict) else code


def _at(value: Any, place: Path_) -> Any:
    for part in place:
        value = value[part]
    return value


def _with_near(code: str, params: dict[str, str], directory: Directory) -> dict[str, str]:
    if code != "dead-reference":
        return params
    known = [entry.id for entry in getattr(directory, params["kind"])]
    return {**params, "near": nearest_word(params["id"], known)}


def _typed(value: Any, place: Path_) -> str:
    """What stands at that place, or the key itself where pydantic refused a key."""
    keys = [part for part in place if part != "[key]"]
    if len(keys) < len(place):
        return str(keys[-1])
    return str(_at(value, place))


def _beside(value: Any, place: Path_) -> frozenset[str]:
    """The fields that stand in the same block."""
    for part in place[:-1]:
        value = value[part]
    return frozenset(value) if isinstance(value, dict) else frozenset()


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
