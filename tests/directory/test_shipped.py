"""The file that is shipped: complete, dialable, and without what must never stand in it again."""

import re
from enum import StrEnum

import pytest

from bot.directory import Directory
from bot.directory.channels import ChannelKind
from bot.directory.numbers import check_number, digits
from bot.vocabulary import Audience, Need, Region, Situation, Topic


@pytest.mark.parametrize(
    ("part", "ids"),
    [("situations", Situation), ("needs", Need), ("audiences", Audience), ("regions", Region)],
)
def test_every_page_is_there_once(shipped: Directory, part: str, ids: type[StrEnum]) -> None:
    assert sorted(page.id for page in getattr(shipped, part)) == sorted(ids)


def test_every_topic_has_a_guide_of_its_own(shipped: Directory) -> None:
    topics = [guide.topic for guide in shipped.guides if guide.topic is not None]
    assert sorted(topics) == sorted(Topic)


def test_every_number_can_be_dialled_and_none_is_dead(shipped: Directory) -> None:
    dead = {digits(n) for n in shipped.do_not_use if re.fullmatch(r"[\d+-]+", n)}
    numbers = [c.number for r in shipped.resources for c in r.channels if c.number]
    assert len(numbers) > 50
    assert all(check_number(number) == number for number in numbers)
    assert not dead & {digits(number) for number in numbers}


def test_no_sentence_prints_a_number_that_the_directory_does_not_hold(shipped: Directory) -> None:
    held = {digits(c.number) for r in shipped.resources for c in r.channels if c.number}
    retired = {digits(n) for x in shipped.retired for n in (*x.numbers, *x.names)}
    held |= {digits(n) for r in shipped.resources for n in r.former_numbers} | retired
    written = re.compile(r"(?<![\d-])(?:0\d{1,2}-\d{3,4}-\d{4}|1[568]\d{2}-\d{4}|0\d{1,2}-1366)(?![\d-])")
    pages = (*shipped.situations, *shipped.needs, *shipped.audiences, *shipped.guides, *shipped.laws)
    unheld = set()
    for entry in (*pages, *shipped.resources, *shipped.routes):
        text = entry.model_dump_json(exclude={"sources", "former_numbers", "also_called"})
        said = re.sub(r"https?://[^\s\"]+", "", text)
        unheld |= {(str(getattr(entry, "id", "")), n) for n in written.findall(said) if digits(n) not in held}
    assert not unheld


def test_the_emergency_places_answer_at_any_hour(shipped: Directory) -> None:
    places = {r.id: r for r in shipped.resources}
    for id in shipped.emergency:
        assert any(c.kind is ChannelKind.PHONE and c.hours == "24/7" for c in places[id].channels), id


def test_a_shelter_has_no_address(shipped: Directory) -> None:
    for resource in shipped.resources:
        for channel in resource.channels:
            assert not resource.shelter or channel.address in (None, "withheld")


def test_every_region_has_its_own_line_and_a_place(shipped: Directory) -> None:
    numbers = {c.number: c for r in shipped.resources for c in r.channels}
    for page in shipped.regions:
        assert page.resources
        own = numbers.get(f"{page.area_code}-1366")
        assert own is not None, page.id
        assert own.region in (None, page.id)


def test_what_is_gone_says_what_replaced_it(shipped: Directory) -> None:
    places = {r.id: r for r in shipped.resources}
    for retired in shipped.retired:
        assert retired.names or retired.numbers
        assert places[retired.replaced_by].replaced_by is None, "a chain of replacements"


def test_no_paid_removal_firm_and_no_word_of_a_price_for_removal(shipped: Directory) -> None:
    for resource in shipped.resources:
        assert resource.cost.free is not False or "remove" not in resource.does.en.lower()


def test_every_check_lies_in_the_past_of_the_edition(shipped: Directory) -> None:
    for resource in shipped.resources:
        assert all(c.checked.on <= shipped.edition.on for c in resource.channels), resource.id
    checks = (*(x.checked for x in shipped.laws), *(x.checked for x in shipped.routes))
    checks += tuple(x.checked for x in shipped.guides)
    assert all(check.on <= shipped.edition.on for check in checks)
