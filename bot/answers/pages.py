"""The pages that stand for a situation or a need: acknowledged, what to do now, where to turn."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from bot.answers.answer import Answer, Block, Key, Listing, Outcome, Paragraph, Place, Said, said
from bot.answers.choose import Asked, choose
from bot.answers.index import Index
from bot.answers.keys import answer_keys, chunks, copies, guide_keys, rows, way_out
from bot.answers.state import Page, State
from bot.directory.base import Text
from bot.directory.models import Step
from bot.texts import Ui
from bot.vocabulary import Audience, Need

PLACES = 3  # on the first screen
STEPS = 3  # nobody in distress works through a longer list; what is left over stands below it
_T = TypeVar("_T")


def asked_of(state: State, now: datetime, first: tuple[str, ...] = ()) -> Asked:
    """What the places of this state are chosen by."""
    return Asked(
        language=state.language,
        now=now,
        situation=state.situation,
        need=state.need,
        audiences=state.audiences,
        region=state.region,
        first=first,
    )


def situation_page(
    index: Index,
    state: State,
    now: datetime,
    *,
    first: tuple[str, ...] = (),
    before: Iterable[Block] = (),
    guides: tuple[str, ...] = (),
    acknowledged: bool = False,
) -> Answer:
    """The first answer to a situation. `before` stands above it, and may hold the one sentence that acknowledges;
    `guides` get a button and a line.
    """
    page = index.situations[known(state.situation)]
    places = choose(index, asked_of(state, now, first))
    blocks: list[Block] = list(before)
    if not acknowledged:
        blocks.append(Paragraph(tell(page.acknowledge, state)))
    if Audience.HELPER in state.audiences:
        blocks += [
            Listing(tuple(tell(t, state) for t in page.helper.helps[:3]), heading=Ui("heading.helps")),
            Listing(tuple(tell(t, state) for t in page.helper.harms[:2]), heading=Ui("heading.harms")),
        ]
    else:
        minor = Audience.MINOR in state.audiences
        steps = (page.minor.now if minor else ()) or page.now
        blocks.append(listing(steps, state, "heading.now"))
    blocks += notes(index, state)
    blocks += [Paragraph(tell(index.guides[id].text[0], state)) for id in guides[:1]]
    blocks += [Paragraph(Ui("heading.places"), bold=True), *places[:PLACES]]
    keys = answer_keys(index, state, places[:PLACES], more=len(places) > PLACES)
    if Audience.HELPER in state.audiences:
        guides = tuple(dict.fromkeys((*guides, *index.audiences[Audience.HELPER].guides)))
    if guides:
        keys = (*keys[:1], *chunks(guide_keys(index, state, guides), 2), *keys[1:])
    return Answer(
        language=state.language,
        blocks=tuple(blocks),
        keys=keys,
        outcome=Outcome(state.situation, state.need, state.language, "answered"),
    )


def need_page(
    index: Index, state: State, now: datetime, *, first: tuple[str, ...] = (), before: Iterable[Block] = ()
) -> Answer:
    """What to do about one need, with or without a situation."""
    page = index.needs[known(state.need)]
    situation = index.situations[state.situation] if state.situation else None
    blocks: list[Block] = [*before, Paragraph(tell(page.title, state), bold=True), Paragraph(tell(page.intro, state))]
    own = page.for_situation.get(state.situation) if state.situation else None
    if own is not None:
        blocks.append(Paragraph(tell(own, state)))
    if Audience.MINOR in state.audiences and state.need in (Need.EVIDENCE, Need.REMOVAL):
        blocks.append(Paragraph(Ui("which.keep-minor"), bold=True))  # before a list that speaks of screens
    if state.need is Need.EVIDENCE and situation is not None and situation.evidence:
        blocks.append(Listing(tuple(tell(t, state) for t in situation.evidence), heading=Ui("heading.keep")))
    else:
        blocks.append(listing(page.steps[:STEPS], state, "heading.now"))
        blocks += [Paragraph(tell(step.text, state)) for step in page.steps[STEPS:]]
    if situation is not None and situation.avoid and state.need in (Need.EVIDENCE, Need.REMOVAL):
        blocks.append(Listing(tuple(tell(t, state) for t in situation.avoid), heading=Ui("heading.avoid")))
    if page.note is not None:
        blocks.append(Paragraph(tell(page.note, state), optional=True))
    if situation is None:
        blocks += notes(index, state)
    places = choose(index, asked_of(state, now, first))
    blocks += [Paragraph(Ui("heading.places"), bold=True), *places[:PLACES]]
    guides = (*page.guides, *(situation.guides if situation else ()))
    extra = [_routes_key(state)] if state.need is Need.REMOVAL else []
    extra += guide_keys(index, state, dict.fromkeys(guides), 4)
    if situation is None:
        keys = answer_keys(index, state, places[:PLACES], more=len(places) > PLACES)
        keys = (*keys[:1], *chunks(extra, 2), *keys[1:])
    else:
        keys = rows(copies(places[:PLACES]), *chunks(extra, 2), _more(state, places), way_out(state, back=True))
    return Answer(
        language=state.language,
        blocks=tuple(blocks),
        keys=keys,
        outcome=Outcome(state.situation, state.need, state.language, "answered"),
    )


def more_page(index: Index, state: State, now: datetime) -> Answer:
    """Further places, three a screen."""
    places = choose(index, asked_of(state, now))
    start = state.offset * PLACES
    shown = places[start : start + PLACES] or places[:PLACES]
    blocks: tuple[Block, ...] = (Paragraph(Ui("heading.more-places"), bold=True), *shown)
    rest = len(places) > start + PLACES
    return Answer(
        language=state.language,
        blocks=blocks,
        keys=rows(
            copies(shown), *chunks(card_keys(state, shown), 2), _more(state, places, rest), way_out(state, back=True)
        ),
    )


def card_keys(state: State, places: Iterable[Place]) -> list[Key]:
    """One button a place: everything about it."""
    return [
        Key(p.resource.name.best(state.language)[0], data=state.to(Page.CARD, target=p.resource.id).encode())
        for p in places
        if len(p.resource.id) <= 40
    ]


def known(member: _T | None) -> _T:
    """What a page of this sort cannot be without."""
    if member is None:
        raise ValueError("a page without what it is about")
    return member


def notes(index: Index, state: State) -> list[Block]:
    """What somebody of this group should know before going anywhere: one note, the most telling."""
    if Audience.MINOR in state.audiences and state.situation is not None:
        note = index.situations[state.situation].minor.note or index.audiences[Audience.MINOR].note
        return [Paragraph(tell(note, state))]
    order = [a for a in Audience if a in state.audiences and a is not Audience.HELPER]
    return [Paragraph(tell(index.audiences[order[0]].note, state), optional=True)] if order else []


def listing(steps: Iterable[Step], state: State, heading: str) -> Listing:
    """Things to do, numbered."""
    return Listing(tuple(tell(s.text, state) for s in steps), heading=Ui(heading), numbered=True)


def _more(state: State, places: list[Place], rest: bool | None = None) -> list[Key]:
    if not (len(places) > PLACES if rest is None else rest):
        return []
    return [Key(Ui("key.more-places"), data=state.to(Page.MORE, offset=state.offset + 1).encode())]


def _routes_key(state: State) -> Key:
    return Key(Ui("key.routes"), data=state.to(Page.ROUTES).encode())


def tell(text: Text, state: State) -> Said:
    """The text in the language of the state, or, marked as such, in another."""
    return said(text, state.language)
