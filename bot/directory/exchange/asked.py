"""What an export is asked for."""

from dataclasses import dataclass
from datetime import date

from bot.directory.models import Directory
from bot.texts import Texts
from bot.vocabulary import FALLBACK, HOME


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which directory, in which language, as of which day (Asia/Seoul)."""

    directory: Directory
    texts: Texts
    language: str
    day: date

    def say(self, key: str, **params: str) -> str:
        """A sentence of the catalogue."""
        return self.texts(key, self.language, **params)

    @property
    def others(self) -> tuple[str, ...]:
        """The other languages that every text of the directory is in."""
        return tuple(name for name in (HOME, FALLBACK) if name != self.language)
