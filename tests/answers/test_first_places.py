"""Who asks, about what, from where: the places that must be among the first four, by day and at night."""

from datetime import datetime

import pytest

from bot.answers.choose import Asked, choose
from bot.answers.index import Index
from bot.directory.hours import SEOUL
from bot.vocabulary import Audience as A
from bot.vocabulary import Need, Region
from bot.vocabulary import Situation as S

DAY = datetime(2026, 11, 24, 11, 0, tzinfo=SEOUL)
HOTLINE = "women-hotline-1366"


@pytest.mark.parametrize(
    ("situation", "audiences", "region", "among"),
    [
        (S.DEEPFAKE, {A.MINOR}, None, {HOTLINE, "youth-1388", "d4u"}),
        (S.DEEPFAKE, {A.MINOR, A.STUDENT}, Region.CHUNGBUK, {HOTLINE, "edu-chungbuk"}),
        (S.DEEPFAKE, {A.STUDENT}, None, {HOTLINE, "d4u", "school-117"}),
        (S.ILLEGAL_FILMING, {A.MILITARY, A.MALE}, None, {HOTLINE, "military-mhrk", "defense-1303", "police-112"}),
        (S.SEXUAL_ASSAULT, {A.MILITARY}, None, {"sunflower", "military-mhrk", "defense-1303"}),
        (S.IMAGE_SHARING, {A.FOREIGNER}, None, {"danuri-1577-1366", HOTLINE, "d4u"}),
        (S.PARTNER_VIOLENCE, {A.FOREIGNER}, Region.SEOUL, {"danuri-1577-1366", "migrant-seoul"}),
        (S.WORKPLACE_HARASSMENT, {A.FOREIGNER, A.WORKER}, None, {"danuri-1577-1366", "labor-1350"}),
        (S.WORKPLACE_HARASSMENT, {A.WORKER}, None, {"labor-1350", "workplace-equality-line"}),
        (S.WORKPLACE_HARASSMENT, {A.LGBTQ}, None, {HOTLINE, "nhrck-1331", "labor-1350"}),
        (S.DEEPFAKE, {A.WORKER}, None, {HOTLINE, "d4u"}),
        (S.SEXTORTION, {A.LGBTQ, A.MALE}, None, {HOTLINE, "police-112", "d4u"}),
        (S.SEXTORTION, {A.LGBTQ, A.MINOR}, None, {HOTLINE, "lgbtq-ddingdong", "youth-1388"}),
        (S.SEXUAL_ASSAULT, {A.DISABLED}, None, {"sunflower", "disability-abuse-1644-8295", HOTLINE}),
        (S.DEEPFAKE, {A.DISABLED}, None, {"disability-abuse-1644-8295", "d4u", "disabled-women-wde"}),
        (S.GROOMING, {A.MINOR}, Region.JEJU, {HOTLINE, "youth-1388", "child-exploitation-centers"}),
        (S.TRAFFICKING, set(), None, {HOTLINE, "police-112", "trafficking-dasi"}),
        (S.SEXUAL_ASSAULT, set(), Region.JEJU, {"sunflower", HOTLINE, "police-112", "region-jeju"}),
        (S.DEEPFAKE, set(), Region.ULSAN, {HOTLINE, "d4u-regional", "d4u"}),
        (S.IMAGE_SHARING, {A.OVERSEAS}, Region.SEOUL, {"d4u", "ksvrc"}),
        (S.IMAGE_SHARING, {A.HELPER}, None, {HOTLINE, "d4u", "police-112"}),
    ],
)
def test_the_places_that_fit_are_among_the_first_four(
    situation: S, audiences: set[A], region: Region | None, among: set[str], index: Index
) -> None:
    found = choose(index, Asked("ko", DAY, situation, None, frozenset(audiences), region))
    assert among <= {p.resource.id for p in found[:4]}, [p.resource.id for p in found[:6]]


@pytest.mark.parametrize("region", Region)
def test_counselling_near_by_stands_among_the_first_six(region: Region, index: Index) -> None:
    found = choose(index, Asked("ko", DAY, S.SEXUAL_ASSAULT, Need.COUNSELLING, frozenset(), region))
    local = index.resource(f"region-{region}")
    if local.confidence != "low":
        assert local.id in [p.resource.id for p in found[:6]]


def test_a_region_named_from_abroad_does_not_put_short_numbers_first(index: Index) -> None:
    found = choose(index, Asked("en", DAY, S.IMAGE_SHARING, None, frozenset({A.OVERSEAS}), Region.SEOUL))
    assert found[0].channel.from_abroad or not found[0].channel.number
    assert found[0].abroad
