"""The offline pack, and messages that fit one SMS."""

import re

import pytest

from bot.directory import Directory
from bot.directory.channels import ChannelKind
from bot.directory.exchange.asked import Asked
from bot.directory.exchange.pack import pack
from bot.directory.exchange.packed import Pack
from bot.directory.exchange.plain import plain
from bot.directory.exchange.sms import Message, messages
from bot.texts import Texts
from bot.vocabulary import Audience, Region, Situation
from tests.directory.exchanging import DAY, DEAD, SECRET, SECRET_EN, small

TEXTS = Texts.load()
LANGUAGES = ("ko", "en")


def packed(directory: Directory, language: str) -> Pack:
    return pack(directory, TEXTS, language, DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_in_it_and_dated(shipped: Directory, language: str) -> None:
    found = packed(shipped, language)
    ids = [section.id for section in found.sections]
    assert len(ids) == len(set(ids))
    assert ids[0] == "emergency"
    assert {*map(str, Situation), *map(str, Region), *(f"audience-{a}" for a in Audience)} < set(ids)
    whole = plain(found)
    assert f"{shipped.edition.on:%Y-%m-%d}" in whole.splitlines()[1]
    for resource in shipped.resources:
        assert resource.name.best(language)[0] in whole
        for channel in resource.channels:
            assert (channel.number or channel.url or "") in whole
    for entry in (*shipped.laws, *shipped.guides):
        assert entry.title.best(language)[0] in whole
    for route in shipped.routes:
        assert route.name.best(language)[0] in whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_situation_and_region_has_places_with_a_way_to_reach_them(shipped: Directory, language: str) -> None:
    for section in packed(shipped, language).sections:
        if section.kind in ("emergency", "situation", "region", "audience"):
            assert section.places, section.id
            assert all(place.ways and place.ways[0].reach for place in section.places)
            assert len({place.id for place in section.places}) == len(section.places)


def test_a_region_names_its_own_desk_and_no_other_does(shipped: Directory) -> None:
    sections = {section.id: section for section in packed(shipped, "en").sections}
    numbers = {place.id: place.ways[0].reach for place in sections["busan"].places}
    assert numbers["women-hotline-1366"] == "051-1366"
    numbers = {place.id: place.ways[0].reach for place in sections["deepfake"].places}
    assert numbers["women-hotline-1366"] == "1366"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_must_not_leave_and_nothing_that_is_over(shipped: Directory, language: str) -> None:
    directory = small(shipped)
    whole = plain(packed(directory, language))
    for secret in (SECRET, SECRET_EN, DEAD):
        assert secret not in whole
    (places,) = (s for s in packed(directory, language).sections if s.kind == "places")
    assert [place.id for place in places.places] == ["whole", "shelter", "withheld", "low"]
    assert [place.id for place in places.places if place.warning] == ["low"]
    assert f"(!) {TEXTS('place.low', language)}" in whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_dead_number_in_the_shipped_pack(shipped: Directory, language: str) -> None:
    whole = plain(packed(shipped, language))
    for dead in shipped.do_not_use:
        assert not re.search(rf"(?<![\d-]){re.escape(dead)}(?![\d-])", whole), dead


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("neutral", [False, True])
def test_each_message_is_one_sms_for_any_network(shipped: Directory, language: str, neutral: bool) -> None:
    found = messages(Asked(shipped, TEXTS, language, DAY), neutral=neutral)
    assert [message.id for message in found] == ["emergency", *map(str, Situation)]
    for message in found:
        assert message.carrier_bytes is not None
        assert message.carrier_bytes <= 90, message.text
        assert message.signs <= (160 if message.encoding == "GSM-7" else 70), message.text
        assert message.encoding == ("GSM-7" if language == "en" else "UCS-2")
        assert "112" in message.text
        assert "109" in message.text
        assert len(re.findall(r"\d[\d-]{2,}", message.text)) > 2, "no place in it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_in_them_is_in_the_directory(shipped: Directory, language: str) -> None:
    held = {c.number for r in shipped.resources for c in r.channels if c.kind is ChannelKind.PHONE}
    for neutral in (False, True):
        for message in messages(Asked(shipped, TEXTS, language, DAY), neutral=neutral):
            numbers = re.findall(r"(?<![\d-])\d[\d-]+\d(?![\dh시-])", message.text)
            assert set(numbers) <= held, message.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_neutral_message_names_neither_the_matter_nor_a_place(shipped: Directory, language: str) -> None:
    subject = {page.title.best(language)[0] for page in shipped.situations}
    words = {word for title in subject for word in re.findall(r"\w{3,}", title.casefold())}
    names = {r.name.best(language)[0] for r in shipped.resources}
    for message in messages(Asked(shipped, TEXTS, language, DAY), neutral=True):
        spoken = set(re.findall(r"\w{3,}", message.text.casefold()))
        assert not spoken & words
        assert not any(name in message.text for name in names)


@pytest.mark.parametrize(
    ("text", "encoding", "signs", "carrier"),
    [
        ("abc", "GSM-7", 3, 3),
        ("[a]", "GSM-7", 5, 3),
        ("가", "UCS-2", 1, 2),
        ("가a", "UCS-2", 2, 3),
        ("ế", "UCS-2", 1, None),
        ("\U0001f600", "UCS-2", 2, None),
    ],
)
def test_how_a_message_is_counted(text: str, encoding: str, signs: int, carrier: int | None) -> None:
    message = Message("x", text)
    assert (message.encoding, message.signs, message.carrier_bytes) == (encoding, signs, carrier)


def test_the_limits_themselves() -> None:
    assert Message("x", "a" * 90).fits
    assert not Message("x", "a" * 91).fits
    assert Message("x", "가" * 45).fits
    assert not Message("x", "가" * 46).fits
    assert not Message("x", "ế" * 71).fits
