"""An edit changes the lines concerned and no other; the file is whole at any moment, or as it was."""

import os
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.directory import DirectoryError, load
from bot.directory.editing import Document, EditError, hunks, read
from bot.directory.splicing import splice
from bot.directory.yamlfile import parse

DAY = date(2026, 12, 1)
STAMP = {"on": DAY, "by": "곁 모임", "how": "called"}


@pytest.fixture
def file(shipped_text: str, tmp_path: Path) -> Path:
    path = tmp_path / "resources.yaml"
    path.write_text(shipped_text, encoding="utf-8")
    return path


def place(document: Document, id: str) -> tuple[str, int]:
    return "resources", next(i for i, r in enumerate(document.value()["resources"]) if r["id"] == id)


def changed(before: Document, after: Document) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(h.before, h.after) for h in hunks(before.text, after.text)]


def test_a_stamp_changes_its_own_line(file: Path) -> None:
    document = read(file)
    after = document.edited({(*place(document, "police-112"), "channels", 0, "checked"): STAMP})
    ((old, new),) = changed(document, after)
    assert len(old) == len(new) == 1
    assert "2026-12-01" in new[0]
    assert "곁 모임" in new[0]
    assert old[0].split("checked:")[0] == new[0].split("checked:")[0], "the indent stays"


def test_what_is_written_is_what_is_read_and_nothing_else_differs(file: Path) -> None:
    document = read(file)
    path = (*place(document, "police-112"), "channels", 0, "checked")
    document.edited({path: STAMP}).save()
    before, after = document.value(), read(file).value()
    channel = after["resources"][path[1]]["channels"][0]
    assert channel["checked"] == {**STAMP, "on": "2026-12-01"}
    channel["checked"] = before["resources"][path[1]]["channels"][0]["checked"]
    assert after == before


TEXTS = ["a: b", "it's", 'say "x"', "# no comment", "{x}", "- y", "yes", "010", "2026-01-01", "곁\n줄", "100%", "@a"]


def test_any_text_survives(file: Path) -> None:
    document = read(file)
    after = document.edited(
        {("resources", i, "channels", 0, "checked"): {**STAMP, "by": text} for i, text in enumerate(TEXTS)}
    )
    written = [entry["channels"][0]["checked"]["by"] for entry in after.value()["resources"]]
    assert written[: len(TEXTS)] == TEXTS


@pytest.mark.parametrize("entry", ["inline", "block"])
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_layout_and_quotes_are_those_it_had(shipped_text: str, file: Path, entry: str, quote: str) -> None:
    start = shipped_text.index("- id: police-112\n")
    at = shipped_text.index("checked: ", start)
    end = shipped_text.index("\n", at)
    inline = f"checked: {{on: 2026-11-22, by: {quote}Gyeot{quote}, how: public source}}  # by hand"
    block = f"checked:  # by hand\n        on: 2026-11-22\n        by: {quote}Gyeot{quote}\n        how: public source"
    file.write_text(shipped_text[:at] + (inline if entry == "inline" else block) + shipped_text[end:], encoding="utf-8")
    document = read(file)
    after = document.edited({(*place(document, "police-112"), "channels", 0, "checked"): {**STAMP, "by": "Moim"}})
    assert f"by: {quote}Moim{quote}" in after.text
    assert after.text.count("# by hand") == 1
    assert after.text.count("\n") == document.text.count("\n")


def test_fields_entries_and_items_are_added_and_taken_away(file: Path) -> None:
    document = read(file)
    entry = place(document, "ksvrc")
    new: dict[str, Any] = {
        "id": "a-new-place",
        "name": {"ko": "새 곳", "en": "New place"},
        "does": {"ko": "상담해요", "en": "Counselling"},
        "channels": [{"id": "phone", "kind": "phone", "number": "02-338-5802", "checked": STAMP}],
        "confidence": "low",
        "sources": [{"url": "https://example.org/a#b"}],
    }
    count = len(document.value()["resources"])
    edits = {
        (*entry, "channels", 0, "note"): {"ko": "메모: #1", "en": "Don't"},
        (*entry, "cost"): None,
        (*entry, "also_called", len(document.value()["resources"][entry[1]]["also_called"])): "새 이름",
        ("resources", count): new,
    }
    after = document.edited(edits)
    value = after.value()["resources"]
    assert value[entry[1]]["channels"][0]["note"] == {"ko": "메모: #1", "en": "Don't"}
    assert "cost" not in value[entry[1]]
    assert value[entry[1]]["also_called"][-1] == "새 이름"
    assert value[count]["channels"][0]["number"] == "02-338-5802"
    assert sum(len(b) + len(a) for b, a in changed(document, after)) < 25


LIST = """\
top:
- one  # first
# about two
- two
- {ko: "셋", en: three}
end: x
"""


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        (["one", "two", {"ko": "셋", "en": "three"}, "four"], 3),
        (["zero", "one", "two", {"ko": "셋", "en": "three"}], 3),
        (["two", {"ko": "셋", "en": "three"}], 2),
        (["one", {"ko": "셋", "en": "three"}], 2),
        (["one", "two"], 2),
        (["one", "2", {"ko": "셋", "en": "3"}], 1),
        (["one", "a", "b", "two", {"ko": "셋", "en": "three"}], 3),
        (["new"], 0),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list_changes_item_by_item(items: list[Any], kept: int, end: str) -> None:
    text = LIST.replace("\n", end)
    made = splice(text, {("top",): items})
    value = parse(made.encode(), Path("x.yaml"))[0]
    assert value == {"top": items, "end": "x"}
    assert len([line for line in text.split(end)[1:6] if line in made.split(end) and "-" in line]) == kept
    assert "# about two" in made
    assert ("# first" in made) == ("one" in items or items == ["new"])
    assert made.count("\n") == made.count(end)


def test_windows_line_ends_and_a_byte_order_mark_stay(shipped_text: str, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + shipped_text.replace("\n", "\r\n").encode())
    document = read(file)
    entry = place(document, "police-112")
    document.edited({(*entry, "channels", 0, "checked"): STAMP, (*entry, "closed_until"): DAY}).save()
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf# yaml")
    assert raw.count(b"\n") == raw.count(b"\r\n") == shipped_text.count("\n") + 1
    assert str(load(file).resources[entry[1]].closed_until) == "2026-12-01"


def test_an_edit_that_makes_the_file_faulty_is_refused(file: Path) -> None:
    document = read(file)
    with pytest.raises(DirectoryError):
        document.edited({(*place(document, "police-112"), "channels", 0, "number"): "02-1234-5678"})


def test_a_file_that_is_faulty_is_not_edited(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\tbroken", encoding="utf-8")
    with pytest.raises(DirectoryError):
        read(file).edited({("resources", 0, "shelter"): True})


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(file: Path) -> None:
    document = read(file)
    after = document.edited({(*place(document, "police-112"), "channels", 0, "checked"): STAMP})
    other = file.read_text(encoding="utf-8") + "# saved in an editor\n"
    file.write_text(other, encoding="utf-8")
    with pytest.raises(EditError, match="changed"):
        after.save()
    assert file.read_text(encoding="utf-8") == other
    assert os.listdir(file.parent) == [file.name]


def test_rights_stay_and_a_link_keeps_leading_to_the_file(file: Path, tmp_path: Path) -> None:
    file.chmod(0o640)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "served.yaml"
    link.symlink_to(file)
    document = read(link)
    document.edited({(*place(document, "police-112"), "channels", 0, "checked"): STAMP}).save()
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert "2026-12-01" in file.read_text(encoding="utf-8")


def test_a_disk_that_is_full_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(file)
    after = document.edited({(*place(document, "police-112"), "channels", 0, "checked"): STAMP})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.directory.editing.os.fsync", full)
    with pytest.raises(EditError, match="unwritable"):
        after.save()
    assert file.read_bytes() == document.raw
    assert os.listdir(file.parent) == [file.name]
