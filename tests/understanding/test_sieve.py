"""Patterns that are spared are spared for a reason: what is found is what searching each of them would find."""

import re

import pytest

from bot.paths import locales_folder
from bot.understanding import lexicon
from bot.understanding.normalise import normalise, squeeze
from bot.understanding.phrases import examples
from bot.understanding.sieve import Sieve, needed


def test_the_shipped_lexicons_find_in_every_phrase_what_plain_searching_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [normalise(example.text) for example in examples(locales_folder())][::7]
    sifted = lexicon.load(locales_folder())
    monkeypatch.setattr("bot.understanding.sieve.needed", lambda _: frozenset())
    plain = lexicon.load.__wrapped__(locales_folder())
    count = 0
    for text in texts:
        ours, theirs = sifted.read(text), plain.read(text)
        for section in (
            "audiences",
            "regions",
            "topics",
            "urgent",
            "maybe",
            "quiet",
            "denied",
            "still",
            "needs",
            "intents",
        ):
            assert ours[section] == theirs[section], (text, section)
            count += len(ours[section])
    assert count > 1_000


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("딸", "우리딸이"),
        ("colou?rs?", "color"),
        ("ab?c", "ac"),
        ("ab*c", "ac"),
        ("ab{0,2}c", "ac"),
        ("a+b", "aab"),
        (r"a\.b", "a.b"),
        (r"[)x|]y", "|y"),
        (r"[^]a]b", "cb"),
        ("(?:help|save) me", "save me"),
        ("(?:help|s[ao]ve)(?: me)?", "sove"),
        ("(?:very )?(?:cold|hot)", "hot"),
        ("(?:very )*", "nothing of it"),
        ("(?!never)ever", "ever"),
        ("(?<!n)ever", "ever"),
        ("one|two", "two"),
        ("(one|(two|three)) four", "three four"),
        ("(?i)HELP", "help"),
        ("(?i:HELP) me", "help me"),
        (r"\d\dm", "17m"),
        ("^end$", "end"),
    ],
)
def test_a_pattern_is_searched_wherever_it_is(pattern: str, text: str) -> None:
    assert re.search(pattern, text)
    sieve = Sieve()
    group = sieve.add([("nothing here", "nothing here"), (pattern, pattern)])
    assert any(found.search(text) for found in sieve.worth(text)[group])


def test_what_lacks_its_words_is_not_searched() -> None:
    assert needed("(?:has|with) (?:a |the )?(?:knife|gun)") == {"has", "with"}
    assert needed("비밀(?:번호)?") == {"비밀"}
    assert squeeze("비 밀") == "비밀"
    sieve = Sieve()
    sieve.add([("비밀(?:번호)?", "비밀(?:번호)?")])
    assert not sieve.worth("다른이야기")
    assert list(sieve.worth("제비밀을")) == [0]
