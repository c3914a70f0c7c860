"""`locales/<language>/phrases.yaml`: what people type, as editors keep it, and as the reader learns it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.vocabulary import Audience, Intent, Kind, Need, Region, Situation, Topic, Urgency

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(BaseModel):
    """One phrase. Written as a plain string, or with what else it says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1, max_length=2000)
    also: tuple[Situation, ...] = ()
    situation: tuple[Situation, ...] = ()
    need: tuple[Need, ...] = ()
    audience: tuple[Audience, ...] = ()
    topic: tuple[Topic, ...] = ()
    urgent: Urgency | None = None
    region: Region | None = None
    kind: Kind | None = None

    @field_validator("need", "audience", "topic", "also", "situation", mode="before")
    @classmethod
    def _one(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


def _entry(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class Phrases(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    situations: dict[Situation, list[Entry]] = {}
    needs: dict[Need, list[Entry]] = {}
    topics: dict[Topic, list[Entry]] = {}
    urgent: dict[Urgency, list[Entry]] = {}
    not_urgent: list[Entry] = []
    vague: list[Entry] = []  # a call for help that says nothing of what happened
    meta: dict[Intent, list[Entry]] = {}
    unknown: list[Entry] = []

    @field_validator("situations", "needs", "topics", "urgent", "meta", mode="before")
    @classmethod
    def _grouped(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {key: [_entry(item) for item in items or []] for key, items in value.items()}

    @field_validator("not_urgent", "unknown", "vague", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return [_entry(item) for item in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Example:
    """One phrase with everything it teaches."""

    text: str
    language: str
    kind: Kind
    situations: tuple[Situation, ...] = ()
    needs: tuple[Need, ...] = ()
    topics: tuple[Topic, ...] = ()
    urgent: Urgency | None = None
    intent: Intent | None = None
    audiences: frozenset[Audience] = field(default=frozenset())
    region: Region | None = None


def read(path: Path) -> Phrases:
    """The phrases of one language; raises pydantic's ValidationError or yaml.YAMLError."""
    return Phrases.model_validate(yaml.load(path.read_text("utf-8"), Loader=_Loader) or {})  # noqa: S506  # a safe loader


def files(locales: Path) -> list[Path]:
    """Every file of phrases, in a fixed order."""
    return sorted(locales.glob("*/phrases.yaml"))


def examples(locales: Path) -> list[Example]:
    """All phrases of all languages."""
    return [example for path in files(locales) for example in of(read(path), path.parent.name)]


def of(phrases: Phrases, language: str) -> Iterator[Example]:
    """The examples of one file."""
    for situation, entries in phrases.situations.items():
        for entry in entries:
            yield _example(entry, language, Kind.HELP, (situation, *entry.also))
    for need, entries in phrases.needs.items():
        for entry in entries:
            yield _example(entry, language, Kind.HELP, entry.situation, (need, *entry.need))
    for topic, entries in phrases.topics.items():
        for entry in entries:
            yield _example(entry, language, entry.kind or Kind.HELP, entry.situation, topics=(topic, *entry.topic))
    for urgent, entries in phrases.urgent.items():
        for entry in entries:
            yield _example(entry, language, Kind.HELP, entry.situation, urgent=urgent)
    for entry in (*phrases.not_urgent, *phrases.vague):
        yield _example(entry, language, entry.kind or Kind.HELP, entry.situation)
    for intent, entries in phrases.meta.items():
        for entry in entries:
            yield _example(entry, language, Kind.META, intent=intent)
    for entry in phrases.unknown:
        yield _example(entry, language, Kind.UNKNOWN)


def _example(
    entry: Entry,
    language: str,
    kind: Kind,
    situations: tuple[Situation, ...] = (),
    needs: tuple[Need, ...] | None = None,
    topics: tuple[Topic, ...] | None = None,
    urgent: Urgency | None = None,
    intent: Intent | None = None,
) -> Example:
    return Example(
        entry.text,
        language,
        kind,
        tuple(dict.fromkeys((*situations, *entry.situation))),
        entry.need if needs is None else needs,
        entry.topic if topics is None else topics,
        urgent or entry.urgent,
        intent,
        frozenset(entry.audience),
        entry.region,
    )
