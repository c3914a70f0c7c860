"""What every entry of the directory is built from: texts in two languages, sources, the stamp of a check."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.directory.problems import Unfit
from bot.vocabulary import FALLBACK

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{1,39}$")]
Word = Annotated[str, StringConstraints(min_length=1)]  # something stands there
_DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]


class Model(BaseModel):
    """Closed and frozen; an error never repeats what was written."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True)


class Text(BaseModel):
    """One text in each language: `{ko: …, en: …}`. Further languages are further keys, by the names of `locales/`."""

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True)
    __pydantic_extra__: dict[Language, Annotated[str, Field(min_length=1)]]

    ko: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def get(self, language: str) -> str | None:
        """The text in exactly this language, or None."""
        return self._in().get(language)

    def every(self) -> tuple[str, ...]:
        """The text in each language that it is in."""
        return tuple(self._in().values())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is in."""
        return tuple(self._in())

    def _in(self) -> dict[str, str]:
        return {**self.__dict__, **self.__pydantic_extra__}

    def best(self, language: str) -> tuple[str, str]:
        """The text and the language it really is in: the one asked for, else English, never silently another."""
        found = self.get(language)
        return (found, language) if found else (self._in()[FALLBACK], FALLBACK)


class How(StrEnum):
    """How a fact was checked last. Only a person who called or asked may say more than `public source`."""

    PUBLIC_SOURCE = "public source"
    CALLED = "called"
    VISITED = "visited"
    WRITTEN = "written"  # asked by mail, chat or letter, and answered


class Checked(Model):
    """The stamp of a check: when, by whom, how."""

    on: date
    by: Word
    how: How = How.PUBLIC_SOURCE


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"  # shown with a warning, and only where nothing better exists


class Source(Model):
    """Where a fact stands. `date` is the day of the page, as far as it is known ("2026-10-02", "2024-08", "2012")."""

    url: Word
    date: Annotated[str, StringConstraints(pattern=_DAY)] | None = None
    supports: str | None = None


class Dated(Model):
    """Something that holds for a time only. Both days are included."""

    valid_from: date | None = None
    valid_until: date | None = None

    @model_validator(mode="after")
    def _order(self) -> "Dated":
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise Unfit("days-order")
        return self

    def holds(self, day: date) -> bool:
        """Whether it is in force on that day (a day in Asia/Seoul)."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )
