"""How much there is in each language: sentences of the interface, texts of the directory, phrases, review."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from bot.directory.base import Text
from bot.directory.models import Directory
from bot.languages import Language, Languages
from bot.texts import Texts
from bot.understanding import phrases
from bot.vocabulary import FALLBACK


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    there: int
    all: int

    def __str__(self) -> str:
        return f"{self.there}/{self.all}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One language. `missing`: keys without a sentence, of those that its pages need; `reviewer`: "" for nobody."""

    tag: str
    language: Language
    sentences: Share
    missing: tuple[str, ...]
    fields: Share
    phrases: int
    reviewer: str

    @property
    def complete(self) -> bool:
        """Whether it has all that its pages say."""
        everything = self.language.answers == "everything"
        return not self.missing and (not everything or self.fields.there == self.fields.all)


def coverage(locales: Path, directory: Directory) -> tuple[Coverage, ...]:
    """Every language of the folder, those that are answered in first. Reads files; raises what reading them raises."""
    texts, languages = Texts.load(locales), Languages.load(locales)
    written = list(_texts(directory))
    return tuple(_of(tag, languages[tag], texts, written, locales) for tag in (*languages.full, *languages.bridges))


def needed(texts: Texts, language: Language) -> frozenset[str]:
    """The keys that its pages say: all, or those of the bridge."""
    if language.answers == "everything":
        return texts.keys(FALLBACK)
    known = [texts.keys(tag) for tag in texts.bridges]
    return frozenset().union(*known) or frozenset(k for k in texts.keys(FALLBACK) if k.startswith("bridge."))


def _of(tag: str, language: Language, texts: Texts, written: list[Text], locales: Path) -> Coverage:
    keys = needed(texts, language)
    there = texts.keys(tag)
    typed = locales / tag / "phrases.yaml"
    return Coverage(
        tag,
        language,
        Share(len(keys & there), len(keys)),
        tuple(sorted(keys - there)),
        Share(sum(tag in text.languages for text in written), len(written)),
        sum(1 for _ in phrases.of(phrases.read(typed), tag)) if typed.exists() else 0,
        texts.reviewer(tag),
    )


def _texts(value: object) -> Iterator[Text]:
    """Every text of the directory."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
