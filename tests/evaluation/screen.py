"""Whether the right place is on the first screen: the first one where the labels are read in place of the text."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.answers.answer import Answer, Card, Place
from bot.answers.compose import compose
from bot.answers.index import Index
from bot.answers.state import Page, State
from bot.directory.hours import SEOUL
from bot.directory.models import Directory
from bot.understanding.types import Ranked, Understanding
from bot.vocabulary import Audience, Kind, Need, Region, Situation, Urgency
from tests.evaluation.reading import Read

NIGHT = datetime(2026, 11, 24, 3, tzinfo=SEOUL)


class Screen:
    """First screens of one directory, at three in the morning."""

    def __init__(self, directory: Directory) -> None:
        self.index = Index(directory)

    def measures(self, done: Iterable[Read]) -> dict[str, tuple[int, int]]:
        """What is measured -> (hits, of how many); of calls for help whose labels lead to a place."""
        found = [right for r in done if (right := self.right(r)) is not None]
        return {"the right place on the first screen": (sum(found), len(found))} if found else {}

    def right(self, read: Read) -> bool | None:
        """Whether the place is shown; None where the labels alone lead to none."""
        if read.question["kind"] != "help":
            return None
        wanted = {places[0] for meant in _meant(read) if (places := self._places(meant))}
        return bool(wanted & set(self._places(read.reading))) if wanted else None

    def _places(self, reading: Understanding) -> list[str]:
        answer: Answer = compose(reading, self.index, State(Page.ANSWER, reading.language), NIGHT)
        return [block.resource.id for block in answer.blocks if isinstance(block, Place | Card)]


def _meant(read: Read) -> Iterator[Understanding]:
    """The readings that the labels allow: one for each situation that is right."""
    asked = read.question
    for situation in asked["situation"] or [None]:
        yield Understanding(
            language=read.reading.language,
            kind=Kind.HELP,
            situations=(Ranked(Situation(situation), 1.0),) if situation else (),
            sure=bool(situation),
            needs=tuple(Need(need) for need in asked["need"]),
            audiences=frozenset(Audience(audience) for audience in asked["audience"]),
            region=Region(asked["region"]) if asked["region"] else None,
            urgent=Urgency(asked["urgent"]) if asked["urgent"] else None,
        )
