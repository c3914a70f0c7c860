"""Which language to answer in, and which one it was."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.languages import Languages, speaks
from bot.understanding import phrases
from bot.understanding.language import answer_language, written_in
from bot.understanding.normalise import normalise
from bot.understanding.spacing import Spacing, learn

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests" / "questions"
RECOGNISED, MISTAKEN = 0.97, 0.001


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("도와주세요", "ko"),
        ("ㄷㅍㅇㅋ", "ko"),
        ("텔레그램 deepfake room에 내 사진", "ko"),
        ("please help me, someone posted my photos", "en"),
        ("nuga nae sajin hapseong haesseoyo", "en"),
        ("có người phát tán ảnh của tôi", "vi"),
        ("有人把我的照片发到网上", "zh-Hans"),
        ("有人把我的照片傳到網路上", "zh-Hant"),
        ("写真を勝手に載せられました", "ja"),
        ("มีคนเอารูปของฉันไปโพสต์", "th"),
        ("кто-то выложил мои фото", "ru"),
        ("хтось виклав мої фото", "uk"),
        ("хэн нэгэн миний зургийг тавьсан өө үү", "mn"),
        ("may nagpost ng litrato ko, tulong po", "fil"),
        ("seseorang menyebarkan foto saya, tolong bantu", "id"),
        ("kimdir mening rasmlarimni tarqatdi, yordam kerak", "uz"),
        ("មាននរណាម្នាក់បង្ហោះរូបខ្ញុំ", "km"),
        ("कसैले मेरो फोटो राखेको छ", "ne"),
        ("ကျွန်မဓာတ်ပုံကို တင်ထားတယ်", "my"),
        ("شخص ما نشر صوري", "ar"),
        ("1366", ""),
    ],
)
def test_language_by_script_and_common_words(text: str, tag: str) -> None:
    assert written_in(text) == tag


def read(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def test_each_language_of_the_bridge_is_told_from_all_others() -> None:
    """`pytest -s` prints what is taken for what."""
    confusion: dict[str, Counter[str]] = defaultdict(Counter)
    for question in read("bridge"):
        confusion[question["written_in"]][written_in(normalise(question["text"]))] += 1
    for tag, found in sorted(confusion.items()):
        print(f"{tag:8}", *(f"{other} {count}" for other, count in found.most_common()))
    assert set(confusion) == set(Languages.load().bridges)
    assert all(sum(found.values()) >= 40 for found in confusion.values())
    missed = sum(sum(found.values()) - found[tag] for tag, found in confusion.items())
    assert missed <= (1 - RECOGNISED) * sum(sum(found.values()) for found in confusion.values())
    for tag, found in confusion.items():
        assert found[tag] >= 0.9 * sum(found.values()), tag


def test_english_is_not_taken_for_another_language() -> None:
    every = [e.text for e in phrases.examples(ROOT / "locales") if e.language == "en"]
    every += [question["text"] for question in read("en")]
    mistaken = [text for text in every if written_in(normalise(text)) not in ("en", "ko", "")]
    assert len(mistaken) <= MISTAKEN * len(every), mistaken


def test_korean_is_never_taken_for_another_language_romanised_or_mixed() -> None:
    every = [e.text for e in phrases.examples(ROOT / "locales") if e.language == "ko"]
    every += [question["text"] for question in (*read("ko"), *read("faq"))]
    mistaken = [text for text in every if written_in(normalise(text)) not in ("en", "ko", "")]
    assert mistaken == ["日本語できますか"], "which is Japanese"


@pytest.mark.parametrize(
    "text",
    [
        "no sé qué hacer, mi ex publicó mis fotos en la red",
        "il a publié mes photos nues sans mon accord, que faire",
        "er hat meine fotos ohne erlaubnis gepostet, was soll ich tun",
        "ele postou minhas fotos na internet e me ameaça",
        "ha pubblicato le mie foto senza permesso, cosa devo fare",
        "eski sevgilim fotoğraflarımı paylaştı ne yapmalıyım",
        "on opublikował moje zdjęcia bez zgody, co robić",
    ],
)
def test_a_language_that_is_not_known_here_is_answered_in_english(text: str) -> None:
    assert written_in(text) == "en"


@pytest.mark.parametrize(
    "text", ["ຊ່ວຍແດ່", "मेरी फोटो किसी ने डाल दी है मुझे मदद चाहिए", "کسی عکس من را منتشر کرده است", "میری تصویر ڈال دی ہے"]
)
def test_a_script_or_letters_of_another_language_are_not_forced_into_one(text: str) -> None:
    assert written_in(text) == "und"
    assert answer_language("und", "lo") == "en"


@pytest.mark.parametrize(
    ("code", "tag"),
    [("ko-KR", "ko"), ("zh-TW", "zh-Hant"), ("zh-hans", "zh-Hans"), ("zh", "zh-Hans"), ("tl", "fil"), ("xx", None)],
)
def test_codes_of_apps_stand_for_languages(code: str, tag: str | None) -> None:
    assert Languages.load().of_code(code) == tag


def test_chinese_is_spoken_whichever_way_it_is_written() -> None:
    assert speaks(("ko", "zh"), "zh-Hant") == "zh"
    assert speaks(("ko", "zh"), "ja") is None


@pytest.mark.parametrize("word", ["electroencephalography", "menyebarkannya", "o'zbekistonlikman"])
def test_a_long_word_of_another_language_stays_whole(word: str) -> None:
    spacing = Spacing(*learn(["i want to go home now", "they want me to go home now", "go home now i want"]))
    assert spacing.restore(word) == word
    assert spacing.restore("iwanttogohomenow") == "i want to go home now"


@pytest.mark.parametrize(
    ("tag", "hint", "language"),
    [
        ("ko", "en", "ko"),
        ("en", "ko", "en"),
        ("vi", "vi", "en"),
        ("", "en-US", "en"),
        ("", "ko", "ko"),
        ("", None, "ko"),
    ],
)
def test_the_text_comes_before_the_app(tag: str, hint: str | None, language: str) -> None:
    assert answer_language(tag, hint) == language
