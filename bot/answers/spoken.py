"""The languages of a channel in words."""

from bot.answers.answer import Said
from bot.directory.channels import Channel
from bot.texts import Ui, language_name


def languages_of(channel: Channel, language: str) -> Said:
    """All by name: those it speaks, and apart from them those of its interpreters."""
    names = ", ".join(language_name(tag, language) for tag in channel.languages)
    through = [tag for tag in channel.interpreters if tag not in channel.languages]
    if not through:
        return names
    interpreted = ", ".join(language_name(tag, language) for tag in through)
    return Ui("place.interpreters", {"spoken": names, "languages": interpreted})
