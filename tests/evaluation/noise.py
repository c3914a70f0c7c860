"""The same question as a shaking hand, another keyboard or an old phone writes it. Deterministic."""

import re
import unicodedata
from collections.abc import Callable
from random import Random


def _each_word(text: str, change: Callable[[str, Random], str], share: float) -> str:
    random = Random(text)  # no secret: the same text is always changed in the same way
    return "".join(
        change(piece, random) if len(piece) > 2 and random.random() < share else piece
        for piece in re.split(r"(\s+)", text)
    )


def _swap(word: str, random: Random) -> str:
    at = random.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _drop(word: str, random: Random) -> str:
    at = random.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def typos(text: str) -> str:
    """A letter dropped or two swapped in every fourth word."""
    return _each_word(text, lambda word, random: random.choice((_swap, _drop))(word, random), 0.25)


def jamo(text: str) -> str:
    """A Korean syllable left in pieces in every third word, as a phone does when typing too fast."""

    def change(word: str, random: Random) -> str:
        at = random.randrange(len(word))
        pieces = [chr(_LETTERS.get(ord(ch), ord(ch))) for ch in unicodedata.normalize("NFD", word[at])]
        return word[:at] + "".join(pieces) + word[at + 1 :]

    return _each_word(text, change, 0.33)


# Conjoining jamo -> the letters that a keyboard leaves behind (Unicode, Hangul Compatibility Jamo).
_LETTERS = {
    **{0x1100 + i: ord(ch) for i, ch in enumerate("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")},
    **{0x1161 + i: 0x314F + i for i in range(21)},
    **{0x11A8 + i: ord(ch) for i, ch in enumerate("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")},
}

NOISES: dict[str, Callable[[str], str]] = {
    "typos": typos,
    "no spaces": lambda text: text.replace(" ", ""),
    "jamo left in pieces": jamo,
    "upper case": str.upper,
    "emoji and invisible signs": lambda text: "😭 " + text.replace(" ", " \u200b") + " ㅠㅠㅠ🙏🙏",
}
