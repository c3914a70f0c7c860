"""Which language a text is written in, by script first: right on short texts, and a matter of microseconds."""

import re
import unicodedata

# Letters or words that only one of the languages sharing a script has. Source: the languages' own alphabets.
_SCRIPTS = (
    ("ko", re.compile(r"[가-힣ㄱ-ㆎᄀ-ᇿ]")),
    ("ja", re.compile(r"[ぁ-ヿ]")),
    ("th", re.compile(r"[฀-๿]")),
    ("km", re.compile(r"[ក-៿]")),
    ("my", re.compile(r"[က-႟]")),
    ("ne", re.compile(r"[ऀ-ॿ]")),
    ("ar", re.compile(r"[؀-ۿ]")),
    ("cyrillic", re.compile(r"[Ѐ-ӿ]")),
    ("han", re.compile(r"[一-鿿]")),
    ("latin", re.compile(r"[a-zÀ-ɏḀ-ỿ]", re.IGNORECASE)),
)
_TRADITIONAL = frozenset("個們這說時會對為來學國後過還請問讓應該麼誰幫網傳給從開關裡沒實點錢嗎報")
_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_WORDS = {
    "fil": "ako ang mga ng po ko sa na ba hindi may tulong larawan litrato nila siya kong paano kung",
    "id": "saya tidak yang dan foto aku dia bagaimana tolong bisa dengan untuk ini itu ada kamu orang",
    "uz": "men meni mening rasm yordam kerak qanday bilan uchun bor yo'q u meni nima qilish surat",
    "vi": "toi khong anh cua bi nguoi giup lam sao hinh toi",
}
_UKRAINIAN, _MONGOLIAN = re.compile(r"[іїєґ]", re.IGNORECASE), re.compile(r"[өү]", re.IGNORECASE)
_ENGLISH = frozenset(
    "i my me the a is he she to and of in it not was you do how what can have are they for with on that who".split()
)


def written_in(text: str) -> str:
    """BCP 47 tag of the text's language: ko, en, or one of those for which there is a bridge; "" for no letters."""
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    total = sum(counts.values())
    if not total:
        return ""
    if counts["ko"] >= 2 or counts["ko"] * 3 >= total:
        return "ko"
    for name in ("ja", "th", "km", "my", "ne", "ar"):
        if counts[name] * 3 >= total:
            return name
    if counts["cyrillic"] * 2 >= total:
        return "uk" if _UKRAINIAN.search(text) else "mn" if _MONGOLIAN.search(text) else "ru"
    if counts["han"] * 3 >= total:
        return "zh-Hant" if any(ch in _TRADITIONAL for ch in text) else "zh-Hans"
    return _latin(unicodedata.normalize("NFC", text.lower()))


def _latin(text: str) -> str:
    words = re.findall(r"[a-zà-ỹ']+", text)
    if len(_VIETNAMESE.findall(text)) >= 2:
        return "vi"
    english = sum(word in _ENGLISH for word in words)
    best, hits = "en", 2  # a word or two of another language is a name, not a language
    for tag, listed in _WORDS.items():
        found = sum(word in listed.split() for word in words)
        if found > max(hits - 1, english):
            best, hits = tag, found + 1
    return best


def answer_language(tag: str, hint: str | None) -> str:
    """Korean or English: what the text is in; English for another language; the app's where there is none."""
    if tag:
        return tag if tag == "ko" else "en"
    return "ko" if hint is None or hint.startswith("ko") else "en"
