"""The languages of a channel in words; an emergency number in so many languages."""

from bot.answers.answer import Said
from bot.directory.channels import Channel
from bot.directory.models import Directory, Resource
from bot.texts import Ui, language_name
from bot.vocabulary import Audience

SEVERAL = 3  # languages of a line that is worth a call where none is known to speak the one
# What these numbers are for; any other emergency entry is shown by its name.
_EMERGENCY = {"police-112": "bridge.police", "suicide-109": "bridge.lifeline", "women-hotline-1366": "bridge.hotline"}


def languages_of(channel: Channel, language: str) -> Said:
    """All by name: those it speaks, and apart from them those of its interpreters."""
    names = ", ".join(language_name(tag, language) for tag in channel.languages)
    through = [tag for tag in channel.interpreters if tag not in channel.languages]
    if not through:
        return names
    interpreted = ", ".join(language_name(tag, language) for tag in through)
    return Ui("place.interpreters", {"spoken": names, "languages": interpreted})


def lines_to_ask(directory: Directory) -> list[str]:
    """Ids of places for people from abroad, as editors rank them, then of all others; without the emergency entries.

    The rank is theirs to give: somebody without a visa is to meet the immigration office last.
    """
    ranked = next(page.resources for page in directory.audiences if page.id is Audience.FOREIGNER)
    every = (resource.id for resource in directory.resources)
    return [id for id in dict.fromkeys((*ranked, *every)) if id not in directory.emergency]


def speaks_several(channel: Channel) -> bool:
    """Whether the line is worth a call for somebody whose language none is known to speak."""
    return len(set(channel.spoken)) >= SEVERAL


def emergency(place: Resource, channel: Channel, language: str) -> Ui:
    """The number, what it is for and which languages it speaks."""
    key = _EMERGENCY.get(place.id, "bridge.emergency")
    said: dict[str, Said] = {"number": channel.number or "", "languages": languages_of(channel, language)}
    return Ui(key, {**said, "name": place.name.best(language)[0]} if key == "bridge.emergency" else said)
