"""JSON-LD in the words of schema.org."""

import json
from typing import Any

import pytest

from bot.directory import Directory
from bot.directory.exchange.jsonld import write
from tests.directory.exchanging import DEAD, SECRET, SECRET_EN, asked, channel, place


def graph(shipped: Directory, language: str = "en") -> dict[str, dict[str, Any]]:
    found = json.loads(write(asked(shipped, language)))
    assert found["@context"] == "https://schema.org"
    return {node.get("identifier", node["@type"]): node for node in found["@graph"]}


def test_one_graph_with_the_places_that_work(shipped: Directory) -> None:
    assert set(graph(shipped)) == {"Dataset", "whole", "shelter", "withheld", "low"}


def test_no_two_nodes_have_one_id(shipped: Directory) -> None:
    ids = [node["@id"] for node in graph(shipped).values()]
    assert len(ids) == len(set(ids))


def test_numbers_hours_and_languages(shipped: Directory) -> None:
    land, short, sms, chat, *_ = graph(shipped)["whole"]["availableChannel"]
    phone = land["servicePhone"]
    assert phone["telephone"] == "+82-2-735-8994"
    assert short["servicePhone"]["telephone"] == "1366"
    assert phone["availableLanguage"] == ["ko", "en"]
    days = [f"https://schema.org/{day}" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]
    assert [(h["dayOfWeek"], h["opens"], h["closes"]) for h in phone["hoursAvailable"]] == [
        (days, "09:00", "12:00"),
        (days, "13:00", "18:00"),
        (["https://schema.org/PublicHolidays"], "00:00", "00:00"),
    ]
    (always,) = short["servicePhone"]["hoursAvailable"]
    assert (len(always["dayOfWeek"]), always["opens"], always["closes"]) == (7, "00:00", "23:59")
    assert "serviceSmsNumber" in sms
    assert chat["serviceUrl"] == "https://example.org/chat"
    assert "hoursAvailable" not in chat


def test_cost_area_audience_and_sources(shipped: Directory) -> None:
    whole = graph(shipped)["whole"]
    assert whole["isAccessibleForFree"] is True
    assert whole["offers"]["price"] == 0
    assert "isAccessibleForFree" not in graph(shipped)["low"]
    assert [area["name"] for area in whole["areaServed"]] == ["Seoul"]
    assert whole["subjectOf"] == [
        {"@type": "WebPage", "url": "https://example.org/page?a=1&b=<2>", "datePublished": "2026-01-02"}
    ]


def test_only_what_stands_under_go_kr_is_said_to_be_the_governments(shipped: Directory) -> None:
    places = (
        place("state", channel("web", "web", url="https://www.safe182.go.kr/x")),
        place("other", channel("web", "web", url="https://go.kr.example.org/")),
    )
    found = json.loads(write(asked(shipped, "en", *places)))["@graph"]
    assert [node["@type"] for node in found[1:]] == ["GovernmentService", "Service"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_safe_inside_a_page_and_nothing_that_must_not_leave(shipped: Directory, language: str) -> None:
    places = (
        *asked(shipped).directory.resources,
        place("evil", does={"ko": "</script>", "en": "</script><!--&\u2028"}),
    )
    written = write(asked(shipped, language, *places))
    assert not set("<>&\u2028\u2029") & set(written)
    for secret in (SECRET, SECRET_EN, DEAD):
        assert secret not in written
    last = json.loads(written)["@graph"][-1]
    assert last["description"].startswith("</script>")


def test_what_is_not_certain_says_so(shipped: Directory) -> None:
    low = graph(shipped)["low"]
    assert "not certain" in low["disambiguatingDescription"]
    assert "not certain" in low["availableChannel"][0]["description"]
