"""The rules of the voice, held by every page of the product."""

from collections.abc import Iterator
from datetime import datetime
from itertools import cycle
from typing import Any

import pytest

from bot.answers.answer import Answer, Place
from bot.answers.choose import Asked, choose, fits, usable
from bot.answers.compose import LANGUAGES, page
from bot.answers.index import Index
from bot.answers.render import render
from bot.answers.state import Page, State
from bot.directory.channels import ChannelKind
from bot.directory.hours import SEOUL, status
from bot.texts import Texts
from bot.vocabulary import Audience, Need, Region, Situation

PREVIEW = 100  # characters that a lock screen may show
# Two phone screens are about 700 Korean or 1,200 English characters; this is where a page is certainly too long.
LONGEST = {"ko": 900, "en": 1700}


def combinations(language: str) -> Iterator[State]:
    """Every situation x need x audience, each with no region and with two of the seventeen in turn."""
    regions = cycle(Region)
    for situation in (*Situation, None):
        for need in (*((None,) if situation else ()), *Need):
            letter = Page.ANSWER if need is None else Page.LAW if need is Need.LAW else Page.NEED
            for audience in (None, *Audience):
                audiences = frozenset({audience}) if audience else frozenset()
                for region in (None, next(regions), next(regions)):
                    yield State(letter, language, situation, need, audiences, region)


def places(answer: Answer) -> list[Place]:
    return [block for block in answer.blocks if isinstance(block, Place)]


def check_places(answer: Answer, state: State, now: datetime) -> None:
    """Somewhere to turn that answers now, of no other region, and for nobody else alone."""
    shown = places(answer)
    assert 1 <= len(shown) <= 3
    asked = Asked(state.language, now, state.situation, state.need, state.audiences, state.region)
    for place in shown:
        serves = place.resource.serves
        assert fits(place.resource, asked), place.resource.id
        assert not serves.only or not serves.audiences or state.audiences & set(serves.audiences), place.resource.id
        assert state.region is None or not serves.regions or state.region in serves.regions, place.resource.id
        assert place.channel.region in (None, state.region), place.resource.id
        if place.status.open is False:
            live = [c for c in usable(place.resource, asked) if c.kind not in (ChannelKind.BOARD, ChannelKind.EMAIL)]
            assert place.otherwise or not any(status(c.hours, now).open for c in live), place.resource.id
    assert any(place.status.open or place.otherwise for place in shown[:2]), "nobody answers now"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_leads_to_a_place_that_may_be_shown(language: str, index: Index, night: datetime) -> None:
    """That the pages themselves keep the rules is asked of `gyeot check` (test_checking.py), page by page."""
    count = 0
    for state in combinations(language):
        try:
            check_places(page(index, state, night), state, night)
        except AssertionError as error:
            raise AssertionError(f"{state.encode()}: {error}") from None
        count += 1
    assert count > 3000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_page_keeps_the_rules(
    language: str, index: Index, texts: Texts, night: datetime, rules: Any
) -> None:
    states = [State(letter, language, situation) for letter in Page for situation in (None, *Situation)]
    for letter, ids in (
        (Page.GUIDE, index.guides),
        (Page.LAW, index.laws),
        (Page.ROUTE, index.routes),
        (Page.CARD, index.resources),
    ):
        states += [
            State(letter, language, target=id, audiences=audiences, region=region)
            for id in ids
            for audiences in (frozenset[Audience](), frozenset({Audience.MINOR}))
            for region in (None, Region.JEJU)
        ]
    for state in states:
        message = render(page(index, state, night), texts)
        try:
            rules.check(message)
        except AssertionError as error:
            raise AssertionError(f"{state.encode()}: {error}\n{message.plain[:400]}") from None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_above_fills_a_preview(language: str, texts: Texts) -> None:
    for first in ("first.found", "first.hello"):
        assert len(f"{texts(first, language)}\n{texts('first.below', language)}\n\n") >= PREVIEW


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("situation", Situation)
def test_the_first_answer_is_short(
    situation: Situation, language: str, index: Index, texts: Texts, night: datetime
) -> None:
    message = render(page(index, State(Page.ANSWER, language, situation), night), texts)
    assert len(message.plain) <= LONGEST[language]
    assert any(b.copy == "1366" for row in message.buttons for b in row) or "112" in message.plain


@pytest.mark.parametrize("situation", Situation)
def test_the_first_answer_acknowledges_in_one_sentence(situation: Situation, index: Index) -> None:
    for language in LANGUAGES:
        sentence = index.situations[situation].acknowledge.best(language)[0]
        assert len([end for end in sentence if end in ".?!"]) == 1, sentence
        assert "?" not in sentence


def test_a_place_of_a_region_comes_when_it_is_asked_for(index: Index) -> None:
    day = datetime(2026, 11, 24, 11, 0, tzinfo=SEOUL)
    for region in Region:
        found = choose(index, Asked("ko", day, Situation.DEEPFAKE, Need.COUNSELLING, region=region))
        own = [p for p in found if p.channel.region == region or region in p.resource.serves.regions]
        assert own, region
        assert own[0] in found[:3], region


@pytest.mark.parametrize("region", Region)
def test_however_far_one_looks_there_is_no_place_of_another_region(
    region: Region, index: Index, night: datetime
) -> None:
    for audience in Audience:
        for need in (None, *Need):
            for place in choose(index, Asked("ko", night, None, need, frozenset({audience}), region)):
                regions = place.resource.serves.regions
                assert not regions or region in regions, f"{audience} {need}: {place.resource.id}"
                assert place.channel.region in (None, region)


def test_a_number_of_another_region_is_no_way_to_reach_a_place(index: Index, night: datetime) -> None:
    hotline = index.resource("women-hotline-1366")
    for region in (None, *Region):
        numbers = [c.number for c in usable(hotline, Asked("ko", night, region=region)) if c.number]
        own = [f"{index.regions[region].area_code}-1366"] if region else []
        assert sorted(numbers) == sorted(["1366", *own]), region


def test_places_for_some_only_are_shown_to_them_alone(index: Index, night: datetime) -> None:
    for resource in index.directory.resources:
        if not (resource.serves.only and resource.serves.audiences):
            continue
        assert not fits(resource, Asked("ko", night)), resource.id
        near = resource.serves.regions[0] if resource.serves.regional_only else None
        theirs = Asked("ko", night, audiences=frozenset(resource.serves.audiences[:1]), region=near)
        assert fits(resource, theirs), resource.id


def test_places_of_a_region_only_wait_until_the_region_is_known(index: Index, night: datetime) -> None:
    local = [r for r in index.directory.resources if r.serves.regional_only]
    assert len(local) > 17
    for resource in local:
        audiences = frozenset(resource.serves.audiences)
        assert not fits(resource, Asked("ko", night, audiences=audiences)), resource.id
        assert resource.serves.regions, resource.id
        for region in Region:
            near = fits(resource, Asked("ko", night, audiences=audiences, region=region))
            assert near == (region in resource.serves.regions), f"{resource.id}: {region}"


def test_a_doubtful_number_stands_behind_every_other(index: Index, texts: Texts) -> None:
    day = datetime(2026, 11, 24, 11, 0, tzinfo=SEOUL)
    sunflower = index.resource("sunflower")
    for region in Region:
        found = {p.resource.id: p for p in choose(index, Asked("ko", day, Situation.SEXUAL_ASSAULT, region=region))}
        sure = [c for c in sunflower.channels if c.region == region and c.confidence is None]
        assert found["sunflower"].channel.number == (sure[0].number if sure else "1366"), region
    card = render(page(index, State(Page.CARD, "ko", target="sunflower", region=Region.DAEGU), day), texts)
    line = next(line for line in card.plain.splitlines() if "053-556-8117" in line)
    assert texts("place.unsure", "ko") in line


def test_a_long_list_of_languages_is_counted_and_the_readers_own_stays(index: Index, texts: Texts) -> None:
    day = datetime(2026, 11, 24, 11, 0, tzinfo=SEOUL)
    audiences = frozenset({Audience.FOREIGNER})
    for language, own, last in (("ko", "한국어", "네팔어"), ("en", "English", "Nepali")):
        state = State(Page.ANSWER, language, Situation.DEEPFAKE, audiences=audiences)
        line = next(x for x in render(page(index, state, day), texts).plain.splitlines() if own in x and "10" in x)
        assert last not in line
        whole = render(page(index, State(Page.CARD, language, target="danuri-1577-1366"), day), texts).plain
        assert last in whole


def test_a_guide_points_to_no_place_of_another_region(index: Index, night: datetime) -> None:
    for guide in index.guides:
        for region in (Region.JEJU, Region.SEOUL):
            for place in places(page(index, State(Page.GUIDE, "ko", region=region, target=guide), night)):
                regions = place.resource.serves.regions
                assert not regions or region in regions, f"{guide}: {place.resource.id}"
