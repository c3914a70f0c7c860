"""The shipped directory by id, the catalogues, and the rules of a message as the program itself has them."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest

from bot.answers.index import Index
from bot.answers.limits import PREVIEW, Fault, faults, first_answer
from bot.answers.render import Message
from bot.answers.state import decode
from bot.answers.wording import wordings
from bot.directory import load
from bot.directory.hours import SEOUL
from bot.texts import Texts

ROOT = Path(__file__).parents[2]


class Rules:
    """Every rule of an answer: raises AssertionError naming what is wrong."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._wording = wordings()

    def check(self, message: Message) -> None:
        """Every rule that holds for every answer."""
        self.check_urgent(message)
        shown = message.plain[:PREVIEW]  # neither what the matter is nor who is turned to
        assert self._wording[message.language].tells(shown) is None, shown
        for resource in self._index.directory.resources:
            for name in (resource.name.ko, resource.name.en):
                assert len(name) < 4 or name not in shown, name

    def check_urgent(self, message: Message) -> None:
        """As `check`, but for the preview: where a life is at stake, the number may stand on a lock screen."""
        _none(fault for fault in faults(message) if fault[0] != "button-label")
        assert list(self._wording[message.language].slips(message.plain, quoting=True)) == []
        for data in (b.data for row in message.buttons for b in row if b.data):
            if not data.startswith("x"):
                assert decode(data).encode() == data
                assert decode(data).language == message.language

    def check_first(self, message: Message) -> None:
        """As `check`, and no longer a list than somebody in distress can work through."""
        self.check(message)
        _none(first_answer(message))


def _none(found: Iterable[Fault]) -> None:
    assert list(found) == []


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
