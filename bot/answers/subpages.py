"""The pages behind the buttons: a guide, the law, take-down forms, one place in full, a place to forward."""

from dataclasses import replace
from datetime import datetime

from bot.answers.answer import Answer, Block, Card, Handout, Key, Listing, Outcome, Paragraph, Place
from bot.answers.choose import Asked, choose, does, named
from bot.answers.index import Index
from bot.answers.keys import chunks, copies, for_whom, links, rows, way_out
from bot.answers.pages import PLACES, asked_of, tell
from bot.answers.state import Page, State
from bot.directory.channels import ChannelKind
from bot.directory.hours import SEOUL, status
from bot.directory.models import Guide
from bot.texts import Ui
from bot.vocabulary import Audience, Need, Region, Topic

LAWS, ROUTES = 4, 12  # on one screen


def guide_page(index: Index, state: State, now: datetime, guide: Guide, *, acknowledged: bool = False) -> Answer:
    """One question answered, and where to turn with it."""
    blocks: list[Block] = [Paragraph(tell(guide.title, state), bold=True)]
    if guide.acknowledge is not None and not acknowledged:
        blocks.append(Paragraph(tell(guide.acknowledge, state)))
    blocks.append(Listing(tuple(tell(t, state) for t in guide.text)))
    if guide.avoid:
        blocks.append(Listing(tuple(tell(t, state) for t in guide.avoid), heading=Ui("heading.avoid")))
    asked = Asked(state.language, now, audiences=state.audiences, region=state.region)
    places = [p for p in (named(index, id, asked) for id in guide.resources) if p is not None and near(p, state)][
        :PLACES
    ]
    if places:
        blocks += [Paragraph(Ui("heading.places"), bold=True), *places]
    laws = [Key(tell(index.laws[id].title, state), data=state.to(Page.LAW, target=id).encode()) for id in guide.laws]
    keys = rows(copies(places), *chunks(laws[:4], 2), for_whom(index, state), way_out(state, back=True))
    return Answer(state.language, tuple(blocks), keys, Outcome(state.situation, None, state.language, "answered"))


def near(place: Place, state: State) -> bool:
    """Whether it is not another region's: a guide names its places for the whole country."""
    regions = place.resource.serves.regions
    return state.region is None or not regions or state.region in regions


def law_page(index: Index, state: State, now: datetime) -> Answer:
    """What the law says about this situation, or about one thing; and who says what it means in one's own case."""
    day = now.astimezone(SEOUL).date()
    page = index.situations[state.situation] if state.situation else None
    ids = [state.target] if state.target in index.laws else list(page.laws) if page else []
    change = index.topics.get(Topic.LAW_CHANGE)
    blocks: list[Block] = []
    if not ids and change is not None:
        blocks += [
            Paragraph(tell(change.title, state), bold=True),
            Listing(tuple(tell(t, state) for t in change.text)),
        ]
    laws = [law for law in (index.laws[i] for i in ids if i is not None) if law.holds(day)]
    start = state.offset * LAWS
    for law in laws[start : start + LAWS]:
        lines = law.text if len(laws) == 1 else law.text[:2]
        minors = (law.minors,) if law.minors and (Audience.MINOR in state.audiences or len(laws) == 1) else ()
        blocks.append(
            Listing(
                tuple(tell(t, state) for t in (*lines, *minors)),
                heading=Ui("law.heading", {"title": tell(law.title, state), "article": tell(law.article, state)}),
            )
        )
    blocks.append(Paragraph(Ui("law.no-advice")))
    places = choose(index, replace(asked_of(state, now), need=Need.LEGAL))[:2]
    blocks += places
    more = (
        [Key(Ui("key.more-law"), data=state.to(Page.LAW, offset=state.offset + 1).encode())]
        if len(laws) > start + LAWS
        else []
    )
    single = (
        [Key(tell(law.title, state), data=state.to(Page.LAW, target=law.id).encode()) for law in laws]
        if len(laws) > 1
        else []
    )
    keys = rows(copies(places), *chunks(single[:6], 2), more, way_out(state, back=True))
    return Answer(state.language, tuple(blocks), keys, Outcome(state.situation, Need.LAW, state.language, "answered"))


def routes_page(index: Index, state: State) -> Answer:
    """The forms of the platforms, those for this situation first."""
    page = index.situations[state.situation] if state.situation else None
    ids = dict.fromkeys((*(page.routes if page else ()), *index.routes))
    fitting = [
        r
        for r in (index.routes[i] for i in ids)
        if not r.situations or state.situation is None or state.situation in r.situations
    ]
    start = state.offset * ROUTES
    keys = [
        Key(tell(r.name, state), data=state.to(Page.ROUTE, target=r.id).encode())
        for r in fitting[start : start + ROUTES]
    ]
    more = (
        [Key(Ui("key.more-routes"), data=state.to(Page.ROUTES, offset=state.offset + 1).encode())]
        if len(fitting) > start + ROUTES
        else []
    )
    return Answer(
        state.language,
        (
            Paragraph(Ui("routes.heading"), bold=True),
            Paragraph(Ui("routes.intro")),
            Paragraph(Ui("routes.paid")),
        ),
        rows(*chunks(keys, 2), more, way_out(state, back=True)),
    )


def route_page(index: Index, state: State) -> Answer:
    """One platform's own way to have an image taken down."""
    route = index.routes[state.target or ""]
    minors = Audience.MINOR in state.audiences
    lines = [
        Ui("route.for", {"text": tell(route.for_whom, state)}),
        Ui("route.needed", {"text": tell(route.needed, state)}),
        *((Ui("route.how-long", {"text": tell(route.how_long, state)}),) if route.how_long else ()),
    ]
    blocks: list[Block] = [Paragraph(tell(route.name, state), bold=True), Listing(tuple(lines))]
    if route.steps:
        blocks.append(Listing(tuple(tell(t, state) for t in route.steps), Ui("heading.now"), numbered=True))
    blocks += [Paragraph(tell(t, state)) for t in (route.minors if minors else None, route.note) if t is not None]
    if route.email:
        blocks.append(Paragraph(Ui("route.email", {"email": route.email})))
    if route.confidence == "low":
        blocks.append(Paragraph(Ui("place.low")))
    blocks.append(Paragraph(Ui("place.checked", {"day": f"{route.checked.on:%Y-%m-%d}", "how": "public source"})))
    opens = [Key(Ui("key.open-web"), url=route.url)] if route.url else []
    copy = [Key(Ui("key.copy", {"number": route.email}), copy=route.email)] if route.email else []
    back = Key(Ui("key.routes"), data=state.to(Page.ROUTES).encode())
    return Answer(state.language, tuple(blocks), rows(opens, copy, [back], way_out(state, back=True)))


def card_page(index: Index, state: State, now: datetime) -> Answer:
    """Everything about one place; also what is forwarded to somebody, so it says nothing of a situation."""
    resource = index.resources[state.target or ""]
    general = Asked(state.language, now, region=state.region)
    mine = [c for c in resource.channels if c.region is None or c.region == state.region or state.region is None]
    order = [None, *Region]  # so that whoever looks for their own region finds its lines together
    mine.sort(key=lambda c: order.index(Region(c.region) if c.region else None))
    card = Card(resource, tuple((c, status(c.hours, now)) for c in mine), does(resource, general))
    handout = Key(Ui("key.handout"), data=state.to(Page.HANDOUT, target=resource.id).encode())
    dead = Key(Ui("key.did-not-work"), data=f"xn:{resource.id}"[:64])
    keys = rows(copies([card]), links(mine), (handout, dead), way_out(state, back=True))
    return Answer(state.language, (card,), keys)


def handout_page(index: Index, state: State) -> Answer:
    """The place alone, to be forwarded: no word of a situation, no buttons in which one could be read."""
    resource = index.resources[state.target or ""]
    # The name of an account in an app may tell what the matter is.
    plain = tuple(c for c in resource.channels if c.number or c.url or c.kind is ChannelKind.VISIT)
    mine = tuple(c for c in plain if c.region is None or c.region == state.region)
    return Answer(state.language, (Handout(resource, mine or resource.channels),), (), bare=True, apart=True)
