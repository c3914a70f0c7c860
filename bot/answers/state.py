"""The conversation inside a button: everything that is known, in at most 64 bytes of `callback_data`.

    a ko . 0 3 02 g 1 : women-hotline-1366
    │ │    │ │ │  │ │   └ what the page is about (a place, a guide, a law), where it needs one
    │ │    │ │ │  │ └ how many screens further
    │ │    │ │ │  └ region      ┐
    │ │    │ │ └ audiences, as bits in base 32, two signs
    │ │    │ └ need             │ index in `bot.vocabulary`, base 36, "-" for none
    │ │    └ situation          ┘
    │ └ language
    └ page

Telegram refuses more than 64 bytes: https://core.telegram.org/bots/api#inlinekeyboardbutton
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import TypeVar

from bot.vocabulary import Audience, Need, Region, Situation

LIMIT = 64  # bytes
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FORM = re.compile(
    r"([a-wyz])([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.([0-9a-z-])([0-9a-z-])([0-9a-v]{2})([0-9a-z-])([0-9a-z])(?::([a-z0-9_-]{1,40}))?"
)
_E = TypeVar("_E", bound=Enum)
_BITS = {audience: 1 << i for i, audience in enumerate(Audience)}
_SITUATIONS: dict[Situation | None, str] = {None: "-", **dict(zip(Situation, _DIGITS, strict=False))}
_NEEDS: dict[Need | None, str] = {None: "-", **dict(zip(Need, _DIGITS, strict=False))}
_REGIONS: dict[Region | None, str] = {None: "-", **dict(zip(Region, _DIGITS, strict=False))}


class Page(StrEnum):
    """What a button leads to. The letter x belongs to the edge (erasing, language, a number that did not work)."""

    ANSWER = "a"
    MORE = "m"  # more places
    NEED = "n"
    LAW = "l"
    REGIONS = "r"
    ABOUT_ME = "u"  # audiences, further needs, guides
    SITUATIONS = "s"  # something else
    LANGUAGES = "g"
    GUIDE = "t"
    CARD = "c"  # one place, every channel
    ROUTES = "w"  # take-down forms of platforms
    ROUTE = "o"
    MENU = "h"
    PRIVACY = "p"
    ABOUT = "b"
    URGENT = "d"
    HUMAN = "k"
    WRONG = "f"
    HANDOUT = "e"  # one place, to be passed on as it is
    BRIDGE = "i"  # who speaks a language that is not answered in: the target is its tag
    HELPER = "v"  # for somebody else, before it is known what happened


class BadState(ValueError):
    """Not a button of ours, or one of a version that is gone."""


@dataclass(frozen=True, slots=True)
class State:
    """Where the person is and what is known. Nothing in it comes from what was typed but ids."""

    page: Page
    language: str
    situation: Situation | None = None
    need: Need | None = None
    audiences: frozenset[Audience] = frozenset()
    region: Region | None = None
    offset: int = 0
    target: str | None = None

    def to(self, page: Page, **changes: object) -> "State":
        """The state behind a button that leads to `page`: as this one but for the changes, from its first screen."""
        fresh: dict[str, object] = {"page": page, "offset": 0, "target": None, **changes}
        return replace(self, **fresh)  # type: ignore[arg-type]  # the names are those of the fields

    def encode(self) -> str:
        """The `callback_data`, at most 64 bytes of ASCII."""
        bits = sum(_BITS[audience] for audience in self.audiences)
        data = "".join(
            (
                self.page,
                self.language,
                ".",
                _SITUATIONS[self.situation],
                _NEEDS[self.need],
                _DIGITS[bits // 32] + _DIGITS[bits % 32],
                _REGIONS[self.region],
                _DIGITS[min(self.offset, 35)],
                f":{self.target}" if self.target else "",
            )
        )
        if len(data.encode()) > LIMIT or _FORM.fullmatch(data) is None:  # a button that could not be read back
            raise BadState("does not fit into a button")
        return data


def decode(data: str) -> State:
    """The state in a `callback_data`; raises BadState for anything that is not one of ours."""
    match = _FORM.fullmatch(data)
    if match is None:
        raise BadState("not a state")
    page, language, situation, need, bits, region, offset, target = match.groups()
    try:
        flags = _DIGITS.index(bits[0]) * 32 + _DIGITS.index(bits[1])
        return State(
            page=Page(page),
            language=language,
            situation=_member(Situation, situation),
            need=_member(Need, need),
            audiences=frozenset(a for i, a in enumerate(Audience) if flags >> i & 1),
            region=_member(Region, region),
            offset=_DIGITS.index(offset),
            target=target,
        )
    except (ValueError, IndexError):
        raise BadState("not a state") from None


def _member(members: type[_E], sign: str) -> _E | None:
    every: Sequence[_E] = list(members)
    return None if sign == "-" else every[_DIGITS.index(sign)]
