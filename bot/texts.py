"""The sentences of the interface: one gettext catalogue a language, read as it is edited (`bot.po`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po

from bot.languages import Languages
from bot.paths import locales_folder
from bot.vocabulary import FALLBACK

_REVIEWED = re.compile(r'^"X-Reviewed-By: *(.*?)\\n"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ui:
    """A sentence still to be put into a language: its key in the catalogues and what stands in its gaps.

    `language`: said in this one, whatever the answer is written in.
    """

    key: str
    params: "Mapping[str, str | Ui]" = field(default_factory=dict)
    language: str | None = None

    def __hash__(self) -> int:
        return hash((self.key, self.language, tuple(sorted((k, str(v)) for k, v in self.params.items()))))


class Texts:
    """All catalogues. A sentence missing in one is said in English, marked as such; missing there, it is an error."""

    def __init__(
        self,
        catalogues: Mapping[str, Mapping[str, str]],
        languages: Languages | None = None,
        reviewers: Mapping[str, str] | None = None,
    ) -> None:
        self._catalogues = catalogues
        self._known = languages
        self._reviewers = reviewers or {}

    @classmethod
    def load(cls, folder: Path | None = None) -> "Texts":
        """Read every `<language>/LC_MESSAGES/bot.po` in the folder of locales."""
        return _load(folder or locales_folder())

    @staticmethod
    def forget() -> None:
        """Read the catalogues again when they are asked for next: their files have changed."""
        _load.cache_clear()
        Languages.forget()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that Gyeot answers in."""
        if self._known is None:
            return tuple(self._catalogues)
        return tuple(tag for tag in self._known.full if tag in self._catalogues)

    @property
    def bridges(self) -> tuple[str, ...]:
        """The languages in which Gyeot says no more than who speaks them."""
        return tuple(t for t in self._known.bridges if self._catalogues.get(t)) if self._known is not None else ()

    def keys(self, language: str) -> frozenset[str]:
        """The keys that this language's catalogue has a sentence for."""
        return frozenset(self._catalogues.get(language, ()))

    def reviewer(self, language: str) -> str:
        """The native speakers who have read the catalogue, as its header names them; "" for nobody."""
        return self._reviewers.get(language, "")

    def rightward(self, language: str) -> bool:
        """Whether the language is written from left to right."""
        return self._known is None or language not in self._known or self._known[language].direction == "ltr"

    def __call__(self, key: str, language: str, /, **params: str) -> str:
        """The sentence, with `{name}` gaps filled."""
        catalogue = self._catalogues.get(language)
        own = catalogue.get(key) if catalogue is not None else None
        sentence = own or self._catalogues[FALLBACK][key]
        said = sentence.format(**params) if params else sentence
        return said if own or catalogue is None else f"({language_name(FALLBACK, language)}) {said}"

    def resolve(self, text: "str | Ui", language: str) -> str:
        """A plain text as it is, a Ui in its language."""
        if isinstance(text, str):
            return text
        language = text.language or language
        return self(text.key, language, **{name: self.resolve(part, language) for name, part in text.params.items()})


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Babel's locale; for a language it has no data of, that of the language fallen back to."""
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(FALLBACK)


@lru_cache(maxsize=1024)
def language_name(tag: str, language: str) -> str:
    """What the language `tag` is called in another."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(locale_of(language))
    except (ValueError, UnknownLocaleError):
        name = None
    return str(name or tag)


@lru_cache(maxsize=4)
def _load(folder: Path) -> Texts:
    catalogues, reviewers = {}, {}
    for path in sorted(folder.glob("*/LC_MESSAGES/bot.po")):
        language = path.parent.parent.name
        with path.open("rb") as file:
            catalogue = read_po(file)
        catalogues[language] = {
            str(message.id): str(message.string) for message in catalogue if message.id and message.string
        }
        named = _REVIEWED.search(path.read_text("utf-8"))
        reviewers[language] = named[1].strip() if named else ""
    return Texts(catalogues, Languages.load(folder), reviewers)
