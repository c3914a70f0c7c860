"""A proof that finds nothing is worth as much as what it would find: leaks planted in the real process are found."""

from pathlib import Path

import pytest

from tests.proof.privacy import table
from tests.proof.privacy.faults import FAULTS
from tests.proof.privacy.inside.planting import ENCODINGS
from tests.proof.privacy.markers import Markers
from tests.proof.privacy.places import PLACES
from tests.proof.privacy.scenario import Scenario
from tests.proof.privacy.searching import search

# One encoding a place; the quiet ones in the places that are the hardest to see.
PLANTED = {
    "stdout": "nfd",
    "stderr": "escapes",
    "log": "utf-8",
    "database": "base64-1",
    "journals": "utf-8",
    "temp folders": "percent",
    "home": "hex",
    "working folder": "base64-2",
    "core": "utf-16",
    "names of files": "sha256",
    "elsewhere": "base64-0",
    "open files": "repr",
    "arguments": "md5",
    "environment": "base64url",
}
OF_ID = {"md5", "sha1", "sha256", "digest"}


async def test_a_leak_in_each_place_is_found(tmp_path: Path, responder: object) -> None:
    do = tuple(f"plant={place}:{encoding}" for place, encoding in PLANTED.items())
    scenario = Scenario(FAULTS[1], tmp_path / "proof", webhook=False, seed="planted", do=do)
    outcome = await scenario.run(rounds=1)
    assert outcome.trouble == ""
    for place, encoding in PLANTED.items():
        assert outcome.count(place, "id" if encoding in OF_ID else "text"), f"{place} ({encoding})"
    assert f"{len(outcome.hits)} traces" in table.total([outcome])
    assert "TRACE of text in stdout" in table.full(outcome)
    assert set(PLACES) - set(PLANTED) == {"dump", "metrics", "requests to Telegram"}
    assert outcome.count("dump", "text"), "what is in the database is in its dump"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_encoding_is_found_and_attributed(encoding: str) -> None:
    markers = Markers("encodings")
    words, id = markers.text("text"), markers.id()
    markers.text("caption")
    data = b"\x00 before" + ENCODINGS[encoding](str(id) if encoding in OF_ID else words) + b"after"
    hits = search({"log": [data]}, markers.needles())
    assert {hit.field for hit in hits} == {"id" if encoding in OF_ID else "text"}


@pytest.mark.parametrize("half", ["ascii", "hangul"])
def test_half_of_what_was_written_is_enough(half: str) -> None:
    markers = Markers("halves")
    markers.text("text")
    assert search({"log": [getattr(markers, half)("text").encode()]}, markers.needles())


def test_other_words_are_no_trace() -> None:
    markers = Markers("others")
    other = Markers("another seed")
    said = [ENCODINGS[e](other.text("text")) for e in ENCODINGS] + [str(other.id()).encode()]
    markers.text("text"), markers.id()
    assert search({"log": said}, markers.needles()) == []
