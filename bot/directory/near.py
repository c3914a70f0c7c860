"""A misspelt id, value or field: what was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from bot.directory.models import Directory
from bot.directory.yamlfile import Path_

_CLOSE = 0.6  # difflib's ratio: one letter off in a short word, two in a long one


def nearest_word(typed: str, known: Iterable[str]) -> str:
    """The known word closest to what was typed, in its own spelling; empty where none is close."""
    spelt = {_plain(word): word for word in known if word}
    begun = [word for word in spelt if len(typed) > 3 and word.startswith(_plain(typed))]
    if begun:  # its end was forgotten
        return spelt[min(begun, key=len)]
    found = get_close_matches(_plain(typed), spelt, n=1, cutoff=_CLOSE)
    return spelt[found[0]] if found else ""


def nearest_field(place: Path_, there: frozenset[str] = frozenset()) -> str:
    """The field meant by the last part of `place`, of those that this block may have and does not have yet."""
    model = _model(Directory, place[:-1])
    return "" if model is None else nearest_word(str(place[-1]), model.model_fields.keys() - there)


def _plain(word: str) -> str:
    return word.lower().replace("_", "-").replace(" ", "-")


def _model(model: type[BaseModel], place: Path_) -> type[BaseModel] | None:
    """The model of the block at that place."""
    found: type[BaseModel] | None = model
    for part in place:
        if isinstance(part, int) or found is None:
            continue
        field = found.model_fields.get(part)
        if field is not None:
            found = _inner(field.annotation)
    return found


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_inner, get_args(annotation)) if found is not None), None)
