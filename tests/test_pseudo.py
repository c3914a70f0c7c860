"""A language that does not exist, forty per cent longer, through the whole bot: what is not translated shows itself."""

import json
import re
import shutil
from collections import deque
from datetime import datetime
from pathlib import Path

import pytest
from babel.dates import get_day_names, get_month_names
from babel.messages.pofile import read_po, write_po

from bot.answers.limits import faults
from bot.answers.render import Message
from bot.answers.responder import ATTACHMENTS, Responder
from bot.answers.state import decode
from bot.directory import load
from bot.directory.hours import SEOUL
from bot.directory.models import Directory
from bot.languages import Languages
from bot.texts import language_name

ROOT = Path(__file__).parent.parent
TAG = "en-XA"
NOW = datetime(2026, 11, 29, 3, 0, tzinfo=SEOUL)
PAGES = 1500  # of those that can be reached; each sort of page comes several times
ACCENTED = str.maketrans("aeiouncsyzAEIOUNCSYZ", "áéíóúñçšýžÁÉÍÓÚÑÇŠÝŽ")
# Not of the catalogues: names of languages and days, which Babel has, and addresses.
NAMES = {language_name(tag, TAG) for tag in (*Languages.load(), "zh", "lo", "es")}
NAMES |= {language.name for language in Languages.load().values()}
NAMES |= {
    str(name) for names in (get_day_names, get_month_names) for name in names("abbreviated", locale="en").values()
}
NAMES |= {resource.name.ko for resource in load(ROOT / "resources.yaml").resources}  # what stands on the door
ADDRESS = re.compile(r"\S+@\S+|\S+\.(?:kr|com|org|net|go|or|uk|gov|io|me)\b\S*")


def pseudo(text: str) -> str:
    """⟦Ýóú çáñ…⟧, with gaps as they are."""
    parts = re.split(r"(\{\w+\})", text)
    said = "".join(part if part.startswith("{") else part.translate(ACCENTED) for part in parts)
    return f"⟦{said}{'~' * max(1, len(text) * 2 // 5)}⟧"


@pytest.fixture(scope="module")
def responder(tmp_path_factory: pytest.TempPathFactory) -> Responder:
    locales = tmp_path_factory.mktemp("pseudo") / "locales"
    shutil.copytree(ROOT / "locales", locales)
    (locales / TAG / "LC_MESSAGES").mkdir(parents=True)
    (locales / TAG / "language.yaml").write_text("name: ⟦Pseudo⟧\nanswers: everything\n", "utf-8")
    with (locales / "en/LC_MESSAGES/bot.po").open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        if message.id:
            message.string = pseudo(str(message.string))
    with (locales / TAG / "LC_MESSAGES/bot.po").open("wb") as out:
        write_po(out, catalogue)
    content = json.loads(load(ROOT / "resources.yaml").model_dump_json(exclude_none=True))
    return Responder.of(Directory.model_validate(_translated(content)), locales)


def _translated(value: object) -> object:
    if isinstance(value, dict):
        if set(value) >= {"ko", "en"}:
            return {**value, TAG: pseudo(value["en"])}
        return {key: _translated(part) for key, part in value.items()}
    return [_translated(part) for part in value] if isinstance(value, list) else value


def untranslated(text: str) -> str:
    """What is left without what stands in brackets, names that Babel knows, and addresses."""
    while True:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
        if shorter == text:
            break
        text = shorter
    text = ADDRESS.sub("", text)
    for name in sorted(NAMES, key=len, reverse=True):
        text = text.replace(name, "")
    return " ".join(re.findall(r"[^\W\d_]+", text))


def check(message: Message) -> None:
    assert message.language == TAG
    problems = [fault for fault in faults(message) if fault[0] != "button-label"]
    assert not problems, problems
    for text in (message.plain, *(button.text for row in message.buttons for button in row)):
        left = untranslated(text)
        assert not left, f"{left!r} in: {text[:300]}"


def reachable(responder: Responder) -> "list[Message]":
    """Every page that buttons lead to, from the start on; of what differs by group or region alone only the first."""
    start = responder.to_start(None, language_code=None, chosen=TAG, now=NOW)
    found, seen, left = [start], set(), deque([start])
    while left and len(found) < PAGES:
        for data in (b.data for row in left.popleft().buttons for b in row if b.data and not b.data.startswith("x")):
            state = decode(data)
            kind = (state.page, state.situation, state.need, state.target, len(state.audiences) > 0)
            if kind in seen or state.page == "i":
                continue
            seen.add(kind)
            page = responder.to_button(data, language_code=None, chosen=TAG, now=NOW)
            found.append(page)
            left.append(page)
    return found


def test_every_page_that_buttons_lead_to_is_in_the_language_and_within_the_limits(responder: Responder) -> None:
    pages = reachable(responder)
    assert len(pages) > 500
    for message in pages:
        if message.apart:  # a card to forward: no way out in it
            assert not untranslated(message.plain), message.plain
        else:
            check(message)


@pytest.mark.parametrize(
    "text",
    [
        "someone made a deepfake of me",
        "he is outside my door with a knife right now",
        "i want to die",
        "how do i support my friend",
        "1393",
        "1366",
        "what is the weather",
        "hello",
        "will my parents find out",
        "is this kept",
        "i watched the videos in the room",
    ],
)
def test_what_is_written_is_answered_in_it(responder: Responder, text: str) -> None:
    check(responder.to_text(text, language_code=None, chosen=TAG, context=None, now=NOW))


def test_commands_attachments_and_what_stays_after_erasing(responder: Responder) -> None:
    known = {"language_code": None, "chosen": TAG, "now": NOW}
    for command in ("help", "language", "privacy", "about", "erasing"):
        check(responder.to_command(command, **known))
    for kind in (*ATTACHMENTS, "poll"):
        check(responder.to_attachment(kind, caption=None, **known))
    for complete in (True, False):
        assert not untranslated(responder.erased(TAG, complete=complete).plain)
    assert not untranslated(responder.fixed(TAG).plain)


def test_a_text_that_is_left_out_shows_itself() -> None:
    assert untranslated("⟦Çáļļ 1366~~⟧ · open now · Korean") == "open now"
    assert untranslated("⟦Á ⟦Ñáméd⟧ plàçé~⟧ (여성긴급전화 1366) · www.stop.or.kr") == ""
