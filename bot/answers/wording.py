"""What Gyeot never says, language by language: the lists in `locales/<language>/wording.yaml`."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict

from bot.paths import locales_folder

_SENTENCE = re.compile(r"(?<=[.?!。])\s+|\n+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def _compiles(pattern: str) -> str:
    re.compile(pattern)
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
# Each has its sentence in the catalogues: `problem.wording-<name>`.
KindName = Literal["word", "blame", "doubt", "praise", "promise", "claim", "asks", "paid", "sign"]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Closed):
    """`find` must not stand in a sentence, unless `unless` does too; `say` is what to write instead."""

    find: Pattern
    unless: Pattern | None = None
    say: str = ""

    def search(self, sentence: str) -> str | None:
        """What was found, as it is written; None where the sentence is all right."""
        found = re.search(self.find, sentence, re.IGNORECASE)
        if found is None or (self.unless and re.search(self.unless, sentence, re.IGNORECASE)):
            return None
        return found[0]


class Kind(_Closed):
    """Rules of one kind (`word`, `blame`, …). `quoted`: lists of what not to do may quote it."""

    quoted: bool = False
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that is never said. `kind` names its sentence in the catalogues (`problem.wording-<kind>`)."""

    kind: KindName
    found: str
    say: str = ""


class Wording(BaseModel):
    """The rules of one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    never: dict[KindName, Kind]
    telling: Pattern

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """All rules at once: nearly every text is all right, and one search says so."""
        return re.compile("|".join(f"(?:{r.find})" for k in self.never.values() for r in k.rules), re.IGNORECASE)

    def slips(self, text: str, *, quoting: bool = False) -> Iterator[Slip]:
        """Everything in the text that is never said; the first of each kind in each sentence."""
        text = _plain(text)
        if self._any.search(text) is None:
            return
        for sentence in _SENTENCE.split(text):
            for name, kind in self.never.items():
                if quoting and kind.quoted:
                    continue
                for rule in kind.rules:
                    found = rule.search(sentence)
                    if found is not None:
                        yield Slip(name, found, rule.say)
                        break

    def tells(self, text: str) -> str | None:
        """The word in the text that says what the matter is to somebody who looks over a shoulder."""
        found = re.search(self.telling, text, re.IGNORECASE)
        return found[0] if found else None


def _plain(text: str) -> str:
    """One spelling of what looks the same: composed letters, straight apostrophes, nothing invisible."""
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE).replace("’", "'").replace("\u00a0", " ")


def wordings(folder: Path | None = None) -> Mapping[str, Wording]:
    """The rules of every language that has any."""
    files = sorted((folder or locales_folder()).glob("*/wording.yaml"))
    return {f.parent.name: Wording.model_validate(yaml.safe_load(f.read_text("utf-8"))) for f in files}
