"""Which language to answer in, and which one it was."""

import pytest

from bot.understanding.language import answer_language, written_in
from bot.understanding.spacing import Spacing, learn


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
