"""How a place is reached: one channel a way, each with its own number, hours, languages and check."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from bot.directory.base import Checked, Confidence, Id, Language, Model, Text
from bot.directory.hours import Hours
from bot.directory.hourslips import hour_slip
from bot.directory.numbers import check_number
from bot.directory.problems import Unfit
from bot.vocabulary import HOME, Region


class ChannelKind(StrEnum):
    PHONE = "phone"
    TEXT = "text"  # SMS, MMS
    CHAT = "chat"  # live chat: web, KakaoTalk, an app
    WEB = "web"  # a form or a page
    BOARD = "board"  # a written question, answered later
    EMAIL = "email"
    VISIT = "visit"


class Channel(Model):
    """One way to reach a place.

    `number` for phone and text (`1366`, `02-735-8994`), `url` for web, chat and board, `address` for a visit, an
    e-mail address or the name of an account in an app. `hours` in OpenStreetMap opening_hours syntax, Korean public
    holidays included ("Mo-Fr 09:00-12:00,13:00-18:00; PH off"); absent means that nobody knows.
    `languages` are those the channel really speaks; `interpreters` are those reached through an interpreter.
    """

    id: Id
    kind: ChannelKind
    number: str | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://|^http://")] | None = None
    address: Text | Literal["withheld"] | None = None
    label: Text | None = None  # what tells this channel from its neighbours ("text message", "night line")
    note: Text | None = None  # what to know before using it
    hours: Hours | None = None
    languages: tuple[Language, ...] = (HOME,)
    interpreters: tuple[Language, ...] = ()
    from_abroad: bool | None = None  # True: reachable as it is or as +82 …; None: nobody knows
    region: Region | None = None  # a regional desk of a nationwide service
    closed_until: date | None = None
    confidence: Confidence | None = None  # low: shown as such, after all others; None: as sure as the place
    checked: Checked

    @field_validator("number")
    @classmethod
    def _number(cls, value: str | None) -> str | None:
        return None if value is None else check_number(value)

    @field_validator("hours")
    @classmethod
    def _hours(cls, value: str | None) -> str | None:
        if value is not None and (code := hour_slip(value)):
            raise Unfit(code)
        return value

    @model_validator(mode="after")
    def _reachable(self) -> "Channel":
        if self.kind in (ChannelKind.PHONE, ChannelKind.TEXT) and self.number is None:
            raise Unfit("channel-number")
        if self.kind is ChannelKind.VISIT and self.address is None:
            raise Unfit("channel-visit")
        if not (self.number or self.url or self.address):
            raise Unfit("channel-empty")
        return self

    @property
    def spoken(self) -> tuple[str, ...]:
        """What can be spoken on it, through an interpreter too."""
        return (*self.languages, *self.interpreters)


Channels = Annotated[tuple[Channel, ...], Field(min_length=1)]
