"""Every page that a person can get, held against `bot.answers.limits`; and whether each leads somewhere."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.answers import every, limits
from bot.answers.answer import Answer, Paragraph
from bot.answers.compose import page
from bot.answers.coverage import Coverage
from bot.answers.index import Index
from bot.answers.lines import Lines
from bot.answers.render import Message, render
from bot.answers.survey import Question, survey
from bot.directory.hours import SEOUL
from bot.directory.loading import Located
from bot.directory.problems import Level, Problem
from bot.directory.sense import texts_of
from bot.directory.yamlfile import Path_
from bot.languages import Languages
from bot.texts import Texts
from bot.vocabulary import HOME, Need

# Characters of a first answer, and of one with what a group should know. Two phone screens hold about 700 Korean or
# 1,200 English ones; from here on it is certainly more.
SCREENS = {HOME: (800, 1050)}
SCREENS_ELSEWHERE = (1400, 1900)
_WARNINGS = frozenset({"button-label", "page-long"})
_LABELS = frozenset({"title", "button", "name"})


class Pages:
    """Goes through every page once. `questions` and `written` count what was chosen and what was written out."""

    def __init__(self, located: Located, texts: Texts, now: datetime) -> None:
        self._located, self._texts, self._now = located, texts, small_hours(now)
        self._index = Index(located.directory)
        self._found: dict[tuple[str, Path_, str], Problem] = {}
        self._places = {t: p for p, text in texts_of(located.directory) if p[-1] in _LABELS for t in (text.ko, text.en)}
        self.questions = self.written = 0

    def problems(self, languages: Languages) -> Iterator[Problem]:
        """What is wrong with them, each fault once, and what no page leads anywhere for."""
        coverage = Coverage()
        for language in languages.full:
            self._heads(language)
            for found in survey(self._index, self._texts, language, self._now):
                coverage.add(found)
                self.questions += len(found.places)
                for region in {None, found.longest}:
                    answer = page(self._index, found.question.state(region), self._now)
                    self._check(self._anchor(found.question), answer, first=found.question)
            for pages in (every.entries, every.doors, every.spoken):
                for anchor, answer in pages(self._index, language, self._now):
                    self._check(anchor, answer)
        for anchor, answer in every.bridges(self._index, languages, self._now):
            self._check(anchor, answer)
        yield from self._found.values()
        yield from coverage.problems(self._located)

    def _check(self, anchor: Path_, answer: Answer, first: Question | None = None) -> None:
        message = render(answer, self._texts)
        self.written += 1
        for code, params in limits.faults(message):
            self._note(code, self._places.get(params.get("text", ""), anchor), message.language, params)
        if cut(answer, message, Lines(self._texts, answer.language)):
            self._note("page-cut", anchor, message.language, {"limit": str(limits.LENGTH)})
        if first is not None:
            for code, params in limits.first_answer(message):
                self._note(code, anchor, message.language, params)
            self._length(anchor, message, first)

    def _length(self, anchor: Path_, message: Message, question: Question) -> None:
        limit = SCREENS.get(message.language, SCREENS_ELSEWHERE)[bool(question.audiences)]
        if question.need is None and len(message.plain) > limit:
            who = next((str(a) for a in question.audiences), "")
            params = {"length": str(len(message.plain)), "limit": str(limit), "who": who}
            self._note("page-long", anchor, message.language, params)

    def _note(self, code: str, place: Path_, language: str, params: dict[str, str]) -> None:
        """A fault is said once a place, with its largest figure."""
        key = (code, place, language)
        known = self._found.get(key)
        if known is None or int(params.get("length", "0")) > int(known.params.get("length", "0")):
            level = Level.WARNING if code in _WARNINGS else Level.ERROR
            self._found[key] = self._located.problem(code, place, {"language": language, **params}, level)

    def _anchor(self, question: Question) -> Path_:
        """The entry in which the page of a question is mended."""
        if question.situation is not None and question.need in (None, Need.LAW):
            part, id = "situations", str(question.situation)
        else:
            part, id = "needs", str(question.need)
        return (part, [str(entry.id) for entry in getattr(self._located.directory, part)].index(id))

    def _heads(self, language: str) -> None:
        """What a lock screen shows names no place."""
        for key in ("first.found", "first.hello"):
            shown = f"{self._texts(key, language)}\n{self._texts('first.below', language)}"
            for i, resource in enumerate(self._located.directory.resources):
                for name in (resource.name.ko, resource.name.en):
                    if len(name) >= 4 and name in shown:
                        self._note("page-preview", ("resources", i, "name"), language, {"text": name})


def cut(answer: Answer, message: Message, lines: Lines) -> bool:
    """Whether the page outgrew a message, so that something was left out that may not be.

    `bot.answers.render` leaves out from the end: the last block that must be there tells.
    """
    needed = [b for b in answer.blocks if not (isinstance(b, Paragraph) and b.optional)]
    if not needed:
        return False
    last = "\n".join("".join(span.text for span in line) for line in lines.block(needed[-1]))
    return last not in message.plain


def small_hours(now: datetime) -> datetime:
    """The next Sunday at three in the morning, in Seoul: when most is closed, and a place takes most room to say so."""
    local = now.astimezone(SEOUL).replace(hour=3, minute=0, second=0, microsecond=0)
    return local + timedelta(days=(6 - local.weekday()) % 7)
