"""The shipped directory by id, the catalogues, and the rules of the voice as checks of a rendered message."""

import re
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.answers.index import Index
from bot.answers.render import Message
from bot.answers.state import Page, decode
from bot.directory import load
from bot.directory.hours import SEOUL
from bot.texts import Texts
from bot.vocabulary import Situation

ROOT = Path(__file__).parents[2]

PREVIEW = 100  # characters that a lock screen may show

# Words that tell what the matter is to somebody who looks over a shoulder.
TELLING = re.compile(
    "딥페이크|합성|불법촬영|촬영물|유포|협박|몸캠|그루밍|성착취|성폭|성범죄|성희롱|성추행|성적|성매매|강간|괴롭힘|스토킹|폭력|음란|"
    "죽고|자살|deepfake|sexual|sextort|filmed|intimate|nude|blackmail|groom|harass|assault|rape|stalk|violence|"
    "traffick|prostitut|abuse|suicid|threat",
    re.IGNORECASE,
)
# Words of voice.md that are typed, never said.
NEVER = re.compile(
    "몰카|리벤지|음란물|야동|야한|데이트폭력|피해 여성|revenge porn|leaked nude|child porn|victim mentality|"
    "반드시 처벌|꼭 처벌|용기 내|용감|왜 그랬|brave|are you sure|정말인가요",
    re.IGNORECASE,
)
# Nothing was done for the person: no sentence may say so.
CLAIMS = re.compile(
    "신고했어요|신고해 드렸|알렸어요|전달했|출동|가고 있어요|삭제했어요|삭제해 드렸|"
    "we have (told|called|reported|deleted)|help is (coming|on its way)|has been (reported|deleted|notified)|"
    "police are coming",
    re.IGNORECASE,
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "b", f"Telegram is sent nothing but bold: {tag}"
        assert not attrs
        assert not self.open, "bold within bold"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def check_html(message: Message) -> None:
    """Telegram can read it, it reads the same as the plain text, and it fits."""
    tags = _Tags()
    tags.feed(message.html)
    tags.close()
    assert not tags.open
    assert tags.text == message.plain
    assert 0 < len(message.plain.encode("utf-16-le")) // 2 <= 4096, "Telegram counts UTF-16 units"


def check_buttons(message: Message) -> None:
    """Each does exactly one thing, fits into Telegram's limits and, where it is ours, decodes to what it encoded."""
    assert sum(len(row) for row in message.buttons) <= 100
    for button in (b for row in message.buttons for b in row):
        assert button.text.strip()
        assert "{" not in button.text
        assert [button.data, button.url, button.copy].count(None) == 2
        if button.data is not None:
            assert 1 <= len(button.data.encode()) <= 64
            if not button.data.startswith("x"):
                assert decode(button.data).encode() == button.data
                assert decode(button.data).language == message.language
        if button.copy is not None:
            assert len(button.copy) <= 256
        if button.url is not None:
            assert button.url.startswith(("https://", "http://"))


def check_way_out(message: Message) -> None:
    """Erase, something else, and the numbers that answer now."""
    data = {b.data for row in message.buttons for b in row if b.data}
    assert "xe" in data, "no button to erase"
    choices = [d for d in data if not d.startswith("x") and decode(d).page is Page.ANSWER and decode(d).situation]
    assert any(d[0] in "sh" for d in data) or len(choices) == len(Situation), "no way to correct the guess"
    last = message.plain.rsplit("\n\n", 1)[-1]
    assert "112" in last
    assert "109" in last


def check_words(message: Message, *, never: re.Pattern[str] = NEVER) -> None:
    """No exclamation mark, face or heart, no word that is only ever typed, no claim that something was done."""
    assert not re.search("[!！♡♥❤\U0001f300-\U0001faff]", message.plain)
    for rule in (never, CLAIMS):
        found = rule.search(message.plain)
        assert found is None, found
    assert "{" not in message.plain, "a gap that was never filled"


def check_preview(message: Message, index: Index) -> None:
    """What a lock screen shows says neither what the matter is nor who is turned to."""
    shown = message.plain[:PREVIEW]
    found = TELLING.search(shown)
    assert found is None, f"{found} in: {shown}"
    for resource in index.directory.resources:
        for name in resource.name.every():
            assert len(name) < 4 or name not in shown, name


def check_first_screen(message: Message) -> None:
    """At most three steps and three places."""
    steps = re.findall(r"^(\d+)\. ", message.plain, re.MULTILINE)
    assert len(steps) <= 3, steps
    assert steps == [str(i) for i in range(1, len(steps) + 1)]
    assert len(message.resources) <= 3


class Rules:
    """Every rule of an answer: raises AssertionError naming what is wrong."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def check(self, message: Message) -> None:
        """Every rule that holds for every answer."""
        check_html(message)
        check_buttons(message)
        check_way_out(message)
        check_words(message)
        check_preview(message, self._index)

    def check_urgent(self, message: Message) -> None:
        """As `check`, but for the preview: where a life is at stake, the number may stand on a lock screen."""
        check_html(message)
        check_buttons(message)
        check_way_out(message)
        check_words(message)

    def check_first(self, message: Message) -> None:
        """As `check`, and no longer a list than somebody in distress can work through."""
        self.check(message)
        check_first_screen(message)


@pytest.fixture(scope="session")
def index() -> Index:
    return Index(load(ROOT / "resources.yaml"))


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load()


@pytest.fixture(scope="session")
def night() -> datetime:
    """Three in the morning on a Sunday, in Seoul: when most places are closed."""
    return datetime(2026, 11, 29, 3, 0, tzinfo=SEOUL)


@pytest.fixture(scope="session")
def rules(index: Index) -> Rules:
    return Rules(index)
