"""The directory by id, made once an edition: an answer costs the same with a hundred entries or ten thousand."""

from collections.abc import Mapping

from bot.directory.models import (
    AudiencePage,
    Directory,
    Guide,
    Law,
    NeedPage,
    RegionPage,
    Resource,
    Route,
    SituationPage,
)
from bot.vocabulary import Audience, Need, Region, Situation, Topic


class Index:
    """Look-ups over one edition. `names` is what people may type for each entry: names, former names, numbers."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.resources: Mapping[str, Resource] = {r.id: r for r in directory.resources}
        self.situations: Mapping[Situation, SituationPage] = {p.id: p for p in directory.situations}
        self.needs: Mapping[Need, NeedPage] = {p.id: p for p in directory.needs}
        self.audiences: Mapping[Audience, AudiencePage] = {p.id: p for p in directory.audiences}
        self.regions: Mapping[Region, RegionPage] = {p.id: p for p in directory.regions}
        self.guides: Mapping[str, Guide] = {g.id: g for g in directory.guides}
        self.laws: Mapping[str, Law] = {x.id: x for x in directory.laws}
        self.routes: Mapping[str, Route] = {r.id: r for r in directory.routes}
        self.topics: Mapping[Topic, Guide] = {g.topic: g for g in directory.guides if g.topic is not None}
        self.names = _names(directory)

    def resource(self, id: str) -> Resource:
        """The place of that id; a reference in a loaded directory is never dead."""
        return self.resources[id]


def _names(directory: Directory) -> Mapping[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for i, retired in enumerate(directory.retired):  # first: of two entries with one name the first is found
        names[f"retired:{i}"] = (*retired.names, *retired.numbers)
    for resource in directory.resources:
        spellings = (*resource.name.every(), *resource.also_called, *resource.former_names)
        numbers = (*(c.number for c in resource.channels if c.number), *resource.former_numbers)
        names[resource.id] = (*spellings, *numbers)
    for route in directory.routes:
        names[f"route:{route.id}"] = (*route.name.every(), *route.also_called)
    return names
