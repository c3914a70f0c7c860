"""The buttons under an answer: a way on, a way to correct the guess, a way out."""

from collections.abc import Iterable, Sequence

from bot.answers.answer import Card, Key, Place, said
from bot.answers.index import Index
from bot.answers.state import BadState, Page, State
from bot.directory.channels import Channel, ChannelKind
from bot.texts import Ui
from bot.vocabulary import Audience, Need, Situation

Rows = tuple[tuple[Key, ...], ...]
ERASE = Key(Ui("key.erase"), data="xe")

# Which needs stand on the first screen; the rest is one press further.
_COMMON = (Need.REMOVAL, Need.EVIDENCE, Need.REPORT, Need.LAW, Need.COUNSELLING)
_BODY = (Need.MEDICAL, Need.EVIDENCE, Need.REPORT, Need.LAW, Need.COUNSELLING)
_HOME = (Need.SHELTER, Need.EVIDENCE, Need.REPORT, Need.LAW, Need.COUNSELLING)
_WORK = (Need.REPORT, Need.EVIDENCE, Need.LEGAL, Need.LAW, Need.COUNSELLING)
FIRST_NEEDS = {
    Situation.SEXUAL_ASSAULT: _BODY,
    Situation.PARTNER_VIOLENCE: _HOME,
    Situation.TRAFFICKING: _HOME,
    Situation.STALKING: _HOME,
    Situation.WORKPLACE_HARASSMENT: _WORK,
}


def first_needs(state: State) -> tuple[Need, ...]:
    """The five needs offered first for this situation."""
    return FIRST_NEEDS.get(state.situation, _COMMON) if state.situation else _COMMON


def answer_keys(index: Index, state: State, places: Sequence[Place], *, more: bool) -> Rows:
    """Under the first answer to a situation, or to a need."""
    needs = [need for need in first_needs(state) if need != state.need]
    other = Key(Ui("key.other-help"), data=state.to(Page.ABOUT_ME).encode())
    wide = [Key(Ui("key.more-places"), data=state.to(Page.MORE, offset=1).encode())] if more else []
    wide.append(Key(Ui("key.region"), data=state.to(Page.REGIONS).encode()))
    return rows(
        copies(places),
        *chunks([*(need_key(index, state, need) for need in needs), other], 3),
        wide,
        for_whom(index, state),
        way_out(state),
    )


def need_key(index: Index, state: State, need: Need) -> Key:
    """The button of a need."""
    page = Page.LAW if need is Need.LAW else Page.NEED
    return Key(said(index.needs[need].title, state.language), data=state.to(page, need=need).encode())


def for_whom(index: Index, state: State) -> list[Key]:
    """The two that change an answer most: under 19, and for somebody else. Gone once said."""
    asked = (Audience.MINOR, Audience.HELPER)
    return [audience_key(index, state, audience) for audience in asked if audience not in state.audiences]


def audience_key(index: Index, state: State, audience: Audience) -> Key:
    """Adds or takes back an audience, and answers anew."""
    chosen = audience in state.audiences
    label = said(index.audiences[audience].button, state.language)
    page = Page.NEED if state.need and not state.situation else Page.ANSWER
    if audience is Audience.HELPER and not chosen and state.situation is None and state.need is None:
        page = Page.HELPER
    if chosen:
        label = Ui("key.chosen", {"label": label})
    return Key(label, data=state.to(page, audiences=state.audiences ^ {audience}).encode())


def situation_keys(index: Index, state: State, situations: Iterable[Situation], columns: int = 2) -> Rows:
    """One button a situation."""
    keys = [
        Key(
            said(index.situations[s].title, state.language),
            data=state.to(Page.ANSWER, situation=s, need=None).encode(),
        )
        for s in situations
    ]
    return tuple(chunks(keys, columns))


def way_out(state: State, back: bool = False) -> tuple[Key, ...]:
    """On every answer: not this, and erase; on a sub-page also the way back."""
    other = Key(Ui("key.something-else"), data=state.to(Page.SITUATIONS).encode())
    return (*((back_key(state),) if back else ()), other, ERASE)


def back_key(state: State) -> Key:
    """To the first answer of what is known, or to the start."""
    if state.situation is not None:
        return Key(Ui("key.back"), data=state.to(Page.ANSWER, need=None).encode())
    return Key(Ui("key.start"), data=State(Page.MENU, state.language).encode())


def copies(places: Iterable[Place | Card]) -> list[Key]:
    """Up to three numbers to copy: Telegram turns no number into a call on every phone."""
    channels: list[Channel] = []
    for place in places:
        channels += (place.channel,) if isinstance(place, Place) else (c for c, _ in place.channels)
    return numbers_to_copy(channels)[:3]


def numbers_to_copy(channels: Iterable[Channel]) -> list[Key]:
    """One button a number."""
    numbers = dict.fromkeys(channel.number for channel in channels if channel.number)
    return [Key(Ui("key.copy", {"number": number}), copy=number) for number in numbers]


def links(channels: Iterable[Channel]) -> list[Key]:
    """The pages of a place, marked as leaving Telegram."""
    found = []
    for channel in channels:
        if channel.url:
            kind = channel.kind if channel.kind in (ChannelKind.CHAT, ChannelKind.BOARD) else ChannelKind.WEB
            found.append(Key(Ui(f"key.open-{kind}"), url=channel.url))
    return found[:3]


def guide_keys(index: Index, state: State, ids: Iterable[str], limit: int = 4) -> list[Key]:
    """Buttons to guides, where the id fits into a button."""
    keys = []
    for id in ids:
        title = said(index.guides[id].title, state.language)
        try:
            keys.append(Key(title, data=state.to(Page.GUIDE, target=id).encode()))
        except BadState:  # an id too long for a button: the page stays reachable by words
            continue
    return keys[:limit]


def rows(*groups: Iterable[Key]) -> Rows:
    """Rows without the empty ones."""
    return tuple(row for row in (tuple(group) for group in groups) if row)


def chunks(keys: Sequence[Key], columns: int) -> list[tuple[Key, ...]]:
    """The keys in rows of at most `columns`."""
    return [tuple(keys[i : i + columns]) for i in range(0, len(keys), columns)]
