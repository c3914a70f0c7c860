"""The one way through, for the bot, the terminal, the sandbox, the tests and the benchmarks alike.

`text -> understand -> compose -> render -> Message`, with nothing kept between two calls.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.answers.answer import Answer, Key, Paragraph
from bot.answers.bridge import bridge_page
from bot.answers.compose import compose, page
from bot.answers.index import Index
from bot.answers.meta import erased_page, erasing_page, menu_page
from bot.answers.render import Message, render
from bot.answers.state import BadState, Page, State, decode
from bot.directory.models import Directory
from bot.languages import Languages
from bot.texts import Texts, Ui
from bot.understanding import Engine
from bot.understanding.language import OTHER
from bot.understanding.types import Hint, Understanding
from bot.vocabulary import FALLBACK, HOME, Audience, Need, Region, Situation

ATTACHMENTS = frozenset({"photo", "video", "voice", "document", "contact", "location", "sticker"})
_SAME = {"animation": "video", "video_note": "video", "audio": "voice", "venue": "location"}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with what was understood on the way to it."""

    understanding: Understanding
    message: Message


class Responder:
    """Answers with one edition of the directory. `refresh` swaps the edition; answers under way finish with theirs."""

    def __init__(self, directory: Directory, texts: Texts, engine: Engine, languages: Languages | None = None) -> None:
        self._texts = texts
        self._engine = engine
        self._languages = languages if languages is not None else Languages.load()
        self.refresh(directory)

    @classmethod
    def of(cls, directory: Directory, locales: Path | None = None, *, stale: bool = False) -> "Responder":
        """With the catalogues and the trained reader of this installation (`stale`: of earlier phrases will do)."""
        engine = Engine.load(locales=locales, stale=stale)
        return cls(directory, Texts.load(locales), engine, Languages.load(locales))

    @property
    def directory(self) -> Directory:
        """The edition that is served."""
        return self._index.directory

    def knows(self, resource: str) -> bool:
        """Whether the edition that is served has a place of that id."""
        return resource in self._index.resources

    def refresh(self, directory: Directory) -> None:
        """Serve another edition from the next answer on."""
        index = Index(directory)
        self._engine = self._engine.renamed(index.names)
        self._index = index

    @property
    def learnt(self) -> str:
        """The fingerprint of the phrases that texts are read with."""
        return self._engine.inputs

    def read_with(self, engine: Engine) -> None:
        """Read with another reader from the next answer on."""
        self._engine = engine.renamed(self._index.names)

    def nearest(self, text: str) -> list[str]:
        """The editors' phrases most like the text. Takes a second or two: for `gyeot ask --why`."""
        return self._engine.nearest(text)

    def answer(self, text: str, state: State, now: datetime, *, chosen: bool = False) -> Answered:
        """Understand and answer. `chosen`: the language of the state was chosen by hand and stays."""
        reading, answer = self._composed(text, state, now, chosen=chosen)
        return Answered(reading, self._render(answer))

    def _composed(self, text: str, state: State, now: datetime, *, chosen: bool) -> tuple[Understanding, Answer]:
        hint = Hint(state.language, state.situation, (), state.audiences, state.region)
        reading = self._engine.understand(text, hint)
        if reading.written_in == OTHER or reading.written_in in self._texts.bridges:
            region = reading.region or state.region
            return reading, self._bridge(replace(state, language=reading.written_in, region=region), now)
        language = state.language if chosen else self.spoken(reading.language)
        return reading, compose(reading, self._index, replace(state, language=language), now)

    def to_text(
        self, text: str, *, language_code: str | None, chosen: str | None, context: str | None, now: datetime
    ) -> Message:
        """The answer to what somebody wrote; `context` is the data of a button of the message replied to."""
        state = self._state(language_code, chosen, context)
        return self.answer(text, state, now, chosen=chosen is not None).message

    def to_button(self, data: str, *, language_code: str | None, chosen: str | None, now: datetime) -> Message:
        """The page behind a button; the start for a button of a version that is gone."""
        language = self.language(language_code, chosen)
        try:
            state = decode(data)
        except BadState:
            state = State(Page.MENU, language)
        tag = self._languages.named(state.target or "") if state.page is Page.BRIDGE else None
        if tag is not None:  # pressed on purpose, whatever was chosen before
            return self._render(self._bridge(replace(state, language=tag), now))
        return self._render(self._page(replace(state, language=chosen or self.spoken(state.language)), now))

    def to_start(self, payload: str | None, *, language_code: str | None, chosen: str | None, now: datetime) -> Message:
        """`/start`: the beginning, or the page that a link or a printed code names."""
        start = State(Page.MENU, self.language(language_code, chosen))
        state = _linked(payload, start, self._languages) if payload else start
        of_app = self._languages.of_code(language_code) if not payload else None
        bridge = next((tag for tag in (state.language, of_app) if tag in self._texts.bridges), None)
        if bridge is not None and not chosen:
            return self._render(self._bridge(replace(state, language=bridge), now))
        state = replace(state, language=chosen or self.spoken(state.language))
        if payload:
            return self._render(self._page(state, now))
        return self._render(menu_page(self._index, state, now, "menu.start"))

    def to_command(self, command: str, *, language_code: str | None, chosen: str | None, now: datetime) -> Message:
        """`/help`, `/language`, `/privacy`, `/about`."""
        state = State(Page.MENU, self.language(language_code, chosen))
        if command == "erasing":
            return self._render(erasing_page(state))
        return self._render(self._page(state.to(_COMMANDS.get(command, Page.MENU)), now))

    def to_attachment(
        self,
        kind: str,
        *,
        caption: str | None,
        language_code: str | None,
        chosen: str | None,
        context: str | None = None,
        now: datetime,
    ) -> Message:
        """What to do with an image instead of sending it here; with a caption, the answer to the caption too."""
        state = self._state(language_code, chosen, context)
        kind = _SAME.get(kind, kind)
        key = f"attachment.{kind if kind in ATTACHMENTS else 'other'}"
        if not caption:
            return self._render(menu_page(self._index, state, now, key))
        _, answer = self._composed(caption, state, now, chosen=chosen is not None)
        if answer.action is None:
            answer = replace(answer, blocks=(Paragraph(Ui(key)), *answer.blocks))
        return self._render(answer)

    def fixed(self, language: str) -> Message:
        """What is said when nothing else can be: needs the catalogue at most. Never raises."""
        try:
            text = self._texts("fixed.text", self.spoken(language))
        except (KeyError, ValueError, OSError):
            text = _LAST_RESORT
        numbers = [Key(number, copy=number) for number in ("112", "1366", "109")]
        answer = Answer(self.spoken(language), (), (tuple(numbers), (Key("지우기 / Erase", data="xe"),)))
        buttons = render(answer, self._texts).buttons if self._texts.languages else ()
        return Message(html=text, plain=text, buttons=buttons, language=language)

    def erased(self, language: str, *, complete: bool) -> Message:
        """What stays after erasing: one neutral line, and buttons to what remains."""
        return self._render(erased_page(State(Page.MENU, self.spoken(language)), complete=complete))

    def text(self, key: str, language: str) -> str:
        """A short sentence of the interface."""
        return self._texts(key, self.spoken(language))

    def language(self, language_code: str | None, chosen: str | None = None) -> str:
        """The language before anything was written: chosen, else the app's, else English; Korean for no hint at all."""
        if chosen in self._texts.languages:
            return str(chosen)
        return self.spoken(self._languages.of_code(language_code) or FALLBACK) if language_code else HOME

    def spoken(self, language: str) -> str:
        """The language if there is a catalogue for it, else English."""
        return language if language in self._texts.languages else FALLBACK

    def _state(self, language_code: str | None, chosen: str | None, context: str | None) -> State:
        language = self.language(language_code, chosen)
        if context:
            try:
                return replace(decode(context), page=Page.ANSWER, language=language, offset=0, target=None)
            except BadState:
                pass
        return State(Page.ANSWER, language)

    def _page(self, state: State, now: datetime) -> Answer:
        return page(self._index, state, now, self._languages)

    def _bridge(self, state: State, now: datetime) -> Answer:
        """What can be said in a language that cannot be read; in one that nobody here knows, in English."""
        tag = state.language if state.language in self._texts.bridges else FALLBACK
        reviewed = bool(self._texts.reviewer(tag))
        return bridge_page(self._index, replace(state, language=tag), now, self._languages, reviewed=reviewed)

    def _render(self, answer: Answer) -> Message:
        return render(answer, self._texts)


_COMMANDS = {"language": Page.LANGUAGES, "privacy": Page.PRIVACY, "about": Page.ABOUT}
_SITUATIONS = {str(s): s for s in Situation}
_NEEDS = {str(n): n for n in Need}
_REGIONS = {str(r): r for r in Region}
_AUDIENCES = {str(a): a for a in Audience}

# The one text that stands in the code: for the day on which even the catalogues cannot be read.
_LAST_RESORT = "112 · 1366 · 109"


def _linked(payload: str, start: State, languages: Languages) -> State:
    """A deep link: parts joined by `_`, in any order: a situation, a region, an audience, a need, a language."""
    state, known = start, False
    for part in payload.lower().split("_"):
        named = languages.named(part)
        if named is not None:
            state = replace(state, language=named)
        elif part in _SITUATIONS:
            state, known = replace(state, situation=_SITUATIONS[part]), True
        elif part in _NEEDS:
            state, known = replace(state, need=_NEEDS[part]), True
        elif part in _REGIONS:
            state = replace(state, region=_REGIONS[part])
        elif part in _AUDIENCES:
            state = replace(state, audiences=state.audiences | {_AUDIENCES[part]})
    return replace(state, page=Page.ANSWER if known else Page.MENU)
