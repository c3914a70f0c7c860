"""Does each combination of situation, need, audience and region end in somewhere to turn, and who answers at night?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.answers.answer import Place
from bot.answers.survey import Found, Question
from bot.directory.loading import Located
from bot.directory.problems import Level, Problem
from bot.directory.yamlfile import Path_
from bot.vocabulary import Audience, Need, Region, Situation

SHOWN = 3  # examples in one sentence

Topic = tuple[Situation | None, Need | None]


@dataclass
class Coverage:
    """Counts what was found, question by question; `problems` says it in as few sentences as can be mended at once."""

    nowhere: dict[Topic, dict[tuple[Audience | None, Region | None], None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    asleep: dict[Topic, dict[tuple[Audience | None, Region | None], None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    national: dict[Region, set[Need]] = field(default_factory=lambda: defaultdict(set))
    local: dict[Region, set[Need]] = field(default_factory=lambda: defaultdict(set))

    def add(self, found: Found) -> None:
        """Take in one question."""
        question = found.question
        topic = (question.situation, question.need)
        who = next(iter(question.audiences), None)
        for region, places in found.places.items():
            if not places:
                self.nowhere[topic][who, region] = None
            elif not any(place.status.open or place.otherwise for place in places[:2]):
                self.asleep[topic][who, region] = None
            if region is not None and question.need not in (None, Need.LAW):
                kind = self.local if any(own(place, region) for place in places) else self.national
                kind[region].add(_need(question))

    def problems(self, located: Located) -> Iterator[Problem]:
        """Nowhere to turn: an error. Nobody awake: a warning. Only national lines for a need in a region: a note."""
        for topic, missing in self.nowhere.items():
            yield located.problem("nowhere", _place(located, topic), _said(topic, missing))
        for topic, missing in self.asleep.items():
            yield located.problem("nobody-awake", _place(located, topic), _said(topic, missing), Level.WARNING)
        regions = [page.id for page in located.directory.regions]
        for region, needs in self.national.items():
            only = [str(need) for need in Need if need in needs - self.local[region]]
            if only:
                place = ("regions", regions.index(region), "resources")
                params = {"id": str(region), "list": ", ".join(only)}
                yield located.problem("national-only", place, params, Level.NOTE)


def own(place: Place, region: Region) -> bool:
    """Whether the place, or the desk of it that answers, is that region's own."""
    return region in place.resource.serves.regions or place.channel.region == region


def _need(question: Question) -> Need:
    assert question.need is not None  # noqa: S101  # asked for by `add` alone
    return question.need


def _place(located: Located, topic: Topic) -> Path_:
    """The list of places that would mend it."""
    situation, need = topic
    part, id = ("needs", str(need)) if need is not None else ("situations", str(situation))
    return (part, [str(page.id) for page in getattr(located.directory, part)].index(id), "resources")


def _said(topic: Topic, missing: Iterable[tuple[Audience | None, Region | None]]) -> dict[str, str]:
    every = [" + ".join(str(part) for part in (*topic, *pair) if part is not None) for pair in missing]
    more = f" … (+{len(every) - SHOWN})" if len(every) > SHOWN else ""
    return {"list": "; ".join(every[:SHOWN]) + more, "count": str(len(every))}
