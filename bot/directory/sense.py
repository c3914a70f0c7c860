"""What the schema lets through and no editor means: a web address with a space, a replacement that leads in a circle.

Looked at by `gyeot check` alone: a directory with such a fault can be served.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from bot.directory.base import Checked, Text
from bot.directory.channels import ChannelKind
from bot.directory.loading import Located
from bot.directory.models import Directory, Resource
from bot.directory.problems import Level, Problem
from bot.directory.residue import residues
from bot.directory.ways import ways
from bot.directory.yamlfile import Path_

_SHELTER = re.compile(r"쉼터|보호시설|피난처|shelter|refuge", re.IGNORECASE)
# A street and a number, a lot number; in English 12 Saemunan-ro, 3-gil.
_STREET = re.compile(
    r"[가-힣]+(?:로|길) ?\d+(?!\s*(?:번 ?출구|호선|시간|분|명|개|년|월|일))|\d+번지|\d+동 ?\d+호"
    r"|\d+-?\w*(?:ro|gil|daero)\b"
)
_TARGETS = ("resources", "laws", "routes", "guides", "emergency")


def sense(located: Located, now: datetime) -> Iterator[Problem]:
    """Everything of the kind, at its line."""
    directory = located.directory
    for place, code, level in (*_dates(directory, now), *_replaced(directory), *_places(directory)):
        yield located.problem(code, place, level=level)
    for place, id in _twice(directory):
        yield located.problem("listed-twice", place, {"id": id}, Level.WARNING)
    for place, code, params, level in ways(directory, now.date()):
        yield located.problem(code, place, params, level)
    for place, code, found in residues(texts_of(directory)):
        yield located.problem(code, place, {"found": found})


Found = tuple[Path_, str, Level]


def _dates(directory: Directory, now: datetime) -> Iterator[Found]:
    """A check cannot lie in the future: somebody mistyped a year, or copied a stamp."""
    stamps: list[tuple[Path_, Checked]] = []
    for part in ("laws", "routes", "guides"):
        stamps += [((part, i), entry.checked) for i, entry in enumerate(getattr(directory, part))]
    for i, resource in enumerate(directory.resources):
        stamps += [(("resources", i, "channels", j), channel.checked) for j, channel in enumerate(resource.channels)]
    for place, checked in stamps:
        if checked.on > max(now.date(), directory.edition.on):
            yield (*place, "checked", "on"), "date-future", Level.ERROR


def _replaced(directory: Directory) -> Iterator[Found]:
    """What replaces a place must be there itself."""
    gone = {resource.id for resource in directory.resources if resource.replaced_by}
    for part in ("resources", "retired"):
        for i, entry in enumerate(getattr(directory, part)):
            if entry.replaced_by in gone:
                yield (part, i, "replaced_by"), "replaced-chain", Level.ERROR


def _places(directory: Directory) -> Iterator[Found]:
    for i, resource in enumerate(directory.resources):
        place: Path_ = ("resources", i)
        ages = resource.ages
        if ages.minimum is not None and ages.maximum is not None and ages.minimum > ages.maximum:
            yield (*place, "ages"), "ages-order", Level.ERROR
        yield from _shelter(place, resource)
        for j, channel in enumerate(resource.channels):
            if channel.number and channel.number.startswith("01"):
                yield (*place, "channels", j, "number"), "number-mobile", Level.WARNING


def _shelter(place: Path_, resource: Resource) -> Iterator[Found]:
    """Where a shelter is stands nowhere: not in another field, and not because nobody said that it is one."""
    named = _SHELTER.search(f"{resource.name.ko} {resource.name.en}") is not None
    visits = [j for j, c in enumerate(resource.channels) if c.kind is ChannelKind.VISIT and c.address != "withheld"]
    if named and not resource.shelter and visits:
        yield (*place, "channels", visits[0], "address"), "shelter-unmarked", Level.ERROR
    if named or resource.shelter:
        for at, text in texts_of(resource, place):
            if any(_STREET.search(said) for said in text.model_dump().values()):
                yield at, "shelter-address", Level.ERROR


def _twice(directory: Directory) -> Iterator[tuple[Path_, str]]:
    for place, ids in _lists(directory, ()):
        for id, count in Counter(ids).items():
            if count > 1:
                yield (*place, len(ids) - 1 - ids[::-1].index(id)), id


def _lists(value: Any, place: Path_) -> Iterator[tuple[Path_, tuple[str, ...]]]:
    """Every list of ids with its place."""
    if isinstance(value, BaseModel) and not isinstance(value, Text):
        for name in type(value).model_fields:
            yield from _lists(getattr(value, name), (*place, name))
    elif isinstance(value, tuple) and value:
        if isinstance(value[0], str):
            if place[-1] in _TARGETS:
                yield place, value
        else:
            for i, item in enumerate(value):
                yield from _lists(item, (*place, i))


def texts_of(value: Any, place: Path_ = ()) -> Iterator[tuple[Path_, Text]]:
    """Every text of the directory, or of a part of it, with its place."""
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name), (*place, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from texts_of(item, (*place, i))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_of(item, (*place, str(key)))
