"""Setting with Typst: data in, PDF or PNG out. Text reaches a template as data and is never read as markup."""

import json
import re
import warnings
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "templates"
PPI = 200  # pixels an inch of a PNG
# First what the language is best read in; then whatever draws names in other letters.
_FIRST = {
    "ja": "Noto Sans CJK JP",
    "zh-Hans": "Noto Sans CJK SC",
    "zh-Hant": "Noto Sans CJK TC",
    "ar": "Noto Sans Arabic",
    "km": "Noto Sans Khmer",
    "my": "Noto Sans Myanmar",
    "ne": "Noto Sans Devanagari",
    "th": "Noto Sans Thai",
    "ko": "Noto Sans CJK KR",
}
_REST = ("Noto Sans", "Noto Sans CJK KR")


# Korean is written with spaces, and a line should end at one; without this joiner it may end after any syllable.
_JOINER = "\u2060"
_WITHIN = re.compile(r"(?<=[가-힣])(?=[가-힣.,·?)])")


def _whole_words(text: str) -> str:
    return _WITHIN.sub(_JOINER, text)


class MissingFonts(Exception):
    """`families`: fonts that the language needs and the machine does not have."""

    def __init__(self, families: Sequence[str]) -> None:
        super().__init__("fonts")
        self.families = tuple(families)


def fonts_of(language: str) -> tuple[str, ...]:
    """The families to set a language in, in order."""
    return tuple(dict.fromkeys((*((_FIRST[language],) if language in _FIRST else ()), *_REST)))


class Press:
    """Templates and the fonts of the machine, or of `folder` beside them."""

    def __init__(self, folder: Path | None = None) -> None:
        import typst  # an extra: what only answers goes without

        self._fonts = typst.Fonts(include_embedded_fonts=False, font_paths=[str(folder)] if folder else [])
        self._families = frozenset(self._fonts.families())

    def pdf(self, template: str, data: Mapping[str, Any], day: datetime | None = None) -> bytes:
        """One PDF. Raises MissingFonts."""
        (made,) = self._set(template, data, "pdf", day)
        return made

    def png(self, template: str, data: Mapping[str, Any]) -> list[bytes]:
        """A picture a page. Raises MissingFonts."""
        return self._set(template, data, "png", None)

    def _set(self, template: str, data: Mapping[str, Any], form: Any, day: datetime | None) -> list[bytes]:
        import typst

        fonts = fonts_of(data["language"])
        if missing := [family for family in fonts if family not in self._families]:
            raise MissingFonts(missing)
        given = _whole_words(json.dumps({**data, "fonts": fonts}, ensure_ascii=False))
        compiler = typst.Compiler(
            TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=self._fonts, sys_inputs={"data": given}
        )
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a font or a sign that is not there is no printed sheet
            made = compiler.compile(
                format=form, ppi=PPI if form == "png" else None, timestamp=day or datetime.fromtimestamp(0, UTC)
            )
        return [made] if isinstance(made, bytes) else list(made or ())
