"""Which places, in which order, reached by which channel: pure choice over the directory and the clock."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.answers.answer import Place, Said, said
from bot.answers.index import Index
from bot.directory.base import Confidence
from bot.directory.channels import Channel, ChannelKind
from bot.directory.hours import SEOUL, Status, status
from bot.directory.models import Resource
from bot.languages import speaks
from bot.vocabulary import HOME, Audience, Need, Region, Situation

# What outweighs what. A list's own order breaks the ties: each step down a list costs STEP.
STEP = 0.06
SITUATION, NEED, AUDIENCE, HELPER, REGION, FOREIGN = 1.0, 0.9, 1.1, 0.4, 0.75, 0.85
# Where it is known what happened, a group's list lifts the places made for the group; the general ones on it stand
# on the list of the situation already, in the order that is right there.
GENERAL = -0.25
AGAIN = 0.2  # it stands on one more list
OWN_REGION, MADE_FOR, OPEN, CLOSED, LANGUAGE, LOW = 0.25, 0.22, 0.1, -0.3, 0.12, -0.7
DOES_IT = 0.5  # a place of the region, or made for the person, that does what is needed
ABROAD, NOT_ABROAD = -0.1, -0.5  # for somebody outside Korea: nobody knows whether it can be dialled; it cannot
_SLOW = (ChannelKind.BOARD, ChannelKind.EMAIL)  # nobody answers there at once
_DIALLED = (ChannelKind.PHONE, ChannelKind.TEXT)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the places are chosen by."""

    language: str
    now: datetime
    situation: Situation | None = None
    need: Need | None = None
    audiences: frozenset[Audience] = frozenset()
    region: Region | None = None
    first: tuple[str, ...] = field(default=())  # ids that come before all others: named in the text, or urgent
    day: date = field(init=False)  # in Korea

    def __post_init__(self) -> None:
        object.__setattr__(self, "day", self.now.astimezone(SEOUL).date())


Making = Callable[[Resource, Asked], Place | None]


def choose(index: Index, asked: Asked, making: Making | None = None) -> list[Place]:
    """Every place that fits, best first. `making` stands in for `place_of` where much is asked at one moment."""
    make = making or place_of
    scores: dict[str, float] = {}
    lifted: set[str] = set()  # general places that a group's list has lifted: two groups lift no further than one
    for ids, weight, general in _lists(index, asked):
        for rank, id in enumerate(ids):
            made_for = asked.audiences & set(index.resource(id).serves.audiences)
            again = id in scores and id not in lifted
            if general and not made_for:
                lifted.add(id)
            score = weight - STEP * rank + (0.0 if made_for else general)
            scores[id] = max(scores.get(id, 0.0), score) + (AGAIN if again else 0.0)
    places = []
    for id, score in scores.items():
        resource = index.resource(id)
        if not fits(resource, asked):
            continue
        place = make(resource, asked)
        if place is not None:
            places.append((score + _weigh(place, asked), place))
    places.sort(key=lambda pair: -pair[0])
    chosen = {place.resource.id: place for _, place in places}
    head = [p for p in (named(index, id, asked, chosen) for id in asked.first) if p is not None]
    before = {place.resource.id for place in head}
    return _awake(head + [place for id, place in chosen.items() if id not in before])


def _awake(places: list[Place]) -> list[Place]:
    """One of the first two answers now, as long as any of them all does: a night is no time to be told of Monday."""
    found = next((place for place in places if place.status.open or place.otherwise is not None), None)
    if found is None or found in places[:2]:
        return places
    rest = [place for place in places if place is not found]
    return [rest[0], found, *rest[1:]]


def named(index: Index, id: str, asked: Asked, chosen: dict[str, Place] | None = None) -> Place | None:
    """The place of that id, whatever it is for, as long as it can be reached at all."""
    if chosen and id in chosen:
        return chosen[id]
    if id not in index.resources:
        return None
    return place_of(index.resource(id), asked)


def _lists(index: Index, asked: Asked) -> Iterable[tuple[Sequence[str], float, float]]:
    """Ids, best first; what the list weighs; what is added for a place on it that is not made for who asks."""
    if asked.situation is not None:
        page = index.situations[asked.situation]
        yield page.resources, SITUATION, 0.0
        if Audience.MINOR in asked.audiences:
            yield page.minor.resources, SITUATION + 0.1, 0.0
        if Audience.HELPER in asked.audiences:
            yield page.helper.resources, HELPER, 0.0
    if asked.need is not None:
        yield index.needs[asked.need].resources, SITUATION + 0.25 if asked.situation else NEED, 0.0
    for audience in asked.audiences:
        general = GENERAL if asked.situation and audience is not Audience.OVERSEAS else 0.0
        yield index.audiences[audience].resources, AUDIENCE, general
    if asked.language != HOME:  # a line that speaks something else is worth a place, whoever asks
        yield index.audiences[Audience.FOREIGNER].resources[:1], FOREIGN, 0.0
    region = _near(asked)
    if region is not None:
        yield index.regions[region].resources, REGION, 0.0
    if asked.situation is None and asked.need is None:
        yield index.directory.emergency, 0.5, 0.0


def fits(resource: Resource, asked: Asked) -> bool:
    """Whether this place may be shown to this person today."""
    if resource.replaced_by or not resource.holds(asked.day):
        return False
    if resource.closed_until is not None and asked.day <= resource.closed_until:
        return False
    serves = resource.serves
    if serves.only and serves.audiences and not asked.audiences & set(serves.audiences):
        return False
    if serves.regions and asked.region is not None and asked.region not in serves.regions:
        return False
    if serves.regional_only and asked.region is None:
        return False
    if serves.situations and asked.situation is not None and asked.situation not in serves.situations:
        return False
    adult_only = resource.ages.minimum is not None and resource.ages.minimum >= 18
    return not (Audience.MINOR in asked.audiences and adult_only)


def place_of(resource: Resource, asked: Asked) -> Place | None:
    """The place with the channel that answers now; None where no channel is open to anybody."""
    channels = usable(resource, asked)
    if not channels:
        return None
    rated = [(c, status(c.hours, asked.now)) for c in channels]
    _, (channel, state) = min(enumerate(rated), key=lambda pair: _rank(pair[1][0], pair[1][1], pair[0], asked))
    otherwise = None
    if state.open is False:
        rated.sort(key=lambda pair: _doubtful(pair[0]))
        otherwise = next((c for c, s in rated if s.open and c is not channel), None)
    minor = Audience.MINOR in asked.audiences
    abroad = Audience.OVERSEAS in asked.audiences
    return Place(resource, channel, state, does(resource, asked), otherwise, minor, abroad)


def usable(resource: Resource, asked: Asked) -> list[Channel]:
    """The channels that are not closed for good and not another region's desk."""
    alive = [c for c in resource.channels if c.closed_until is None or asked.day > c.closed_until]
    return [c for c in alive if c.region is None or c.region == asked.region]


def does(resource: Resource, asked: Asked) -> Said:
    """The one line of what it does, for this situation where there is one."""
    text = resource.does_for.get(asked.situation, resource.does) if asked.situation else resource.does
    return said(text, asked.language)


def _rank(channel: Channel, state: Status, order: int, asked: Asked) -> tuple[int, ...]:
    return (
        1 if _doubtful(channel) else 0,
        0 if Audience.OVERSEAS not in asked.audiences or _reachable_abroad(channel) else 1,
        0 if channel.region is not None and channel.region == asked.region else 1,
        {True: 0, None: 1, False: 1}[state.open] + (2 if channel.kind in _SLOW else 0),
        0 if asked.language == HOME or speaks(channel.spoken, asked.language) else 1,
        order,
    )


def _near(asked: Asked) -> Region | None:
    """The region that somebody is in. Named from abroad, it is where the other person lives."""
    return None if Audience.OVERSEAS in asked.audiences else asked.region


def _doubtful(channel: Channel) -> bool:
    return channel.confidence is Confidence.LOW


def _reachable_abroad(channel: Channel) -> bool:
    """As far as anybody knows: what is no number is reached over the internet, save for a visit."""
    return bool(channel.from_abroad) or channel.kind not in (*_DIALLED, ChannelKind.VISIT)


def _weigh(place: Place, asked: Asked) -> float:
    weight = 0.0
    resource, channel = place.resource, place.channel
    if place.status.open or (place.otherwise is not None):
        weight += OPEN
    elif place.status.open is False:
        weight += CLOSED
    region = _near(asked)
    local = region is not None and region in resource.serves.regions
    if local or (region is not None and channel.region == region):
        weight += OWN_REGION
    if asked.language != HOME and speaks(channel.spoken, asked.language):
        weight += LANGUAGE
    made_for = bool(asked.audiences & set(resource.serves.audiences)) and not resource.parents.told
    if made_for:
        weight += MADE_FOR  # not where a school or a parent learns of it: that is for the person to choose
    if (local or made_for) and asked.need in resource.serves.needs:
        weight += DOES_IT
    if resource.confidence is Confidence.LOW:
        weight += LOW
    if Audience.OVERSEAS in asked.audiences and not _reachable_abroad(channel):
        weight += NOT_ABROAD if channel.from_abroad is False else ABROAD
    return weight
