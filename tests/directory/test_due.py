"""The call list: 90 days and 12 months, the reported and the most used first, emergency lines never dialled."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.directory import Directory
from bot.directory.due import By, Known, Why, due, used
from bot.directory.loading import loads

Made = Callable[..., Directory]


@pytest.fixture
def made(shipped: Directory) -> Made:
    """The shipped directory with every stamp of that day and kind, and one place changed."""

    def make(day: date, how: str = "called", **changes: dict[str, object]) -> Directory:
        raw = shipped.model_dump(mode="json")
        for entry in (*raw["laws"], *raw["guides"], *raw["routes"]):
            entry["checked"] = {"on": f"{day}", "by": "Moim", "how": how}
        for entry in raw["resources"]:
            for channel in entry["channels"]:
                channel["checked"] = {"on": f"{day}", "by": "Moim", "how": how}
                channel.update(changes.get("channel", {}) if entry["id"] == "ksvrc" else {})
        return Directory.model_validate(raw)

    return make


TODAY = date(2026, 11, 24)


def listed(directory: Directory, days: int = 7, known: Known | None = None) -> dict[str, tuple[Why, ...]]:
    found = due(directory, TODAY, days, known) if known else due(directory, TODAY, days)
    return {f"{i.id} {i.channel.id}" if i.channel else i.id: i.why for i in found}


def test_what_was_called_lately_is_not_on_the_list(made: Made) -> None:
    directory = made(TODAY - timedelta(days=10))
    ends = {key for key, why in listed(directory).items() if why == (Why.ENDS,)}
    assert set(listed(directory)) == ends


def test_ninety_days_for_channels_and_a_year_for_laws(made: Made) -> None:
    assert Why.OLD not in listed(made(TODAY - timedelta(days=82))).get("ksvrc phone", ())
    assert Why.OLD in listed(made(TODAY - timedelta(days=83)))["ksvrc phone"]
    assert "deepfake" not in listed(made(TODAY - timedelta(days=350)))
    assert Why.OLD in listed(made(TODAY - timedelta(days=358)))["deepfake"]


def test_a_phone_that_nobody_called_is_on_it_at_once(made: Made) -> None:
    found = listed(made(TODAY, "public source"))
    assert found["ksvrc phone"] == (Why.NEVER,)
    assert "ksvrc web" not in found


def test_emergency_lines_are_never_to_be_dialled(made: Made) -> None:
    found = due(made(TODAY - timedelta(days=100), "public source"), TODAY, 7)
    by = {(i.id, i.channel.number): i.by for i in found if i.channel and i.channel.number}
    dialled = {number for (_, number), way in by.items() if way in (By.CALL, By.QUIET)}
    assert not dialled & {"112", "109", "119"}
    assert by["police-112", "112"] is By.PUBLISHED
    assert by["suicide-109", "109"] is By.PUBLISHED
    assert by["women-hotline-1366", "1366"] is By.QUIET
    assert all(Why.NEVER not in i.why for i in found if i.by is By.PUBLISHED)


def test_reported_first_then_oldest_then_most_used(made: Made) -> None:
    directory = made(TODAY - timedelta(days=100))
    known = Known({"moim": 6}, {"d4u": 90, "ksvrc": 40}, {})
    found = [i.id for i in due(directory, TODAY, 7, known) if i.channel and i.channel.region is None]
    assert found[0] == "moim"
    assert found.index("d4u") < found.index("ksvrc") < found.index("kcsvrc")
    raw = directory.model_dump(mode="json")
    last = raw["resources"][-1]
    last["channels"][0]["checked"]["on"] = "2026-01-01"
    oldest = due(Directory.model_validate(raw), TODAY, 7, Known({}, {"d4u": 90}, {}))
    assert oldest[0].id == last["id"]


def test_what_ends_soon_or_was_flagged_is_on_it(made: Made) -> None:
    day = TODAY - timedelta(days=1)
    found = listed(made(day, channel={"closed_until": "2026-11-29"}))
    assert found["ksvrc phone"] == (Why.ENDS,)
    assert "ksvrc phone" not in listed(made(day, channel={"closed_until": "2027-02-01"}))
    directory = made(day)
    url = next(c.url for r in directory.resources if r.id == "ksvrc" for c in r.channels if c.url)
    flagged = Known({}, {}, {"ksvrc": ((url, "gone"), ("https://example.org/source", "tls"))})
    found = listed(directory, known=flagged)
    assert found["ksvrc web"] == (Why.LINK,)
    assert found["ksvrc phone"] == (Why.LINK,), "a source counts for the first channel"


def test_what_the_directory_does_not_say_is_to_be_asked(shipped: Directory) -> None:
    for item in due(shipped, TODAY, 400):
        assert item.ask
        if item.channel is not None and item.channel.hours is None and "hours" in item.ask:
            assert "hours" in item.unknown


def test_answers_count_for_the_places_on_their_page(shipped: Directory) -> None:
    count = used(shipped, {("deepfake", ""): 10, ("", "medical"): 7, ("", ""): 99})
    page = next(s for s in shipped.situations if s.id == "deepfake")
    need = next(n for n in shipped.needs if n.id == "medical")
    for id in page.resources:
        assert count[id] == 10 + 7 * (id in need.resources)


def test_a_replaced_place_is_not_called(shipped_text: str) -> None:
    start = shipped_text.index("- id: ksvrc\n") + len("- id: ksvrc\n")
    directory = loads((shipped_text[:start] + "  replaced_by: d4u\n" + shipped_text[start:]).encode())
    assert not [i for i in due(directory, TODAY, 400) if i.id == "ksvrc"]
