"""What stays in a text after copying, or before it is written: marks of the web, letters lost in saving, a "TODO"."""

import re
from collections.abc import Iterable, Iterator

from bot.directory.base import Text
from bot.directory.yamlfile import Path_

_MARKUP = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|</?[a-z][^>]*>|\*\*|__|\]\(https?:", re.IGNORECASE)
# The sign for "no letter", signs of private fonts, control signs, question marks in a row; UTF-8 read as Latin-1.
_LOST = re.compile("[\ufffd\ue000-\uf8ff\u0080-\u009f]|\\?{3,}|[ÂÃâãäåæçèéêëìí][\u0080-\u00bf€‚ƒ„†‡ˆ‰Š‹Œ˜™š›œž]")
_UNWRITTEN = re.compile(
    r"\W*|(?:todo|tbd|tba|fixme|xxx+|n/?a|none|null|\?+|번역 ?(?:필요|중|예정)|미정|확인 ?(?:필요|중)|추후 ?입력)\W*",
    re.IGNORECASE,
)
_HANGUL, _WORD = re.compile("[가-힣]"), re.compile("[A-Za-z]{2,}")
_NAMES = frozenset({"name", "by", "address", "label"})  # may have no Korean form


def residues(texts: Iterable[tuple[Path_, Text]]) -> Iterator[tuple[Path_, str, str]]:
    """(place, code, what was found) for each, of texts with their places."""
    for place, text in texts:
        for language, said in text.model_dump().items():
            if not said:
                continue
            for code, form in (("text-markup", _MARKUP), ("text-lost", _LOST)):
                if found := form.search(said):
                    yield (*place, language), code, found[0]
            if _UNWRITTEN.fullmatch(said):
                yield (*place, language), "text-unwritten", said
        if place[-1] not in _NAMES and _untranslated(text):
            yield (*place, "ko"), "wrong-language", ""


def _untranslated(text: Text) -> bool:
    """Whether the Korean half is English: no Hangul, and words that are no proper names."""
    words = _WORD.findall(text.ko)
    return not _HANGUL.search(text.ko) and len(words) > 1 and any(word.islower() for word in words)
