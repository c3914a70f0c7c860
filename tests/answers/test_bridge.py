"""For somebody whose language cannot be read: emergency numbers, who speaks it, and the way to Korean and English."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from bot.answers.answer import Line
from bot.answers.bidi import LRI, PDI, RLM, isolated
from bot.answers.bridge import bridge_page
from bot.answers.index import Index
from bot.answers.limits import PREVIEW, faults
from bot.answers.render import Message, render
from bot.answers.responder import Responder
from bot.answers.state import Page, State, decode
from bot.answers.wording import wordings
from bot.directory.models import Directory
from bot.languages import Languages, speaks
from bot.texts import Texts

ROOT = Path(__file__).parents[2]
LANGUAGES = Languages.load()
FIRST: dict[str, str] = {}
for line in (ROOT / "tests/questions/bridge.jsonl").read_text("utf-8").splitlines():
    FIRST.setdefault(json.loads(line)["written_in"], json.loads(line)["text"])


def ask(responder: Responder, text: str, now: datetime, chosen: str | None = None, code: str = "ko") -> Message:
    return responder.to_text(text, language_code=code, chosen=chosen, context=None, now=now)


def bare(text: str) -> str:
    return re.sub("[⁦⁩‎‏]", "", text)


def labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


@pytest.mark.parametrize("tag", LANGUAGES.bridges)
def test_somebody_who_writes_in_it_is_answered_in_it(
    responder: Responder, texts: Texts, night: datetime, tag: str
) -> None:
    for chosen in (None, "ko", "en"):
        message = ask(responder, FIRST[tag], night, chosen)
        assert message.language == tag
        assert bare(message.plain).startswith(texts("first.hello", tag))
        assert {fault for fault, _ in faults(message)} <= {"button-data"}, "all but those that lead to another language"
        assert not re.search("[!！♥\U0001f300-\U0001faff]", message.plain)
        assert len(message.plain) < 2400


@pytest.mark.parametrize("tag", LANGUAGES.bridges)
def test_emergency_numbers_stand_above_all_and_languages_are_those_of_the_directory(
    responder: Responder, index: Index, texts: Texts, night: datetime, tag: str
) -> None:
    message = ask(responder, FIRST[tag], night)
    text = bare(message.plain)
    assert text.index("112") < text.index("109") < text.index("1366") < text.index("1577-1366")
    lines = [index.resources[id] for id in message.resources]
    speaking = [r for r in lines if any(speaks(c.spoken, tag) and c.number for c in r.channels)]
    national = [
        r.id
        for r in index.directory.resources
        if any(speaks(c.spoken, tag) and c.number for c in r.channels)
        and not r.serves.regions
        and r.id not in index.directory.emergency
    ]
    if texts("bridge.lines", tag) in text:
        assert lines[: len(speaking)] == speaking, "no line is shown as speaking what it does not speak"
        assert speaking == lines or texts("bridge.several", tag) in text
        assert set(national[:3]) <= set(message.resources)
    else:
        assert not national
        assert texts("bridge.no-line", tag) in text
        assert not speaking
    if not national:
        assert texts("bridge.several", tag) in text
        assert "danuri-1577-1366" in message.resources


@pytest.mark.parametrize("tag", LANGUAGES.bridges)
def test_nothing_of_the_matter_shows_on_a_lock_screen(
    responder: Responder, index: Index, night: datetime, tag: str
) -> None:
    shown = bare(ask(responder, FIRST[tag], night).plain)[:PREVIEW]
    assert all(wordings()[language].tells(shown) is None for language in ("ko", "en"))
    assert not re.search(r"\d{3}", shown)
    for resource in index.directory.resources:
        assert not any(name in shown for name in resource.name.every() if len(name) >= 4)


@pytest.mark.parametrize("tag", LANGUAGES.bridges)
def test_its_buttons_lead_to_korean_to_english_and_out(
    responder: Responder, index: Index, texts: Texts, night: datetime, tag: str
) -> None:
    message = ask(responder, FIRST[tag], night)
    assert [bare(label) for label in labels(message)[-3:]] == ["한국어", "English", texts("key.erase", tag)]
    for row in message.buttons:
        for button in row:
            if button.data and button.data != "xe":
                again = responder.to_button(button.data, language_code=tag, chosen=None, now=night)
                assert again.language == decode(button.data).language in ("ko", "en")
    numbers = {c.number for r in index.directory.resources for c in r.channels if c.number}
    assert {b.copy for row in message.buttons for b in row if b.copy} <= numbers


@pytest.mark.parametrize("tag", LANGUAGES.bridges)
def test_it_says_that_no_native_speaker_has_read_it_until_one_is_named(
    index: Index, texts: Texts, night: datetime, tag: str
) -> None:
    state = State(Page.MENU, tag)
    assert texts.reviewer(tag) == ""
    for reviewed in (False, True):
        message = render(bridge_page(index, state, night, LANGUAGES, reviewed=reviewed), texts)
        assert (texts("bridge.unreviewed", tag) in bare(message.plain)) is not reviewed


def test_the_header_of_the_catalogue_names_who_has_read_it(tmp_path: Path) -> None:
    for tag in ("en", "vi"):
        (tmp_path / tag / "LC_MESSAGES").mkdir(parents=True)
        raw = (ROOT / "locales" / tag / "LC_MESSAGES/bot.po").read_text("utf-8")
        (tmp_path / tag / "LC_MESSAGES/bot.po").write_text(
            raw.replace('"X-Reviewed-By: \\n"', '"X-Reviewed-By: A. Reader\\n"'), "utf-8"
        )
    assert Texts.load(tmp_path).reviewer("vi") == "A. Reader"


def test_a_line_that_loses_the_language_is_shown_no_more(
    responder: Responder, index: Index, texts: Texts, night: datetime
) -> None:
    content = json.loads(index.directory.model_dump_json(exclude_none=True))
    for resource in content["resources"]:
        for channel in resource["channels"]:
            channel["languages"] = [tag for tag in channel["languages"] if tag != "km"]
    page = bridge_page(
        Index(Directory.model_validate(content)), State(Page.MENU, "km"), night, LANGUAGES, reviewed=False
    )
    message = render(page, texts)
    assert texts("bridge.lines", "km") not in message.plain
    assert "ខ្មែរ" not in message.plain.split(texts("bridge.no-line", "km"))[1].split("한")[0]


@pytest.mark.parametrize("tag", LANGUAGES.bridges)
def test_the_immigration_office_comes_last_and_says_what_it_is(
    responder: Responder, index: Index, night: datetime, tag: str
) -> None:
    message = ask(responder, FIRST[tag], night)
    if "immigration-1345" in message.resources:
        assert message.resources[-1] == "immigration-1345"
        assert "danuri-1577-1366" in message.resources[:-1]
        note = index.resources["immigration-1345"].note
        assert note is not None
        assert (note.get(tag) or "missing") in bare(message.plain), "without a visa one has to be able to read this"


@pytest.mark.parametrize("tag", LANGUAGES.bridges)
def test_a_place_of_one_region_says_where_it_is_and_shows_nowhere_else(
    responder: Responder, index: Index, night: datetime, tag: str
) -> None:
    for id in ask(responder, FIRST[tag], night).resources:
        for region in index.resources[id].serves.regions:
            assert f"({index.regions[region].title.ko})" in bare(ask(responder, FIRST[tag], night).plain)
    there = ask(responder, FIRST[tag] + " Busan", night)
    assert there.language == tag
    assert all(not index.resources[id].serves.regions for id in there.resources)


def test_no_number_comes_twice_under_two_names(index: Index, texts: Texts, night: datetime) -> None:
    for region in index.regions:
        answer = bridge_page(index, State(Page.MENU, "vi", region=region), night, LANGUAGES, reviewed=False)
        numbers = [block.channel.number for block in answer.blocks if isinstance(block, Line)]
        assert len(numbers) == len(set(numbers)), region
        assert "1577-1366" in render(answer, texts).plain


def test_what_is_missing_in_it_says_which_language_it_is_in(responder: Responder, night: datetime) -> None:
    text = ask(responder, FIRST["vi"], night).plain
    assert "(Tiếng Anh) Which languages answer at night is not confirmed." in text


def test_the_sentence_to_show_is_korean_and_names_the_language(responder: Responder, night: datetime) -> None:
    assert "베트남어 통역이 필요해요." in ask(responder, FIRST["vi"], night).plain
    assert "중국어 통역이 필요해요." in ask(responder, FIRST["zh-Hant"], night).plain


class TestRightToLeft:
    def test_every_number_and_name_stands_in_an_isolate_and_every_line_begins_on_the_right(
        self, responder: Responder, night: datetime
    ) -> None:
        message = ask(responder, FIRST["ar"], night)
        outside = re.sub(f"{LRI}[^{PDI}]*{PDI}", "", message.plain)
        assert not re.search(r"[0-9A-Za-z가-힣]", outside), outside
        assert message.plain.count(LRI) == message.plain.count(PDI) > 10
        assert all(line.startswith(RLM) for line in message.plain.splitlines() if line)

    def test_a_number_with_a_dash_is_one_run(self) -> None:
        assert isolated("هاتف 1577-1366 الآن") == "‏هاتف ⁦‎1577-1366‎⁩ الآن"

    def test_buttons_are_written_alike(self, responder: Responder, night: datetime) -> None:
        copies = [text for text in labels(ask(responder, FIRST["ar"], night)) if "1577" in text]
        assert copies == ["\u200fنسخ \u2066\u200e1577-1366\u200e\u2069"]

    def test_a_full_stop_stays_with_its_own_sentence(self) -> None:
        assert isolated("هاتف 1366.").endswith("1366\u200e\u2069.")
        assert isolated("(الإنجليزية) Not confirmed.").endswith("confirmed.\u200e\u2069")

    def test_brackets_stay_with_what_they_hold(self) -> None:
        assert "(⁦‎24‎⁩" in isolated("مفتوح (24 ساعة)")
        assert "⁦‎Danuri (다누리콜센터 1577-1366)‎⁩" in isolated("Danuri (다누리콜센터 1577-1366)")

    def test_other_languages_hold_no_such_signs(self, responder: Responder, night: datetime) -> None:
        assert not re.search("[⁦⁩‎‏]", ask(responder, FIRST["ru"], night).plain)


class TestBeforeAnythingIsWritten:
    def test_an_app_in_that_language_gets_it_at_the_start(self, responder: Responder, night: datetime) -> None:
        for code, tag in (("vi", "vi"), ("zh-hant", "zh-Hant"), ("zh-TW", "zh-Hant"), ("fil", "fil"), ("uk-UA", "uk")):
            message = responder.to_start(None, language_code=code, chosen=None, now=night)
            assert message.language == tag

    def test_what_was_chosen_by_hand_comes_before_the_app(self, responder: Responder, night: datetime) -> None:
        assert responder.to_start(None, language_code="vi", chosen="ko", now=night).language == "ko"

    def test_the_app_counts_nowhere_else(self, responder: Responder, night: datetime) -> None:
        assert responder.to_command("about", language_code="vi", chosen=None, now=night).language == "en"
        assert ask(responder, "딥페이크 피해를 당했어요", night, code="vi").language == "ko"
        assert ask(responder, "someone made a deepfake of me", night, code="vi").language == "en"

    def test_a_link_in_that_language_keeps_what_it_is_about(self, responder: Responder, night: datetime) -> None:
        message = responder.to_start("deepfake_busan_vi", language_code="ko", chosen=None, now=night)
        assert message.language == "vi"
        data = [b.data for row in message.buttons for b in row if b.data and b.data != "xe"]
        assert all(decode(d).page is Page.ANSWER and decode(d).situation and decode(d).region for d in data)

    def test_every_language_is_a_button_of_the_language_page(self, responder: Responder, night: datetime) -> None:
        message = responder.to_command("language", language_code="ko", chosen=None, now=night)
        assert {language.name for language in LANGUAGES.values()} <= set(labels(message))
        for row in message.buttons:
            for button in row:
                tag = next((t for t, language in LANGUAGES.items() if language.name == button.text), None)
                if tag in LANGUAGES.bridges and button.data:
                    got = responder.to_button(button.data, language_code="ko", chosen="ko", now=night)
                    assert got.language == tag

    def test_a_language_that_nobody_here_knows_gets_the_lines_in_english(
        self, responder: Responder, texts: Texts, night: datetime
    ) -> None:
        message = ask(responder, "ຊ່ວຍແດ່", night)
        assert message.language == "en"
        assert texts("bridge.no-line", "en") in message.plain
        assert "1577-1366" in message.plain
