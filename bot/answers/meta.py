"""Pages about Gyeot itself: the start, what is kept, who made it, talking to a person, a wrong number."""

from dataclasses import replace
from datetime import datetime

from bot.answers.answer import Answer, Block, Key, Listing, Outcome, Paragraph
from bot.answers.choose import Asked, choose
from bot.answers.index import Index
from bot.answers.keys import chunks, copies, guide_keys, rows, situation_keys, way_out
from bot.answers.menus import menu_rows
from bot.answers.pages import PLACES, tell
from bot.answers.state import Page, State
from bot.texts import Ui
from bot.vocabulary import Audience, Need, Situation

PRIVACY = tuple(f"privacy.{what}" for what in ("kept", "operator", "telegram", "erase", "phone", "nobody-told"))
ERASING = ("erase.phone", "erase.old", "erase.restart", "erase.telegram", "erase.chat")


def menu_page(index: Index, state: State, now: datetime, key: str) -> Answer:
    """A sentence, all situations as buttons, and the lines that answer at any hour."""
    places = choose(
        index, Asked(state.language, now, audiences=state.audiences, region=state.region, first=("women-hotline-1366",))
    )[:1]
    blocks: tuple[Block, ...] = (Paragraph(Ui(key)), Paragraph(Ui("menu.how")), *places)
    return Answer(state.language, blocks, menu_rows(index, state), first=Ui("first.hello"))


def helper_page(index: Index, state: State, now: datetime) -> Answer:
    """For somebody who asks for another and has not said yet what happened: how to be beside them, and for whom."""
    state = replace(state, audiences=state.audiences | {Audience.HELPER})
    page = index.audiences[Audience.HELPER]
    asked = Asked(state.language, now, audiences=state.audiences, region=state.region)
    places = choose(index, asked)[:PLACES]
    blocks: tuple[Block, ...] = (
        Paragraph(tell(page.title, state), bold=True),
        Paragraph(tell(page.note, state)),
        Listing(tuple(tell(point, state) for point in page.points)),
        Paragraph(Ui("situations.ask")),
        Paragraph(Ui("heading.places"), bold=True),
        *places,
    )
    fresh = state.to(Page.ANSWER, situation=None, need=None)
    keys = rows(
        copies(places),
        *chunks(guide_keys(index, state, page.guides, 6), 2),
        *situation_keys(index, fresh, Situation),
        way_out(state, back=True),
    )
    return Answer(state.language, blocks, keys, Outcome(None, None, state.language, "answered"))


def privacy_page(state: State) -> Answer:
    """What is kept and who can see what, Telegram included."""
    blocks: tuple[Block, ...] = (
        Paragraph(Ui("privacy.heading"), bold=True),
        Listing(tuple(Ui(key) for key in PRIVACY)),
    )
    remains = Key(Ui("key.what-remains"), data="xk")
    return Answer(state.language, blocks, rows((remains,), way_out(state, back=True)), first=Ui("first.hello"))


def about_page(index: Index, state: State) -> Answer:
    """What Gyeot is, what it can and cannot do, how old its directory is."""
    edition = index.directory.edition
    blocks: tuple[Block, ...] = (
        Paragraph(Ui("about.heading"), bold=True),
        Listing((Ui("about.what"), Ui("about.not"), Ui("about.free"))),
        Paragraph(Ui("about.edition", {"day": f"{edition.on:%Y-%m-%d}", "by": tell(edition.by, state)})),
    )
    more = (
        Key(Ui("key.privacy"), data=state.to(Page.PRIVACY).encode()),
        Key(Ui("key.language"), data=state.to(Page.LANGUAGES).encode()),
    )
    return Answer(state.language, blocks, rows(more, way_out(state, back=True)), first=Ui("first.hello"))


def human_page(index: Index, state: State, now: datetime) -> Answer:
    """Gyeot is no person: these are."""
    asked = Asked(state.language, now, state.situation, Need.COUNSELLING, state.audiences, state.region)
    places = choose(index, asked)[:PLACES]
    blocks: tuple[Block, ...] = (Paragraph(Ui("human.text")), *places)
    return Answer(state.language, blocks, rows(copies(places), way_out(state, back=True)))


def wrong_page(index: Index, state: State) -> Answer:
    """Something here is wrong, or how do you know it is right."""
    edition = index.directory.edition
    blocks: list[Block] = [Paragraph(Ui("wrong.text", {"day": f"{edition.on:%Y-%m-%d}"}))]
    if edition.note is not None:
        blocks.append(Paragraph(tell(edition.note, state)))
    return Answer(state.language, tuple(blocks), rows(way_out(state, back=True)), first=Ui("first.hello"))


def erased_page(state: State, *, complete: bool) -> Answer:
    """The one line left after erasing. It claims no more than what Telegram was asked."""
    key = "erase.asked" if complete else "erase.partly"
    return Answer(
        state.language,
        (Paragraph(Ui(key)),),
        ((Key(Ui("key.what-remains"), data="xk"),),),
        first=Ui("first.quiet"),
        bare=True,
    )


def erasing_page(state: State) -> Answer:
    """What erasing cannot reach, how to remove the chat itself, and erasing by itself later."""
    blocks: tuple[Block, ...] = (
        Paragraph(Ui("erase.heading"), bold=True),
        Listing(tuple(Ui(key) for key in ERASING)),
    )
    later = (Key(Ui("key.erase-1"), data="x1"), Key(Ui("key.erase-24"), data="x24"))
    return Answer(state.language, blocks, rows(later, way_out(state, back=True)), first=Ui("first.hello"))
