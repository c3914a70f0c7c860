"""What `gyeot check` finds beyond the schema: in texts, on pages, in what the pages lead to. One broken place each."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import pytest

from bot.answers import every
from bot.answers.answer import Answer, Key, Listing, Paragraph
from bot.answers.checking import Report, examine
from bot.answers.choose import choose
from bot.answers.coverage import Coverage
from bot.answers.index import Index
from bot.answers.limits import faults
from bot.answers.lines import Lines
from bot.answers.linting import lint_catalogues, lint_directory
from bot.answers.pagecheck import Pages, cut, small_hours
from bot.answers.render import Button, Message, render
from bot.answers.state import Page, State
from bot.answers.survey import Found, Question, survey
from bot.answers.wording import wordings
from bot.directory.hours import SEOUL
from bot.directory.loading import Located, load_located
from bot.directory.problems import Level, Problem
from bot.directory.sense import sense
from bot.languages import Languages
from bot.paths import locales_folder
from bot.texts import Texts
from bot.vocabulary import Need, Region, Situation

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "resources.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def located() -> Located:
    return load_located(ROOT / "resources.yaml")


@pytest.fixture(scope="module")
def report(located: Located) -> Report:
    return examine(located, Texts.load(), locales_folder(), datetime.now(SEOUL))


Broken = Callable[[str, str], tuple[Located, int]]


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    """The shipped file with one thing changed, and the line on which it was."""

    def change(old: str, new: str) -> tuple[Located, int]:
        assert old in SHIPPED, f"not in the shipped file any more: {old}"
        file = tmp_path / "resources.yaml"
        file.write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
        return load_located(file), SHIPPED[: SHIPPED.index(old)].count("\n") + 1

    return change


def linted(located: Located) -> list[Problem]:
    return [p for p in lint_directory(located, wordings()) if p.level is not Level.NOTE]


def test_the_shipped_file_passes(report: Report) -> None:
    assert [p for p in report.problems if p.level is Level.ERROR] == []
    assert report.questions == 2 * 18 * 11 * (12 * 9 - 1)  # languages, regions, groups, situations x needs
    assert report.pages > 5000
    assert report.texts["ko"] == report.texts["en"] == max(report.texts.values()), "a text in one language only"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('en: "I am sorry this happened to you;', 'en: "You are so brave;', "wording-praise"),
        ('ko: "그런 일을 겪으셨군요,', 'ko: "경찰에 알렸어요,', "wording-claim"),
        ('title: {ko: "불법촬영", en: "Filmed without consent"}', 'title: {ko: "몰카", en: "Filmed"}', "wording-word"),
        ('en: "This is frightening, and', 'en: "He will be punished, and', "wording-promise"),
        ("1366에 전화해 삭제지원을 물어보세요.", "1366에 전화해 삭제지원을 물어보세요!", "wording-sign"),
        ("1366에 전화해 삭제지원을 물어보세요.", "02-9871-6543에 물어보세요.", "number-unheld"),
        ("1366에 전화해 삭제지원을 물어보세요.", "02-1234-5678에 물어보세요.", "number-placeholder"),
        ('en: "I am sorry this happened to you;', 'en: "이런 일을 겪으셨군요, 당신 잘못이 아니고', "wrong-language"),
    ],
)
def test_a_sentence_is_found_at_its_line(old: str, new: str, code: str, broken: Broken) -> None:
    located, line = broken(old, new)
    found = [p for p in linted(located) if p.code == code]
    assert [p.line for p in found] == [line]
    assert found[0].column is not None


def test_what_people_type_may_be_anything(broken: Broken) -> None:
    located, _ = broken("  also_called: [", '  also_called: ["몰카", "리벤지 포르노", "revenge porn", "범인!!", ')
    assert linted(located) == []


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    for language in ("ko", "en"):
        file = tmp_path / language / "LC_MESSAGES" / "bot.po"
        file.parent.mkdir(parents=True)
        file.write_bytes((locales_folder() / language / "LC_MESSAGES" / "bot.po").read_bytes())
    return tmp_path


def catalogue(locales: Path, language: str, key: str, sentence: str | None) -> int:
    """Replace or take out a sentence; returns its line."""
    file = locales / language / "LC_MESSAGES" / "bot.po"
    text = file.read_text(encoding="utf-8")
    entry = re.search(rf'^msgid "{re.escape(key)}"\nmsgstr (".*"\n)+', text, re.MULTILINE)
    assert entry is not None
    new = "" if sentence is None else f'msgid "{key}"\nmsgstr "{sentence}"\n'
    file.write_text(text.replace(entry[0], new), encoding="utf-8")
    return text[: entry.start()].count("\n") + 1


@pytest.mark.parametrize(
    ("language", "key", "sentence", "code"),
    [
        ("ko", "emergency.line", "경찰이 출동하고 있어요. 112, 109", "wording-claim"),
        ("en", "human.text", "Are you sure?", "wording-doubt"),
        ("ko", "first.found", "성범죄 안내예요.", "first-line"),
        ("ko", "key.copy", "복사", "sentence-gaps"),
        ("ko", "key.erase", None, "sentence-missing"),
        ("en", "first.below", "Short.", "first-short"),
    ],
)
def test_a_sentence_of_the_interface_is_found(
    language: str, key: str, sentence: str | None, code: str, locales: Path
) -> None:
    assert list(lint_catalogues(locales, wordings(), ("ko", "en"))) == []
    line = catalogue(locales, language, key, sentence)
    found = [p for p in lint_catalogues(locales, wordings(), ("ko", "en")) if p.code == code]
    assert found
    assert found[0].file == locales / language / "LC_MESSAGES" / "bot.po"
    if code not in ("sentence-missing", "first-short"):
        assert (found[0].place, found[0].line) == (key, line)


def page_problems(located: Located, night: datetime) -> list[Problem]:
    return list(Pages(located, Texts.load(), night).problems(Languages({"ko": Languages.load()["ko"]})))


def test_a_page_that_loses_its_end_is_found_where_it_can_be_mended(broken: Broken, night: datetime) -> None:
    located, _ = broken('ko: "그런 일을 겪으셨군요, 당신 잘못이 아니에요."', f'ko: "{"그런 일을 겪으셨군요 " * 330}"')
    found = {p.code: p for p in page_problems(located, night)}
    assert found["page-cut"].place == "situations.[deepfake]"
    assert located.where["situations", 0] == (found["page-cut"].line, found["page-cut"].column)


def test_a_first_answer_longer_than_two_screens_is_a_warning(broken: Broken, night: datetime) -> None:
    located, _ = broken('ko: "그런 일을 겪으셨군요, 당신 잘못이 아니에요."', f'ko: "{"그런 일을 겪으셨군요 " * 20}"')
    found = [p for p in page_problems(located, night) if p.place == "situations.[deepfake]"]
    assert [(p.code, p.level) for p in found] == [("page-long", Level.WARNING)]


def test_a_situation_that_leads_nowhere_is_found(located: Located, night: datetime) -> None:
    over = {"valid_from": None, "valid_until": date(2020, 1, 1)}
    gone = tuple(place.model_copy(update=over) for place in located.directory.resources)
    located = replace(located, directory=located.directory.model_copy(update={"resources": gone}))
    coverage = Coverage()
    for found in islice(survey(Index(located.directory), Texts.load(), "ko", night), 30):
        coverage.add(found)
    problem = next(iter(coverage.problems(located)))
    assert problem.code == "nowhere"
    assert problem.line is not None
    assert problem.params["count"] == str(11 * 18)


def test_what_answers_by_day_only_and_what_is_only_national(located: Located, index: Index, night: datetime) -> None:
    question = Question("ko", Situation.DEEPFAKE, Need.LEGAL, frozenset())
    places = choose(index, question.asked(None, night))
    asleep = [p for p in places if not p.status.open and p.otherwise is None]
    national = [p for p in places if not p.resource.serves.regions and p.channel.region is None]
    coverage = Coverage()
    coverage.add(Found(question, {None: asleep[:2], Region.SEJONG: national}, None))
    found = {p.code: p for p in coverage.problems(located)}
    assert found["nobody-awake"].level is Level.WARNING
    assert found["national-only"].level is Level.NOTE
    assert found["national-only"].params == {"id": "sejong", "list": "legal"}


def test_places_chosen_by_the_survey_are_those_that_are_shown(index: Index, night: datetime) -> None:
    for language in ("ko", "en"):
        for found in islice(survey(index, Texts.load(), language, night), 5, None, 29):
            for region in (None, Region.JEJU, found.longest):
                assert found.places[region] == choose(index, found.question.asked(region, night))


def test_the_longest_region_is_the_longest(index: Index, night: datetime) -> None:
    texts = Texts.load()
    found = next(islice(survey(index, texts, "en", night), 400, None))
    lines = Lines(texts, "en")

    def length(region: Region | None) -> int:
        return sum(len(s.text) for p in found.places[region][:3] for line in lines.block(p) for s in line)

    assert length(found.longest) == max(length(region) for region in found.places)


def test_a_text_is_answered_at_more_length_than_a_button(index: Index, texts: Texts, night: datetime) -> None:
    pages = list(every.spoken(index, "ko", night))
    assert max(len(render(answer, texts).plain) for _, answer in pages) > 1000
    assert len({place for place, _ in pages}) == len(Situation)


def test_a_check_that_lies_ahead_is_found(broken: Broken) -> None:
    located, line = broken("checked: {on: 2026-11-22", "checked: {on: 2062-11-22")
    (problem,) = sense(located, datetime(2026, 11, 25, tzinfo=SEOUL))
    assert (problem.code, problem.line) == ("date-future", line)


def good(**changes: object) -> Message:
    line = "112 109"
    buttons = ((Button("지우기", data="xe"), Button("다른 일", data=State(Page.SITUATIONS, "ko").encode())),)
    given = {"html": f"a\n\n{line}", "plain": f"a\n\n{line}", "buttons": buttons, "language": "ko", **changes}
    return Message(**given)  # type: ignore[arg-type]


def with_button(button: Button) -> Message:
    return good(buttons=(*good().buttons, (button,)))


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (good(plain="가" * 4097 + "\n\n112 109"), "page-length"),
        (good(html="<i>a</i>\n\n112 109"), "page-markup"),
        (good(html="<b>a\n\n112 109"), "page-markup"),
        (good(html="<b>a</b>" * 101, plain="a" * 101), "page-entities"),
        (good(plain="a {name}\n\n112 109"), "page-gap"),
        (good(plain="a\n\n112"), "page-no-emergency"),
        (good(buttons=good().buttons[0][1:] and (good().buttons[0][1:],)), "page-no-erase"),
        (good(buttons=(good().buttons[0][:1],)), "page-no-correction"),
        (good(buttons=(good().buttons[0] * 5,)), "button-count"),
        (with_button(Button(" ", copy="1")), "button-empty"),
        (with_button(Button("가" * 41, copy="1")), "button-label"),
        (with_button(Button("a")), "button-action"),
        (with_button(Button("a", data="x" * 65)), "button-data"),
        (with_button(Button("a", data="nonsense")), "button-data"),
        (with_button(Button("a", copy="1" * 257)), "button-copy"),
        (with_button(Button("a", url="ftp://a")), "button-link"),
    ],
)
def test_what_telegram_would_refuse_is_found(message: Message, code: str) -> None:
    assert list(faults(good())) == []
    assert code in [found for found, _ in faults(message)]


def test_a_cut_page_is_told_from_a_whole_one(texts: Texts) -> None:
    whole = Answer("ko", (Paragraph("가"), Listing(("나", "다"))), ((Key("지우기", data="xe"),),))
    long = Answer("ko", (Paragraph("가" * 3000), Paragraph("나" * 1500)), whole.keys)
    optional = Answer("ko", (Paragraph("가" * 3000), Paragraph("나" * 1500, optional=True)), whole.keys)
    lines = Lines(texts, "ko")
    assert [cut(answer, render(answer, texts), lines) for answer in (whole, long, optional)] == [False, True, False]


@pytest.mark.parametrize("day", range(22, 30))
def test_the_small_hours_are_a_sunday(day: int) -> None:
    found = small_hours(datetime(2026, 11, day, 12, tzinfo=SEOUL))
    assert (found.weekday(), found.hour) == (6, 3)
    assert 0 <= (found.date() - datetime(2026, 11, day).date()).days < 7
