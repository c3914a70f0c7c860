"""One spelling for many: what people type in a hurry, made comparable."""

import re
import unicodedata

MAX = 4096  # characters read of one text: Telegram sends no more
_INVISIBLE = re.compile(r"[​-‏‪-‮⁠-⁯﻿­]")
_MARKS = re.compile(r"([̀-̈̊-ͯ])[̀-ͯ]+")  # zalgo: more than one mark on a letter
_LONG = re.compile(r"(.)\1{2,}", re.DOTALL)
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"(?<=[.!?。…])\s+|\n+|(?<=[요다죠음함임])\s+(?=\S{2})")


def normalise(text: str) -> str:
    """Compatibility forms composed, lower case, no invisible signs, at most two of a sign in a row, single spaces."""
    text = unicodedata.normalize("NFKC", text[:MAX])
    text = _MARKS.sub(r"\1", _INVISIBLE.sub("", text)).replace("’", "'").replace("`", "'")
    text = "".join(ch if ch.isprintable() else " " for ch in text.lower())
    return _SPACE.sub(" ", _LONG.sub(r"\1\1", text)).strip()


def squeeze(text: str) -> str:
    """Without spaces and signs: how Korean is matched, where spaces are a matter of taste."""
    return "".join(ch for ch in text if ch.isalnum())


def jamo(text: str) -> str:
    """Korean syllables taken apart into letters, so that one wrong letter is one letter wrong."""
    return unicodedata.normalize("NFD", text)


def parts(text: str, most: int = 5) -> list[str]:
    """A long text in up to `most` parts of whole sentences, of about the same length."""
    found = [part for part in (p.strip() for p in _SENTENCE.split(text)) if len(part) > 3]
    size = max(len(text) / most, 1)
    joined: list[str] = []
    for sentence in found:
        if joined and (len(joined[-1]) + len(sentence) / 2 < size or len(joined) == most):
            joined[-1] += " " + sentence
        else:
            joined.append(sentence)
    return joined
