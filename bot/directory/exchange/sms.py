"""Messages that fit one SMS, wherever they are sent from: one for each situation, and the emergency numbers.

Two limits hold at once. By the GSM standard (3GPP TS 23.038) an SMS carries 160 characters of the GSM 7-bit alphabet
or, with any other letter, 70 of UCS-2; a longer text is cut in parts. Korean carriers count bytes of EUC-KR instead and
take 90.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.directory.exchange import facts
from bot.directory.exchange.asked import Asked
from bot.directory.hours import ALWAYS
from bot.directory.models import Resource

GSM_SIGNS, UCS_SIGNS, CARRIER_BYTES = 160, 70, 90
_PLACES = 3  # as in an answer: more is no help
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")  # an escape sign and another one


@dataclass(frozen=True, slots=True)
class Message:
    """One SMS. `id`: a situation, or `emergency`."""

    id: str
    text: str

    @property
    def encoding(self) -> str:
        """`GSM-7` where the alphabet is enough for it, else `UCS-2`."""
        return "GSM-7" if set(self.text) <= _GSM | _GSM_TWICE else "UCS-2"

    @property
    def signs(self) -> int:
        """How many places it takes in its encoding."""
        if self.encoding == "UCS-2":
            return len(self.text.encode("utf-16-le")) // 2
        return len(self.text) + sum(sign in _GSM_TWICE for sign in self.text)

    @property
    def limit(self) -> int:
        return GSM_SIGNS if self.encoding == "GSM-7" else UCS_SIGNS

    @property
    def carrier_bytes(self) -> int | None:
        """Bytes as Korean carriers count them; None where EUC-KR has not every letter."""
        try:
            return len(self.text.encode("euc-kr"))
        except UnicodeEncodeError:
            return None

    @property
    def fits(self) -> bool:
        """Whether it is one SMS by both ways of counting."""
        carrier = self.carrier_bytes
        return self.signs <= self.limit and (carrier is None or carrier <= CARRIER_BYTES)


def messages(asked: Asked, *, neutral: bool = False) -> tuple[Message, ...]:
    """The emergency numbers, then one message a situation. `neutral`: no word of the subject and no name of a place."""
    directory = asked.directory
    places = {r.id: r for r in facts.working(directory, asked.day)}
    first = [places[id] for id in directory.emergency if id in places]
    head = asked.say("sms.neutral-head") if neutral else asked.say("sms.emergency-head")
    made = [_fitted("emergency", head, _named(asked, first, neutral=neutral), "")]
    tail = asked.say("sms.neutral-tail" if neutral else "sms.tail")
    spoken_of = set(_numbers(tail))
    for page in directory.situations:
        there = [
            places[id] for id in page.resources if id in places and _number(places[id], asked.day) not in spoken_of
        ]
        head = asked.say("sms.neutral-head") if neutral else page.title.best(asked.language)[0]
        made.append(_fitted(page.id, head, _named(asked, there, neutral=neutral), tail))
    return tuple(made)


def _numbers(text: str) -> Iterable[str]:
    return (word.strip(".,:()") for word in text.split() if any(sign.isdigit() for sign in word))


def _number(resource: Resource, day: date) -> str | None:
    """The nationwide phone of a place, one that answers round the clock before another."""
    phones = facts.phones(resource, day)
    return min(phones, key=lambda c: c.hours != ALWAYS).number if phones else None


def _named(asked: Asked, places: Iterable[Resource], *, neutral: bool) -> list[str]:
    """Each place as name and number, once a number."""
    found: dict[str, str] = {}
    for place in places:
        number, name = _number(place, asked.day), place.name.best(asked.language)[0]
        if number is not None and number not in found:
            found[number] = number if neutral else name if number in name.split() else f"{name} {number}"
    return list(found.values())


def _fitted(id: str, head: str, entries: list[str], tail: str) -> Message:
    """As many entries as one SMS takes, best first; the first loses its name before it is left out."""
    taken: list[str] = []
    for entry in entries:
        if len(taken) == _PLACES:
            break
        for form in (entry, entry.rsplit(" ", 1)[-1]) if not taken else (entry,):
            if _message(id, head, [*taken, form], tail).fits:
                taken.append(form)
                break
    return _message(id, head, taken, tail)


def _message(id: str, head: str, entries: list[str], tail: str) -> Message:
    listed = ", ".join(entries)
    said = f"{head}: {listed}" if listed else head
    return Message(id, f"{said}. {tail}" if tail else said)
