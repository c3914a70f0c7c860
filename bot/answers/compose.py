"""From a reading, or a pressed button, to an answer. Pure: the same input gives the same answer."""

from dataclasses import replace
from datetime import datetime

from bot.answers.answer import Answer, Block, Key, Listing, Outcome, Paragraph
from bot.answers.choose import choose
from bot.answers.index import Index
from bot.answers.keys import ERASE, back_key, copies, guide_keys, rows, situation_keys, way_out
from bot.answers.menus import about_me_page, languages_page, regions_page, situations_page
from bot.answers.meta import about_page, erasing_page, helper_page, human_page, menu_page, privacy_page, wrong_page
from bot.answers.pages import PLACES, asked_of, more_page, need_page, notes, situation_page, tell
from bot.answers.state import Page, State
from bot.answers.subpages import card_page, guide_page, handout_page, law_page, route_page, routes_page
from bot.answers.urgent import urgent_blocks, urgent_first
from bot.languages import Languages
from bot.texts import Ui
from bot.understanding.types import Understanding
from bot.vocabulary import Audience, Intent, Kind, Need, Topic, Urgency

# These are questions of their own, whatever happened: their page comes first.
_OWN_PAGE = (Topic.DID_IT, Topic.ACCUSED, Topic.WANT_TO_HELP)
LANGUAGES = Languages.load().full  # those that come with Gyeot
VAGUE = 0.3  # for somebody else, a weaker guess than this is not asked about: what helps comes first
_META_PAGES: dict[Intent | None, Page] = {
    Intent.PRIVACY: Page.PRIVACY,
    Intent.ABOUT: Page.ABOUT,
    Intent.LANGUAGE: Page.LANGUAGES,
    Intent.HUMAN: Page.HUMAN,
    Intent.WRONG: Page.WRONG,
}
_MENU: dict[Intent | None, str] = {Intent.THANKS: "menu.thanks", Intent.AGAIN: "menu.again"}


def compose(reading: Understanding, index: Index, state: State, now: datetime) -> Answer:
    """The answer to a text. `state` holds the language and what a button or a reply handed back."""
    state = _merged(reading, state)
    alone = _alone(reading, index, state, now) if reading.only else None
    if alone is not None:
        return alone
    if reading.intent is Intent.ERASE and reading.urgent is None:
        # An emptied chat cannot be had back: only where it was asked for in so many words.
        return Answer(state.language, (), (), action="erase") if reading.said else erasing_page(state)
    blocks, first = _before(reading, index, state)
    if reading.kind is Kind.META and reading.urgent is None and not first:
        return _meta(reading.intent, index, state, now)
    guides = tuple(index.topics[t].id for t in reading.topics if t in index.topics)
    heard = reading.urgent is Urgency.SUICIDE  # acknowledged above: nobody is told twice
    own = next((index.topics[t] for t in reading.topics if t in _OWN_PAGE and t in index.topics), None)
    if own is not None:
        return _prefixed(guide_page(index, state, now, own, acknowledged=heard), blocks)
    if reading.situations and reading.sure:
        return situation_page(index, state, now, first=first, before=blocks, guides=guides, acknowledged=heard)
    helping = Audience.HELPER in state.audiences
    vague = not reading.situations or reading.situations[0].confidence < (VAGUE if helping else 0.0)
    if not vague and not (state.need and reading.situations[0].confidence < 0.2):
        return _which(reading, index, state, now, blocks, first, acknowledged=heard)
    if reading.urgent is not None:
        return _urgent_page(index, state, now, blocks, first, acknowledged=heard)
    if guides and (state.need is None or reading.topics[0] is not Topic.COST):
        return _prefixed(guide_page(index, state, now, index.guides[guides[0]], acknowledged=heard), blocks)
    if first:
        return _named(index, state, now, blocks, first)
    if state.situation is not None and state.need is None:  # what a reply or a button handed back
        return situation_page(index, state, now, before=blocks)
    if state.need is Need.LAW:
        return _prefixed(law_page(index, state, now), blocks)
    if state.need is not None:
        return need_page(index, state, now, before=blocks)
    if helping:
        return _prefixed(helper_page(index, state, now), blocks)
    if reading.kind is Kind.HELP:
        return _prefixed(menu_page(index, state, now, "menu.tell-more"), blocks)
    answer = menu_page(index, state, now, "menu.unknown")
    return _prefixed(replace(answer, outcome=Outcome(None, None, state.language, "none")), blocks)


def page(index: Index, state: State, now: datetime, languages: Languages | None = None) -> Answer:
    """The answer behind a button. A target that is gone since the button was sent leads to the start."""
    match state.page:
        case Page.ANSWER if state.situation is not None:
            return situation_page(index, state, now)
        case Page.ANSWER if state.need is not None:
            return need_page(index, state, now)
        case Page.NEED if state.need is not None:
            return need_page(index, state, now)
        case Page.MORE:
            return more_page(index, state, now)
        case Page.LAW:
            return law_page(index, state, now)
        case Page.REGIONS:
            return regions_page(index, state)
        case Page.ABOUT_ME:
            return about_me_page(index, state)
        case Page.SITUATIONS:
            return situations_page(index, state)
        case Page.LANGUAGES:
            return languages_page(state, languages or Languages.load())
        case Page.GUIDE if state.target is not None and state.target in index.guides:
            return guide_page(index, state, now, index.guides[state.target])
        case Page.CARD if state.target in index.resources:
            return card_page(index, state, now)
        case Page.HANDOUT if state.target in index.resources:
            return handout_page(index, state)
        case Page.ROUTES:
            return routes_page(index, state)
        case Page.ROUTE if state.target in index.routes:
            return route_page(index, state)
        case Page.PRIVACY:
            return privacy_page(state)
        case Page.ABOUT:
            return about_page(index, state)
        case Page.HELPER:
            return helper_page(index, state, now)
        case Page.HUMAN:
            return human_page(index, state, now)
        case Page.WRONG:
            return wrong_page(index, state)
        case _:
            return menu_page(index, state, now, "menu.start")


def _merged(reading: Understanding, state: State) -> State:
    """What was read, over what a button had handed back."""
    situation = reading.situations[0].situation if reading.situations and reading.sure else state.situation
    return replace(
        state,
        situation=situation,
        need=reading.needs[0] if reading.needs else None,
        audiences=state.audiences | reading.audiences,
        region=reading.region or state.region,
    )


def _before(reading: Understanding, index: Index, state: State) -> tuple[list[Block], tuple[str, ...]]:
    """What stands above the answer (urgent lines, a number that is gone), and the places that come first."""
    blocks: list[Block] = urgent_blocks(reading)
    first = list(urgent_first(reading))
    for id in reading.mentions:
        kind, _, target = id.partition(":")
        if kind == "retired" and target.isdecimal() and int(target) < len(index.directory.retired):
            gone = index.directory.retired[int(target)]
            blocks.append(Paragraph(tell(gone.note, state)))
            first.append(gone.replaced_by)
        elif id in index.resources:
            resource = index.resources[id]
            first.append(resource.replaced_by or id)
    return blocks, tuple(dict.fromkeys(first))


def _meta(intent: Intent | None, index: Index, state: State, now: datetime) -> Answer:
    if intent in _META_PAGES:
        return page(index, state.to(_META_PAGES[intent]), now)
    return menu_page(index, state, now, _MENU.get(intent, "menu.start"))


def _which(
    reading: Understanding,
    index: Index,
    state: State,
    now: datetime,
    blocks: list[Block],
    first: tuple[str, ...],
    *,
    acknowledged: bool,
) -> Answer:
    """Not sure: ask with up to three buttons, and still say what helps in any of them."""
    situations = [r.situation for r in reading.situations]
    guess, fresh = replace(state, situation=situations[0]), replace(state, situation=None)
    minor = Audience.MINOR in state.audiences
    places = choose(index, asked_of(guess, now, first))
    asked = [
        *blocks,
        *(() if acknowledged else (Paragraph(Ui("which.ack")),)),
        Paragraph(Ui("which.ask")),
        Listing((Ui(f"which.keep{'-minor' * minor}"), Ui("which.call")), heading=Ui("which.meanwhile")),
        *(notes(index, fresh) if minor else ()),
        *places[:PLACES],
    ]
    guides = [index.topics[t].id for t in reading.topics if t in index.topics]
    keys = rows(
        *situation_keys(index, fresh, situations, 1),
        guide_keys(index, fresh, guides, 2),
        copies(places[:PLACES]),
        way_out(fresh),
    )
    return Answer(state.language, tuple(asked), keys, Outcome(situations[0], state.need, state.language, "asked"))


def _urgent_page(
    index: Index, state: State, now: datetime, blocks: list[Block], first: tuple[str, ...], *, acknowledged: bool
) -> Answer:
    """Urgent and nothing else known: the lines, short, and a way on."""
    if state.situation is not None:
        return situation_page(index, state, now, first=first, before=blocks, acknowledged=acknowledged)
    places = choose(index, asked_of(state, now, first))
    keys = rows(
        copies(places[:PLACES]), (Key(Ui("key.what-happened"), data=state.to(Page.SITUATIONS).encode()),), (ERASE,)
    )
    return Answer(
        state.language,
        (*blocks, *places[:PLACES]),
        keys,
        Outcome(None, state.need, state.language, "answered"),
    )


def _alone(reading: Understanding, index: Index, state: State, now: datetime) -> Answer | None:
    """The text is a name and nothing else: its words say what the place is for, not what happened to anybody.

    None where more is meant: 112 and 109 typed alone are calls for help, and a page on a topic says more than a form.
    """
    _, first = _before(replace(reading, urgent=None), index, state)
    if first and first[0] not in urgent_first(reading):
        calm = replace(reading, urgent=None, urgent_maybe=reading.urgent or reading.urgent_maybe)
        blocks, _ = _before(calm, index, state)
        return _named(index, state, now, blocks, first)
    route = next((id.removeprefix("route:") for id in reading.mentions), None)
    if route in index.routes and reading.urgent is None and not any(t in index.topics for t in reading.topics):
        return route_page(index, state.to(Page.ROUTE, target=route))
    return None


def _named(index: Index, state: State, now: datetime, blocks: list[Block], first: tuple[str, ...]) -> Answer:
    """A place was named and nothing else: that place, in full where it is one."""
    if len(first) == 1:
        return _prefixed(card_page(index, state.to(Page.CARD, target=first[0]), now), blocks)
    places = choose(index, asked_of(replace(state, situation=None, need=None), now, first))[:PLACES]
    keys = rows(copies(places), (back_key(state),), way_out(state))
    return Answer(
        state.language, (*blocks, *places), keys, Outcome(state.situation, state.need, state.language, "answered")
    )


def _prefixed(answer: Answer, blocks: list[Block]) -> Answer:
    return replace(answer, blocks=(*blocks, *answer.blocks))
