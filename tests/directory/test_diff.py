"""What differs between two editions, found once and in a steady order."""

from typing import Any

import pytest

from bot.directory import Directory
from bot.directory.diff import Change, Kind, differences


@pytest.fixture
def raw(shipped: Directory) -> dict[str, Any]:
    return shipped.model_dump(mode="json")


def found(shipped: Directory, raw: dict[str, Any]) -> list[Change]:
    return list(differences(shipped, Directory.model_validate(raw)))


def place(raw: dict[str, Any], id: str) -> dict[str, Any]:
    return next(entry for entry in raw["resources"] if entry["id"] == id)


def test_nothing(shipped: Directory, raw: dict[str, Any]) -> None:
    assert found(shipped, raw) == []


def test_the_order_of_entries_says_nothing(shipped: Directory, raw: dict[str, Any]) -> None:
    raw["resources"].reverse()
    raw["laws"].reverse()
    assert found(shipped, raw) == []


def test_hours_of_one_channel(shipped: Directory, raw: dict[str, Any]) -> None:
    channel = place(raw, "ksvrc")["channels"][0]
    before, channel["hours"] = channel["hours"], "Mo-Fr 09:00-18:00; PH off"
    (change,) = found(shipped, raw)
    assert (change.kind, change.id, change.channel, change.field) == (Kind.CHANGED, "ksvrc", "phone", ("hours",))
    assert (change.before, change.after) == (before, "Mo-Fr 09:00-18:00; PH off")


def test_new_removed_replaced_and_verified(shipped: Directory, raw: dict[str, Any]) -> None:
    new = {**place(raw, "ksvrc"), "id": "a-new-place"}
    raw["resources"].append(new)
    gone = raw["retired"].pop()
    place(raw, "kcsvrc")["replaced_by"] = "d4u"
    place(raw, "ksvrc")["channels"][0]["checked"] = {"on": "2099-01-01", "by": "Moim", "how": "called"}
    changes = found(shipped, raw)
    assert [(c.kind, c.id) for c in changes] == [
        (Kind.ADDED, "a-new-place"),
        (Kind.REPLACED, "kcsvrc"),
        (Kind.VERIFIED, "ksvrc"),
        (Kind.REMOVED, ", ".join([*gone["names"], *gone["numbers"]])),
    ]
    backwards = list(differences(Directory.model_validate(raw), shipped))
    assert {(c.kind, c.id) for c in backwards} >= {(Kind.REMOVED, "a-new-place"), (Kind.UNSET, "kcsvrc")}
    assert Kind.VERIFIED not in {c.kind for c in backwards}, "an older stamp is no check"


def test_lists_say_what_came_what_went_and_what_moved(shipped: Directory, raw: dict[str, Any]) -> None:
    page = raw["situations"][0]
    first = page["resources"].pop(0)
    raw["situations"][1]["resources"].reverse()
    raw["emergency"].append("d4u")
    changes = found(shipped, raw)
    assert [(c.section, c.kind, c.field) for c in changes] == [
        ("situations", Kind.LESS, ("resources",)),
        ("situations", Kind.ORDER, ("resources",)),
        ("emergency", Kind.MORE, ("emergency",)),
    ]
    assert changes[0].before == (first,)


def test_a_source_described_otherwise_is_the_same_source(shipped: Directory, raw: dict[str, Any]) -> None:
    place(raw, "ksvrc")["sources"][0]["supports"] = "name"
    (change,) = found(shipped, raw)
    assert (change.kind, change.field) == (Kind.DETAIL, ("sources",))


def test_channels_come_and_go(shipped: Directory, raw: dict[str, Any]) -> None:
    channels = place(raw, "ksvrc")["channels"]
    gone = channels.pop()
    channels.append({**gone, "id": "other"})
    assert [(c.kind, c.channel) for c in found(shipped, raw)] == [(Kind.ADDED, "other"), (Kind.REMOVED, gone["id"])]
