"""The file that is shipped: complete, dialable, and without what must never stand in it again."""

import re
from enum import StrEnum

import pytest

from bot.directory import Directory
from bot.directory.base import Confidence
from bot.directory.channels import ChannelKind
from bot.directory.numbers import check_number, digits
from bot.vocabulary import Audience, Need, Region, Situation, Topic

NO_SUNFLOWER = {Region.SEJONG}  # none was found there; 044-1366 finds the nearest


def lists(directory: Directory) -> list[tuple[str, ...]]:
    """The lists of places of every page but those of the regions."""
    found = [page.resources for page in directory.situations]
    found += [page.resources for page in directory.needs]
    found += [page.resources for page in directory.audiences]
    return found + [guide.resources for guide in directory.guides]


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


@pytest.mark.parametrize("region", Region)
def test_every_region_has_its_centre_its_line_a_sunflower_centre_and_counselling(
    region: Region, shipped: Directory
) -> None:
    places = {r.id: r for r in shipped.resources}
    page = next(p for p in shipped.regions if p.id == region)
    for id, number in (("women-hotline-1366", f"{page.area_code}-1366"), ("d4u-regional", f"{page.area_code}-1366")):
        assert id in page.resources
        own = [c for c in places[id].channels if c.region == region]
        assert [(c.number, c.hours) for c in own] == [(number, "24/7")], id
    assert "sunflower" in page.resources
    assert (region in NO_SUNFLOWER) == (not [c for c in places["sunflower"].channels if c.region == region])
    local = places[f"region-{region}"]
    assert local.id in page.resources
    assert local.serves.regions == (region,)
    assert local.serves.regional_only
    assert Need.COUNSELLING in local.serves.needs
    assert any(c.kind is ChannelKind.PHONE for c in local.channels)
    named = local.note is not None and f"{page.area_code}-1366" in local.note.ko and page.area_code in local.note.en
    assert named, "what to do where an old number fails"


def test_a_place_of_one_region_stands_on_the_page_of_that_region(shipped: Directory) -> None:
    pages = {p.id: p.resources for p in shipped.regions}
    elsewhere = {id for ids in lists(shipped) for id in ids}
    for resource in shipped.resources:
        for region in resource.serves.regions:
            assert resource.id in pages[region] or resource.id in elsewhere, f"{resource.id}: nobody gets there"


def test_every_audience_has_places_of_its_own(shipped: Directory) -> None:
    general = {Audience.MALE, Audience.HELPER, Audience.OVERSEAS}  # most of what there is is open to them
    for page in shipped.audiences:
        made = [r.id for r in shipped.resources if page.id in r.serves.audiences and r.confidence is not Confidence.LOW]
        assert len(made) >= (1 if page.id == Audience.LGBTQ else 2) or page.id in general, page.id
        assert set(made) & set(page.resources) or page.id in general, page.id


def test_a_doubtful_place_stands_only_behind_better_ones(shipped: Directory) -> None:
    places = {r.id: r for r in shipped.resources}
    for ids in lists(shipped):
        assert not any(places[id].confidence is Confidence.LOW for id in ids[:3]), ids


def test_every_place_can_be_found_from_a_page(shipped: Directory) -> None:
    listed = {id for ids in lists(shipped) for id in ids} | {x.replaced_by for x in shipped.retired}
    listed |= {id for page in shipped.regions for id in page.resources}
    listed |= {id for page in shipped.situations for id in (*page.minor.resources, *page.helper.resources)}
    assert {r.id for r in shipped.resources} <= listed


def test_each_law_says_since_when_it_holds_and_where_it_stands(shipped: Directory) -> None:
    for law in shipped.laws:
        assert law.valid_from or law.valid_until, law.id
        assert any("law.go.kr" in str(s.url) for s in law.sources) or law.confidence is not Confidence.HIGH, law.id
        assert any(s.date for s in law.sources), law.id


def test_each_place_has_a_dated_source_and_every_source_says_of_what(shipped: Directory) -> None:
    for resource in shipped.resources:
        assert all(s.supports for s in resource.sources), f"{resource.id}: what is this the source of?"
        assert any(s.date for s in resource.sources), resource.id


def test_only_a_source_can_say_that_a_line_answers_at_any_hour(shipped: Directory) -> None:
    for resource in shipped.resources:
        own = [c.number for c in resource.channels if c.hours == "24/7" and c.number and len(c.number) > 4]
        own = [number for number in own if not re.fullmatch(r"0\d{1,2}-1366", number)]  # the hotline, sourced there
        said = " ".join(s.supports or "" for s in resource.sources)
        assert not own or re.search(r"24 hours|all hours", said), f"{resource.id}: {own}"


def test_what_is_gone_says_what_replaced_it(shipped: Directory) -> None:
    places = {r.id: r for r in shipped.resources}
    for retired in shipped.retired:
        assert retired.names or retired.numbers
        assert places[retired.replaced_by].replaced_by is None, "a chain of replacements"


def test_whoever_types_a_gone_name_gets_what_replaced_it(shipped: Directory) -> None:
    places = {r.id: r for r in shipped.resources}
    gone = {n for x in shipped.retired for n in (*x.names, *x.numbers)}
    for resource in shipped.resources:
        for name in (*resource.former_names, *resource.former_numbers):
            assert name in gone, f"{resource.id}: {name}"
    for retired in shipped.retired:
        current = places[retired.replaced_by]
        names = {current.name.ko, current.name.en, *current.also_called, *(c.number for c in current.channels)}
        assert not names & {*retired.names, *retired.numbers}, "a name cannot be gone and in use"


def test_no_paid_removal_firm_and_no_word_of_a_price_for_removal(shipped: Directory) -> None:
    for resource in shipped.resources:
        assert resource.cost.free is not False or "remove" not in resource.does.en.lower()


def test_every_check_lies_in_the_past_of_the_edition(shipped: Directory) -> None:
    for resource in shipped.resources:
        assert all(c.checked.on <= shipped.edition.on for c in resource.channels), resource.id
    checks = (*(x.checked for x in shipped.laws), *(x.checked for x in shipped.routes))
    checks += tuple(x.checked for x in shipped.guides)
    assert all(check.on <= shipped.edition.on for check in checks)
