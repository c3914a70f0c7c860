"""Each entry held against the research that it was made from, where that stands beside the clone."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.directory import Directory
from bot.directory.numbers import digits

FACTS = Path(__file__).parents[3] / "shared" / "facts"
FILES = ("public-services.yaml", "ngo-and-regional.yaml", "law-platforms-procedures.yaml", "corrections.yaml")
pytestmark = pytest.mark.skipif(
    not all((FACTS / name).is_file() for name in FILES), reason="the files of facts do not stand beside this clone"
)

# Facts that are background, rights without an office, or said by themselves not to be listed.
NOT_LISTED = {
    "ministry-names": "names of bodies: `retired`",
    "gov-change-notes": "background",
    "procedure-rights": "a guide",
    "youth-text-dadeul": "unconfirmed, and 1388 answers texts: `retired`",
    "victim-1577-2584": "unconfirmed since the reform: `retired`",
    "lgbtq-lesbian": "nothing newer than 2010: `retired`",
    "wmhrck": "its counselling is that of migrant-seoul",
    "workplace-equality-counsel": "no number of its own: labor-1350",
    "jeonsanet": "a network without a contact",
    "kwau": "no counselling",
    "kasvcc": "no counselling",
    "zz-do-not-use": "the list of what must not be used",
}
OF_OUR_OWN = {"fire-119", "foreign-workers-1577-0071"}  # 119 has sources of its own; 1577-0071 stands under labor-1350
# Printed in the facts and left out on purpose, each with the reason that the facts or corrections give.
LEFT_OUT = {
    "#0117": "no number that can be dialled as it stands; named in the note",
    "1544-9112": "not after 2024-08",
    "010-2989-7722": "printed in May 2024 only",
    "063-717-1366": "former specialised centre",
    "043-267-3006": "former specialised centre",
    "055-244-8400": "former specialised centre",
    "064-744-8994": "one source only",
    "070-4242-8581": "unconfirmed since 2023",
    "051-802-2082": "unconfirmed since 2023",
    "1301": "not since the reform",
    "1577-2584": "not since the reform",
    "1661-5004": "not without a call",
    "02-703-3542": "pages of 2005-10",
    "010-7705-1318": "list of 2018 only",
    "02-338-2890": "office",
    "02-3156-5400": "office",
    "02-739-8858": "office",
    "02-3013-1399": "office",
    "02-2263-6465": "older twin line",
    "02-825-1273": "list of 2018, larger centres have entries",
    "02-3281-1366": "list of 2018, larger centres have entries",
}


def read(name: str) -> Any:
    return yaml.safe_load((FACTS / name).read_text())


@pytest.fixture(scope="module")
def entries() -> dict[str, dict[str, Any]]:
    return {e["id"]: e for name in FILES[:2] for e in read(name)}


@pytest.fixture(scope="module")
def same() -> set[str]:
    """Ids of facts that another entry stands for."""
    found: set[str] = set()
    for row in read("corrections.yaml")["same_body"]:
        found |= set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", row["instead_of"]))
    return found


def numbers(entry: dict[str, Any]) -> set[str]:
    listed = [p["number"] for p in entry.get("phones") or []]
    listed += [c["phone"] for c in entry.get("centres") or [] if c.get("phone")]
    return {str(number) for number in listed}


def test_every_usable_entry_is_listed_and_no_other(
    entries: dict[str, dict[str, Any]], same: set[str], shipped: Directory
) -> None:
    ids = {r.id for r in shipped.resources}
    merged = {id for id in same if id not in ids}
    assert set(entries) - ids - merged == set(NOT_LISTED) - merged
    assert ids - set(entries) == OF_OUR_OWN


def test_every_number_of_the_facts_is_listed_or_left_out_for_a_reason(
    entries: dict[str, dict[str, Any]], shipped: Directory
) -> None:
    held = {digits(c.number) for r in shipped.resources for c in r.channels if c.number}
    held |= {digits("+82-1345")}  # in the note of 1345
    reasons = {digits(n) for n in LEFT_OUT}
    for id, entry in entries.items():
        if id == "trafficking-list":  # "publish only 1366 and dasi until each local number is test-called"
            continue
        for number in numbers(entry):
            assert digits(number) in held or digits(number) in reasons, f"{id}: {number}"


def test_no_number_is_listed_that_the_facts_do_not_hold(entries: dict[str, dict[str, Any]], shipped: Directory) -> None:
    known = {digits(n) for entry in entries.values() for n in numbers(entry)}
    whole = "".join((FACTS / name).read_text() for name in FILES)
    known |= {digits(n) for n in re.findall(r"\b0\d{1,2}-1366\b", whole)}
    area_codes = {digits(f"{p.area_code}-1366") for p in shipped.regions}
    for resource in shipped.resources:
        if resource.id in OF_OUR_OWN:
            continue
        for channel in resource.channels:
            assert not channel.number or digits(channel.number) in known | area_codes, (resource.id, channel.number)


def test_a_place_has_the_numbers_of_its_own_entry(entries: dict[str, dict[str, Any]], shipped: Directory) -> None:
    left = {digits(n) for n in LEFT_OUT}
    shared = {digits(n) for e in ("women-hotline-1366", "police-112") for n in numbers(entries[e])}
    for resource in shipped.resources:
        if resource.id not in entries or resource.id == "trafficking-list":
            continue
        mine = {digits(c.number) for c in resource.channels if c.number}
        theirs = {digits(n) for n in numbers(entries[resource.id])} - left
        missing = {n for n in theirs - mine - shared if not n.endswith("1366")}
        other = {digits(c.number) for r in shipped.resources if r.id != resource.id for c in r.channels if c.number}
        assert missing <= other | {digits("+82-1345")}, f"{resource.id}: {missing}"


def test_nothing_that_must_not_be_used_stands_anywhere(entries: dict[str, dict[str, Any]], shipped: Directory) -> None:
    held = {digits(c.number) for r in shipped.resources for c in r.channels if c.number}
    dead = {digits(n) for n in shipped.do_not_use if re.fullmatch(r"[\d-]+", n)}
    for row in entries["zz-do-not-use"]["block_list"]:
        for number in re.findall(r"\b\d{2,4}-\d{3,4}(?:-\d{4})?\b|\b1393\b", row["number"]):
            if digits(number) in ("15449112", "1366"):  # taken off the list by the corrections; the real hotline
                continue
            assert digits(number) not in held, number
            assert digits(number) in dead, number


def test_a_doubtful_fact_is_marked_as_such(entries: dict[str, dict[str, Any]], shipped: Directory) -> None:
    # Raised by the corrections, or by what the other file or a newer page says of the same body.
    raised = {"incheon-center", "trafficking-list", "region-daejeon"}
    for resource in shipped.resources:
        if entries.get(resource.id, {}).get("confidence") == "low":
            assert resource.confidence == "low" or resource.id in raised, resource.id


def test_laws_forms_and_procedures_are_all_there(shipped: Directory) -> None:
    facts = read("law-platforms-procedures.yaml")
    assert {x["id"] for x in facts["law"]} == {x.id for x in shipped.laws}
    assert {x["id"] for x in facts["platforms"]} == {x.id for x in shipped.routes}
    assert {x["id"] for x in facts["procedures"]} - {x.id for x in shipped.guides} == {"bot_delete_48h"}  # of the bot


def test_a_law_begins_on_a_day_that_the_facts_name(shipped: Directory) -> None:
    laws = {x.id: x for x in shipped.laws}
    for fact in read("law-platforms-procedures.yaml")["law"]:
        days = re.findall(r"\d{4}-\d{2}-\d{2}", str(fact.get("in_force_since") or ""))
        if days:
            assert str(laws[fact["id"]].valid_from) in days, fact["id"]
