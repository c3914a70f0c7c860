"""The languages there are: one folder of `locales/` each, described by its own `language.yaml`.

No language is named in the code but two, in `bot.vocabulary`: that of the country, and the one fallen back to.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.paths import locales_folder
from bot.vocabulary import FALLBACK, HOME

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TAG = r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Writing(_Model):
    """One way in which the language is written, and how it is told from others written alike.

    `letters`, `own`, `never`: signs and ranges as in a regular expression's class. `words` are common ones, `pieces`
    are regular expressions of what is common within a word; one of `telling` is enough by itself; `unlike` are words
    of another language in the same letters.
    """

    script: Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")]  # ISO 15924
    letters: Annotated[str, Field(min_length=1)]
    own: str = ""
    never: str = ""
    words: str = ""
    pieces: tuple[str, ...] = ()
    telling: str = ""
    unlike: str = ""
    otherwise: bool = False  # taken where nothing tells between those that share the script
    weight: Annotated[int, Field(ge=1, le=9)] = 1  # letters of the Latin script that one of these stands for


class Language(_Model):
    """`language.yaml`. Who has read its sentences stands in the catalogue: `X-Reviewed-By`."""

    name: Annotated[str, Field(min_length=1)]  # in itself
    direction: Literal["ltr", "rtl"] = "ltr"
    answers: Literal["everything", "bridge"] = "bridge"  # bridge: emergency numbers and the lines that speak it
    codes: tuple[str, ...] = ()  # language codes of apps that mean it, lower case
    written: tuple[Writing, ...] = ()


class Languages(Mapping[str, Language]):
    """Every folder with a `language.yaml`, by tag."""

    def __init__(self, known: Mapping[str, Language]) -> None:
        self._known = dict(known)
        self._codes = {code: tag for tag, language in known.items() for code in (tag.lower(), *language.codes)}
        every = (tag for tag, language in known.items() if language.answers == "everything")
        self._full = tuple(sorted(every, key=lambda tag: (tag != HOME, tag != FALLBACK, tag)))
        self._bridges = tuple(tag for tag in known if tag not in self._full)

    @classmethod
    def load(cls, folder: Path | None = None) -> "Languages":
        """Read the folder of locales. Raises pydantic's ValidationError or yaml.YAMLError."""
        return _load(folder or locales_folder())

    @staticmethod
    def forget() -> None:
        """Read the folders again when they are asked for next: their files have changed."""
        _load.cache_clear()

    def __getitem__(self, tag: str) -> Language:
        return self._known[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    @property
    def full(self) -> tuple[str, ...]:
        """The languages that Gyeot answers in, that of the country first."""
        return self._full

    @property
    def bridges(self) -> tuple[str, ...]:
        """The languages in which Gyeot says who speaks them."""
        return self._bridges

    def of_code(self, code: str | None) -> str | None:
        """The language that an app's language code stands for: "zh-TW", "ko-KR", "fil"."""
        if not code:
            return None
        lower = code.lower().replace("_", "-")
        return self._codes.get(lower) or self._codes.get(lower.partition("-")[0])

    def named(self, code: str) -> str | None:
        """The language of exactly this code, in a link say."""
        return self._codes.get(code.lower())


def speaks(spoken: Iterable[str], tag: str) -> str | None:
    """The one of the spoken languages that is that of somebody who reads `tag`: `zh` is spoken, `zh-Hant` is read."""
    return next((one for one in spoken if one in (tag, tag.partition("-")[0])), None)


@lru_cache(maxsize=8)
def _load(folder: Path) -> Languages:
    known = {}
    for path in sorted(folder.glob("*/language.yaml")):
        content = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506  # a safe loader
        known[path.parent.name] = Language.model_validate(content or {})
    return Languages(known)
