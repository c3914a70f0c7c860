"""What may leave of a place, and how it is said: the one door that every format goes through."""

from collections.abc import Iterable
from datetime import date

from bot.directory.base import Confidence, How, Text
from bot.directory.channels import Channel, ChannelKind
from bot.directory.models import Directory, Resource
from bot.texts import Texts
from bot.vocabulary import Region


def address(resource: Resource, channel: Channel) -> Text | None:
    """The address that may be told, or None. One of a shelter, or one that is withheld, is told nobody."""
    told = channel.address
    return None if resource.shelter or told is None or isinstance(told, str) else told


def low(resource: Resource, channel: Channel | None = None) -> bool:
    """Whether it has to be marked as not certain."""
    own = None if channel is None else channel.confidence
    return (own or resource.confidence) is Confidence.LOW


def status(resource: Resource, day: date) -> str:
    """`active`, `defunct` (replaced), `temporarily closed` or `inactive`: the words of HSDS."""
    if resource.replaced_by is not None:
        return "defunct"
    if resource.closed_until is not None and day <= resource.closed_until:
        return "temporarily closed"
    return "active" if resource.holds(day) else "inactive"


def working(directory: Directory, day: date) -> tuple[Resource, ...]:
    """The places that people can turn to on that day."""
    return tuple(r for r in directory.resources if status(r, day) == "active")


def answers(channel: Channel, day: date) -> bool:
    """Whether a channel is not closed on that day."""
    return channel.closed_until is None or channel.closed_until < day


def phones(resource: Resource, day: date, region: Region | None = None) -> list[Channel]:
    """Those that may stand without a word beside them: certain, not closed, of the whole country or that region."""
    return [
        channel
        for channel in resource.channels
        if channel.kind is ChannelKind.PHONE
        and channel.number
        and channel.region in (None, region)
        and answers(channel, day)
        and not low(resource, channel)
    ]


def other_names(directory: Directory, resource: Resource) -> tuple[str, ...]:
    """Search words and former names, without those that carry a number or address that must not be used again."""
    names = (*resource.also_called, *resource.former_names)
    return tuple(n for n in names if not any(dead in n for dead in directory.do_not_use))


def alert(directory: Directory, resource: Resource, day: date, texts: Texts, language: str) -> str | None:
    """What has to be known before anything else: replaced, closed, not certain. None: nothing."""
    said = []
    if resource.replaced_by is not None:
        then = next((r.name.best(language)[0] for r in directory.resources if r.id == resource.replaced_by), "")
        said.append(texts("exchange.replaced", language, name=then))
    if resource.closed_until is not None and day <= resource.closed_until:
        said.append(texts("exchange.closed-until", language, day=f"{resource.closed_until:%Y-%m-%d}"))
    if resource.valid_until is not None and resource.valid_until < day:
        said.append(texts("exchange.ended", language, day=f"{resource.valid_until:%Y-%m-%d}"))
    if resource.valid_from is not None and day < resource.valid_from:
        said.append(texts("exchange.begins", language, day=f"{resource.valid_from:%Y-%m-%d}"))
    if low(resource):
        said.append(texts("place.low", language))
    return " ".join(said) or None


def checked(channel: Channel, texts: Texts, language: str) -> str:
    """When and how the channel was checked last."""
    how = channel.checked.how
    key = "place.checked" if how is How.PUBLIC_SOURCE else f"place.checked-{how}"
    return texts(key, language, day=f"{channel.checked.on:%Y-%m-%d}")


def said(text: Text | None, language: str) -> str | None:
    """A text in that language, marked where it is in another."""
    return None if text is None else text.best(language)[0]


def sentences(parts: Iterable[str | None]) -> str:
    """What there is to say, each part as a sentence."""
    said = (part.strip().rstrip(".") for part in parts if part and part.strip())
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in said)


def label(channel: Channel, texts: Texts, language: str) -> str:
    """What tells the channel from its neighbours; where nothing does, its kind."""
    return said(channel.label, language) or texts(f"exchange.kind-{channel.kind}", language)
