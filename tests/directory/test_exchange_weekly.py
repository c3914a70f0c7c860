"""Opening hours as a week."""

import re
from pathlib import Path

import pytest

from bot.directory import load
from bot.directory.exchange.weekly import Slot, week, words
from bot.texts import Texts

ROOT = Path(__file__).parents[2]
SYNTAX = re.compile(r"\b(Mo|Tu|We|Th|Fr|Sa|Su|PH|SH|off|unknown|24/7)\b|;")
ALL = tuple(range(7))


@pytest.mark.parametrize(
    ("expression", "slots", "holidays"),
    [
        ("24/7", (Slot(ALL, "00:00", "23:59"),), ""),
        ("Mo-Su 00:00-24:00", (Slot(ALL, "00:00", "23:59"),), ""),
        ("Mo-Fr 09:00-18:00; PH off", (Slot((0, 1, 2, 3, 4), "09:00", "18:00"),), "off"),
        ("Mo-Fr 09:00-18:00; PH unknown", (Slot((0, 1, 2, 3, 4), "09:00", "18:00"),), "unknown"),
        ("Mo-Sa 09:00-18:00; PH 10:00-12:00", (Slot((0, 1, 2, 3, 4, 5), "09:00", "18:00"),), "own"),
        ("Fr 22:00-02:00", (Slot((4,), "22:00", "02:00"),), ""),
        ("Su 22:00-02:00", (Slot((6,), "22:00", "02:00"),), ""),
        ("Mo,We 10:00-12:00,14:00-16:00", (Slot((0, 2), "10:00", "12:00"), Slot((0, 2), "14:00", "16:00")), ""),
    ],
)
def test_hours_that_come_again_each_week(expression: str, slots: tuple[Slot, ...], holidays: str) -> None:
    found = week(expression)
    assert (found.slots, found.holidays, found.regular) == (slots, holidays, True)


def test_a_weekend_without_a_break_is_cut_at_midnight() -> None:
    found = week("Fr 18:00-24:00; Sa-Su 00:00-24:00")
    assert found.slots == (Slot((4,), "18:00", "23:59"), Slot((5, 6), "00:00", "23:59"))


@pytest.mark.parametrize(
    ("expression", "korean", "english"),
    [
        ("Tu-Th unknown", "화-목 시간 확인 안 됨", "Tue-Thu hours not known"),
        (
            "Mo 09:00-12:00; Tu-Th unknown",
            "월 09:00-12:00, 화-목 시간 확인 안 됨",
            "Mon 09:00-12:00, Tue-Thu hours not known",
        ),
        ("Mar-Oct Mo-Fr 09:00-18:00", "때에 따라 달라요, 먼저 물어보세요", "vary over the year, ask first"),
        ("week 1-53/2 Mo 09:00-12:00", "때에 따라 달라요, 먼저 물어보세요", "vary over the year, ask first"),
    ],
)
def test_hours_that_do_not_are_said_in_words(expression: str, korean: str, english: str) -> None:
    assert not week(expression).regular
    assert words(expression, Texts.load(), "ko") == korean
    assert words(expression, Texts.load(), "en") == english


def test_no_syntax_of_the_file_reaches_a_reader() -> None:
    """In either language, for the hours of every channel: days by their names, times, and words."""
    directory, texts = load(ROOT / "resources.yaml"), Texts.load()
    for channel in (channel for resource in directory.resources for channel in resource.channels):
        for language in ("ko", "en"):
            said = words(channel.hours, texts, language)
            assert not SYNTAX.search(said), said


def test_in_words() -> None:
    texts = Texts.load()
    assert words("Mo-Fr 09:00-18:00; PH off", texts, "ko") == "월-금 09:00-18:00, 공휴일 쉼"
    assert words("Mo,We-Fr 09:00-18:00", texts, "en") == "Mon, Wed-Fri 09:00-18:00"
    assert words("24/7", texts, "ko") == "24시간 매일"
    assert words(None, texts, "ko") == "시간 확인 안 됨"
