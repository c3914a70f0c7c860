"""The sentences of the interface: one gettext catalogue a language, read as it is edited (`bot.po`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from bot.paths import locales_folder

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Ui:
    """A sentence still to be put into a language: its key in the catalogues and what stands in its gaps."""

    key: str
    params: Mapping[str, str] = field(default_factory=dict)


class Texts:
    """All catalogues. A key missing in one language falls back to English; missing there, it is an error at once."""

    def __init__(self, catalogues: Mapping[str, Mapping[str, str]]) -> None:
        self._catalogues = catalogues

    @classmethod
    def load(cls, folder: Path | None = None) -> "Texts":
        """Read every `<language>/LC_MESSAGES/bot.po` in the folder of locales."""
        return _load(folder or locales_folder())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there is a catalogue for."""
        return tuple(self._catalogues)

    def keys(self, language: str) -> frozenset[str]:
        """The keys that this language's catalogue has a sentence for."""
        return frozenset(self._catalogues[language])

    def __call__(self, key: str, language: str, /, **params: str) -> str:
        """The sentence, with `{name}` gaps filled."""
        catalogue = self._catalogues.get(language, {})
        sentence = catalogue.get(key) or self._catalogues[FALLBACK][key]
        return sentence.format(**params) if params else sentence

    def resolve(self, text: "str | Ui", language: str) -> str:
        """A plain text as it is, a Ui in its language."""
        return text if isinstance(text, str) else self(text.key, language, **text.params)


@lru_cache(maxsize=4)
def _load(folder: Path) -> Texts:
    catalogues = {}
    for path in sorted(folder.glob("*/LC_MESSAGES/bot.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parent.parent.name)
        catalogues[path.parent.parent.name] = {
            str(message.id): str(message.string) for message in catalogue if message.id and message.string
        }
    return Texts(catalogues)
