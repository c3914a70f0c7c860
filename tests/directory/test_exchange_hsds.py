"""The HSDS 3.0 package, as somebody who imports it would look at it."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from bot.directory import Directory
from bot.directory.exchange import hsds
from bot.directory.exchange.asked import Asked
from bot.texts import Texts
from tests.directory.exchanging import DAY, DEAD, SECRET, SECRET_EN, asked

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "hsds-3.0"
LANGUAGES = ("ko", "en")
DAYS = "MO,TU,WE,TH,FR,SA,SU"


def services(shipped: Directory, language: str = "en") -> dict[str, dict[str, Any]]:
    found = hsds.services(hsds.rows(asked(shipped, language)))
    return {note(service, "entry-id")[0]: service for service in found}


def note(row: dict[str, Any], code: str) -> list[str]:
    return [a["value"] for a in row.get("attributes", ()) if a["taxonomy_term"]["code"] == code]


def tables(ask: Asked) -> dict[str, list[dict[str, str]]]:
    files = hsds.files(ask)
    package = json.loads(files["datapackage.json"])
    return {r["name"]: list(csv.DictReader(io.StringIO(files[r["path"]].decode()))) for r in package["resources"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["service.json", "service_list.json"])
def test_every_service_is_valid_against_the_published_schema(shipped: Directory, name: str, language: str) -> None:
    if not REFERENCE.exists():
        pytest.skip("skipped: the schemas of HSDS 3.0 (../shared/reference/hsds-3.0) are not here")
    schema = json.loads((REFERENCE / name).read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    for ask in (asked(shipped, language), Asked(shipped, Texts.load(), language, DAY)):
        for service in hsds.services(hsds.rows(ask)):
            assert not [f"{e.json_path}: {e.message}" for e in validator.iter_errors(service)]
            assert set(service) <= set(schema["properties"]) or name == "service_list.json"


def test_no_field_that_hsds_does_not_have(shipped: Directory) -> None:
    if not REFERENCE.exists():
        pytest.skip("skipped: the schemas of HSDS 3.0 (../shared/reference/hsds-3.0) are not here")
    schema = json.loads((REFERENCE / "service.json").read_text(encoding="utf-8"))

    def unknown(value: Any, schema: dict[str, Any]) -> Iterator[str]:
        for key, item in value.items():
            known = schema["properties"].get(key)
            if known is None:
                yield f"{schema['name']}.{key}"
            elif known["type"] == "array":
                for one in item:
                    yield from unknown(one, known["items"])
            elif known["type"] == "object":
                yield from unknown(item, known)

    for service in services(shipped).values():
        assert not list(unknown(service, schema))


def test_every_key_of_the_tables_leads_somewhere(shipped: Directory) -> None:
    for ask in (asked(shipped), Asked(shipped, Texts.load(), "ko", DAY)):
        files = hsds.files(ask)
        found = tables(ask)
        ids = {name: [row["id"] for row in rows] for name, rows in found.items()}
        for name, given in ids.items():
            assert len(given) == len(set(given)), name
            assert all(UUID(id).version == 5 for id in given)
        for resource in json.loads(files["datapackage.json"])["resources"]:
            rows = found[resource["name"]]
            for key in resource["schema"].get("foreignKeys", ()):
                target = set(ids[key["reference"]["resource"]])
                assert {row[key["fields"]] for row in rows} - {""} <= target, (resource["name"], key)
            for field in resource["schema"]["fields"]:
                if field["constraints"]["required"] and field["name"] not in NAMED_AND_EMPTY:
                    assert all(row[field["name"]] for row in rows), (resource["name"], field["name"])
        for row in found["attribute"]:
            assert row["link_id"] in ids[row["link_entity"]]
        for row in found["metadata"]:
            assert row["resource_id"] in ids[row["resource_type"]]
        terms = [(row["taxonomy_id"], row["code"]) for row in found["taxonomy_term"]]
        assert len(terms) == len(set(terms))


# Columns that HSDS wants to be there and the directory has nothing for: no postal code, no town, no address in an app.
NAMED_AND_EMPTY = {"postal_code", "city", "previous_value", "replacement_value"}


def test_the_descriptor_tells_the_size_and_hash_of_each_file(shipped: Directory) -> None:
    files = hsds.files(asked(shipped))
    resources = json.loads(files["datapackage.json"])["resources"]
    assert {r["path"] for r in resources} | {"services.json", "organizations.json", "datapackage.json"} == set(files)
    for resource in resources:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        header = content.decode().split("\r\n", 1)[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_nested_and_tabular_say_the_same(shipped: Directory) -> None:
    ask = asked(shipped)
    found = tables(ask)
    nested = json.loads(hsds.files(ask)["services.json"])
    ids: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            ids.add(value.get("id", ""))
            for item in value.values():
                collect(item)
        elif isinstance(value, list):
            for item in value:
                collect(item)

    collect(nested)
    assert ids == {row["id"] for rows in found.values() for row in rows}


def test_ids_are_the_same_in_every_edition_and_language(shipped: Directory) -> None:
    first, second = asked(shipped, "ko"), asked(shipped, "en")
    assert set(hsds.rows(first)["service"][0]["id"]) == set(hsds.rows(second)["service"][0]["id"])
    assert [r["id"] for r in hsds.rows(first)["phone"]] == [r["id"] for r in hsds.rows(second)["phone"]]
    assert hsds.files(first) == hsds.files(first)
    fewer = replace(first, directory=first.directory.model_copy(update={"resources": first.directory.resources[1:]}))
    assert {r["id"] for r in hsds.rows(fewer)["service"]} < {r["id"] for r in hsds.rows(first)["service"]}


def test_lunch_breaks_holidays_and_round_the_clock(shipped: Directory) -> None:
    schedules = services(shipped)["whole"]["schedules"]
    day, always = schedules[:2], schedules[2]
    assert [(s["freq"], s["byday"], s["opens_at"], s["closes_at"]) for s in day] == [
        ("WEEKLY", "MO,TU,WE,TH,FR", "09:00+09:00", "12:00+09:00"),
        ("WEEKLY", "MO,TU,WE,TH,FR", "13:00+09:00", "18:00+09:00"),
    ]
    assert "public holidays" in day[0]["notes"]
    assert note(day[0], "opening-hours") == ["Mo-Fr 09:00-12:00,13:00-18:00; PH off"]
    assert (always["byday"], always["opens_at"], always["closes_at"]) == (DAYS, "00:00+09:00", "23:59+09:00")
    assert "notes" not in always
    assert (always["valid_from"], always["valid_to"]) == ("2026-11-22", "2027-02-20")


def test_hours_name_the_phone_they_are_of(shipped: Directory) -> None:
    whole = services(shipped)["whole"]
    phones = {phone["id"]: phone["number"] for phone in whole["phones"]}
    assert [phones[note(s, "hours-of-phone")[0]] for s in whole["schedules"]] == ["02-735-8994"] * 2 + ["1366"]


def test_hours_that_are_not_known_have_no_times(shipped: Directory) -> None:
    there = services(shipped)["whole"]["service_at_locations"]
    (schedule,) = next(s for s in there if s["location"].get("url") == "https://example.org/chat")["schedules"]
    assert "opens_at" not in schedule
    assert schedule["description"] == "Tue-Thu hours not known", "in words; the expression has an attribute of its own"
    assert note(schedule, "opening-hours") == ["Tu-Th unknown"]


def test_phones_say_what_they_are_and_what_works_from_abroad(shipped: Directory) -> None:
    land, short, sms = services(shipped)["whole"]["phones"]
    assert (land["number"], land["type"]) == ("02-735-8994", "voice")
    assert "+82-2-735-8994" in land["description"]
    assert note(land, "number-from-abroad") == ["+82-2-735-8994"]
    assert {a["taxonomy_term"]["code"] for a in short["attributes"]} >= {"short-code", "not-from-abroad"}
    assert "not reachable from abroad" in short["description"].casefold()
    assert sms["type"] == "text"


def test_languages_are_those_that_are_spoken(shipped: Directory) -> None:
    whole = services(shipped)["whole"]
    assert [language["code"] for language in whole["phones"][0]["languages"]] == ["ko", "en"]
    assert {language["code"] for language in whole["languages"]} == {"ko", "en"}
    assert "only at" in next(x for x in whole["languages"] if x["code"] == "en")["note"]
    assert "Vietnamese" in whole["interpretation_services"]


def test_ages_cost_papers_area_and_what_it_is_for(shipped: Directory) -> None:
    whole = services(shipped)["whole"]
    assert (whole["minimum_age"], whole["maximum_age"]) == (9, 18)
    assert [(c["amount"], c["currency"]) for c in whole["cost_options"]] == [(0, "KRW")]
    assert [d["document"] for d in whole["required_documents"]] == ["The screens", "Bring an identity card."]
    assert [a["name"] for a in whole["service_areas"]] == ["Seoul"]
    kinds = {(a["link_type"], a["taxonomy_term"]["code"]) for a in whole["attributes"]}
    assert {("situation", "deepfake"), ("eligibility", "minor")} <= kinds
    assert whole["email"] == "help@example.org"
    assert whole["assured_date"] == "2026-11-22"


def test_both_languages_are_there(shipped: Directory) -> None:
    korean, english = services(shipped, "ko")["whole"], services(shipped, "en")["whole"]
    assert (korean["name"], korean["alternate_name"]) == ("이름 whole", "Name whole")
    assert (english["name"], english["alternate_name"]) == ("Name whole", "이름 whole")
    assert note(korean, "description-en") == ["Counselling."]
    assert note(english, "description-ko") == ["상담해요."]


def test_a_door_is_a_location_and_a_chat_is_a_virtual_one(shipped: Directory) -> None:
    there = {s["location"]["location_type"]: s for s in services(shipped)["whole"]["service_at_locations"]}
    door = there["physical"]["location"]
    assert [(a["address_1"], a["state_province"], a["country"]) for a in door["addresses"]] == [
        ("38 Jongno, Seoul", "Seoul", "KR")
    ]
    assert [a["description"] for a in door["accessibility"]] == ["There is a lift."]
    assert there["virtual"]["location"]["url"] == "https://example.org/chat"
    assert "The nearest police station" in services(shipped)["whole"]["application_process"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shelters_address_and_a_dead_number_are_nowhere(shipped: Directory, language: str) -> None:
    for name, content in hsds.files(asked(shipped, language)).items():
        for secret in (SECRET, SECRET_EN, DEAD):
            assert secret not in content.decode(), name
    for id in ("shelter", "withheld"):
        assert "service_at_locations" not in services(shipped, language)[id]


def test_status_and_what_is_not_certain(shipped: Directory) -> None:
    found = services(shipped)
    status = {id: service["status"] for id, service in found.items()}
    assert status["whole"] == "active"
    assert status["old"] == "defunct"
    assert status["shut"] == "temporarily closed"
    assert status["over"] == "inactive"
    assert "Name whole" in found["old"]["alert"]
    assert "2027-01-31" in found["shut"]["alert"]
    low = found["low"]
    assert "not certain" in low["description"]
    assert "not certain" in low["alert"]
    assert "not certain" in low["phones"][0]["description"]
    assert "alert" not in found["whole"]


def test_a_check_is_recorded_as_a_check_and_no_change(shipped: Directory) -> None:
    (record,) = services(shipped)["whole"]["phones"][0]["metadata"]
    assert (record["last_action_date"], record["last_action_type"]) == ("2026-11-22", "checked: public source")
    assert record["previous_value"] == record["replacement_value"] == "02-735-8994"
    assert record["updated_by"] == "곁"
