"""The conversation inside a button: what goes in comes out, and nothing else gets in."""

from collections.abc import Iterator

import pytest

from bot.answers.state import LIMIT, BadState, Page, State, decode
from bot.languages import Languages
from bot.vocabulary import Audience, Need, Region, Situation

TARGETS = (None, "d4u", "women-hotline-1366", "a" * 40)


def every_pair() -> Iterator[State]:
    """Every value of every field at least once with every situation and every need."""
    regions = (None, *Region)
    audiences = (frozenset[Audience](), frozenset(Audience), *(frozenset({a}) for a in Audience))
    count = 0
    for page in Page:
        for situation in (None, *Situation):
            for need in (None, *Need):
                count += 1
                yield State(
                    page,
                    ("ko", "en", "zh-Hans")[count % 3],
                    situation,
                    need,
                    audiences[count % len(audiences)],
                    regions[count % len(regions)],
                    count % 36,
                    TARGETS[count % len(TARGETS)],
                )


def test_what_is_encoded_decodes_to_the_same() -> None:
    seen = set()
    for state in every_pair():
        data = state.encode()
        assert len(data.encode()) <= LIMIT == 64
        assert data.isascii()
        assert decode(data) == state
        seen.add(data)
    assert len(seen) > 1800


def test_all_subsets_of_audiences_fit() -> None:
    for bits in range(1 << len(Audience)):
        audiences = frozenset(a for i, a in enumerate(Audience) if bits >> i & 1)
        assert decode(State(Page.ANSWER, "ko", audiences=audiences).encode()).audiences == audiences


def test_no_button_of_ours_begins_like_one_of_the_edge() -> None:
    assert not any(page.value.startswith("x") for page in Page)


def test_an_id_that_does_not_fit_is_refused_when_the_button_is_made() -> None:
    for target in ("a" * 41, "가나다", "a b", "a:b", "a\nb"):
        with pytest.raises(BadState):
            State(Page.CARD, "ko", target=target).encode()


@pytest.mark.parametrize(
    "data",
    [
        "",
        "a",
        "ako",
        "ako.",
        "ako.--00-",
        "ako.--00-00",
        "ako.--00-0:",
        "ako.--00-0:" + "a" * 41,
        "ako.--00-0:../../etc",
        "ako.--00-0:가",
        "ako.--00-0\n",
        " ako.--00-0",
        "ako.--00-0 ",
        "ako.z-00-0",  # a situation that there is not
        "ako.-z00-0",
        "ako.--00z0",
        "ako.--zz-0",
        "ako.--vv-0 OR 1=1",
        "xko.--00-0",  # a letter of the edge
        "jko.--00-0",  # a page that there is not
        "AKO.--00-0",
        "a한국.--00-0",
        "ako.--０0-0",  # full-width digits
        "ako.٠-00-0",  # Arabic digits
        "xe",
        "xl:ko",
        "<b>",
        "\x00" * 10,
        "a" * 64,
        "ako.--00-0" * 1000,
        "🙂",
    ],
)
def test_anything_else_is_refused(data: str) -> None:
    with pytest.raises(BadState) as caught:
        decode(data)
    assert len(data) < 3 or data not in str(caught.value), "a refusal never repeats what came in"


def test_a_button_with_bits_of_an_audience_that_there_is_not_loses_only_those() -> None:
    try:
        state = decode("ako.--vv-0")
    except BadState:
        return
    assert state.audiences == frozenset(Audience)


def test_the_order_that_buttons_in_old_chats_rely_on() -> None:
    who = frozenset({Audience.MINOR, Audience.OVERSEAS})
    assert State(Page.ANSWER, "en", Situation.DEEPFAKE, Need.REPORT, who, Region.JEJU).encode() == "aen.01g1g0"
    old = decode("nko.a700-2")
    assert (old.situation, old.need, old.offset) == (Situation.TRAFFICKING, Need.LAW, 2)


@pytest.mark.parametrize(
    "tag", [*Languages.load(), "en-XA", "zh-Hant", "yue-Hant", "fil", "kmr-Latn", "pt-BR", "sr-cyrl"]
)
def test_any_language_fits_with_all_that_can_be_known(tag: str) -> None:
    for target in TARGETS:
        for page in Page:
            state = State(
                page, tag, Situation.TRAFFICKING, Need.LAW, frozenset(Audience), Region.JEJU, offset=35, target=target
            )
            data = state.encode()
            assert len(data.encode()) <= LIMIT
            assert decode(data) == state


def test_the_longest_there_can_be_fills_no_more_than_a_button() -> None:
    longest = State(Page.CARD, "abc-Defg", Situation.DEEPFAKE, Need.LAW, region=Region.JEJU, target="a" * 40)
    assert len(longest.encode()) == 57


@pytest.mark.parametrize("tag", ["k", "KO", "korean", "ko_KR", "zh-Hants", "zh-", "한국", "ko.", "ko-١٢"])
def test_what_is_no_language_is_refused_when_the_button_is_made(tag: str) -> None:
    with pytest.raises(BadState):
        State(Page.MENU, tag).encode()
