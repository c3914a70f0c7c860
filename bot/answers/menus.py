"""The pages that somebody chooses on: where they are, who they are, what happened, which language."""

from bot.answers.answer import Answer, Block, Key, Paragraph
from bot.answers.index import Index
from bot.answers.keys import (
    ERASE,
    Rows,
    audience_key,
    back_key,
    chunks,
    first_needs,
    for_whom,
    guide_keys,
    need_key,
    rows,
    situation_keys,
    way_out,
)
from bot.answers.pages import tell
from bot.answers.state import Page, State
from bot.languages import Languages
from bot.texts import Ui
from bot.vocabulary import Audience, Need, Region, Situation, Topic


def regions_page(index: Index, state: State) -> Answer:
    """Where somebody is, no finer than a province or a city."""
    keys = [Key(tell(index.regions[r].title, state), data=_page_of(state, region=r).encode()) for r in Region]
    anywhere = [Key(Ui("key.anywhere"), data=_page_of(state, region=None).encode())]
    return Answer(
        state.language,
        (Paragraph(Ui("region.ask")),),
        rows(*chunks(keys, 3), anywhere, way_out(state, back=True)),
    )


def about_me_page(index: Index, state: State) -> Answer:
    """What else can be said about oneself, further needs, guides for the situation, the language."""
    rest = [need for need in Need if need not in first_needs(state)]
    guides = index.situations[state.situation].guides if state.situation else ()
    return Answer(
        state.language,
        (Paragraph(Ui("about-me.ask")), Paragraph(Ui("about-me.why"))),
        rows(
            *chunks([need_key(index, state, need) for need in rest], 3),
            *chunks([audience_key(index, state, a) for a in Audience], 2),
            *chunks(guide_keys(index, state, guides, 6), 2),
            [_language_key(state)],
            way_out(state, back=True),
        ),
    )


def situations_page(index: Index, state: State) -> Answer:
    """All eleven, to correct the guess."""
    fresh = state.to(Page.ANSWER, situation=None, need=None)
    nothing = [Key(Ui("key.none-of-these"), data=fresh.to(Page.HUMAN).encode())]
    keys = (
        *situation_keys(index, fresh, Situation),
        nothing,
        (back_key(state), _language_key(state)),
        way_out(state)[1:],
    )
    return Answer(state.language, (Paragraph(Ui("situations.ask")),), rows(*keys))


def languages_page(state: State, languages: Languages) -> Answer:
    """Each by its own name: those that are answered in, and those in which it is said who speaks them."""
    keys = [Key(languages[tag].name, data=f"xl:{tag}") for tag in languages.full]
    others = [
        Key(languages[tag].name, data=state.to(Page.BRIDGE, target=tag.lower()).encode()) for tag in languages.bridges
    ]
    blocks: list[Block] = [Paragraph(Ui("language.ask"))]
    if others:
        blocks.append(Paragraph(Ui("language.others")))
    return Answer(state.language, tuple(blocks), rows(*chunks(keys, 2), *chunks(others, 3), way_out(state, back=True)))


def menu_rows(index: Index, state: State) -> Rows:
    """Where somebody begins who has not said anything yet."""
    fresh = State(Page.ANSWER, state.language, audiences=state.audiences, region=state.region)
    topics = [index.topics[t].id for t in (Topic.WANT_TO_HELP, Topic.SPEAKING_UP, Topic.DID_IT) if t in index.topics]
    return rows(
        *situation_keys(index, fresh, Situation),
        *chunks(guide_keys(index, fresh, topics), 2),
        for_whom(index, fresh),
        (_language_key(state), Key(Ui("key.privacy"), data=state.to(Page.PRIVACY).encode())),
        (ERASE,),
    )


def _language_key(state: State) -> Key:
    return Key(Ui("key.language"), data=state.to(Page.LANGUAGES).encode())


def _page_of(state: State, **changes: object) -> State:
    page = Page.ANSWER if state.situation else Page.NEED if state.need else Page.MORE
    return state.to(page, **changes)
