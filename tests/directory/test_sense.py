"""What the schema lets through and no editor means, found at its line by `gyeot check`."""

from pathlib import Path

import pytest

from bot.directory.loading import load_located
from bot.directory.problems import Level
from bot.directory.sense import sense
from tests.directory.conftest import DAY, sensed
from tests.directory.faults import CONFIDENCE, D4U, NUMBERS, POLICE, Edit, swap, within

VISIT = "{ko: 서울 중구 어느로 12, en: Seoul}"
PLACE = f"""  channels:
    - id: door
      kind: visit
      address: {VISIT}
      checked: {{on: 2026-11-22, by: Gyeot}}
"""


@pytest.mark.parametrize(
    ("edit", "code", "place"),
    [
        (within(POLICE, CONFIDENCE, f"  ages: {{minimum: 19, maximum: 9}}\n{CONFIDENCE}"), "ages-order", ".ages"),
        (within(POLICE, CONFIDENCE, f"  replaced_by: police-112\n{CONFIDENCE}"), "replaced-chain", ".replaced_by"),
        (within(D4U, 'url: "https://', 'url: "https:// '), "shape-url", ".url"),
        (within(D4U, 'url: "https://d4u', 'url: "https://d4u stop'), "shape-url", ".url"),
        (within(D4U, NUMBERS, 'number: "010-2345-8901"'), "number-mobile", ".number"),
        (swap("emergency: [police-112, ", "emergency: [police-112, police-112, "), "listed-twice", "emergency[1]"),
        (swap("checked: {on: 2026-11-22", "checked: {on: 2062-11-22"), "date-future", ".checked.on"),
        (
            lambda text: within(D4U, "  channels:\n", PLACE)(
                within(D4U, '  name: {ko: "', '  name: {ko: "쉼터 ')(text)
            ),
            "shelter-unmarked",
            "[door].address",
        ),
        (
            within("- id: suicide-109\n", CONFIDENCE, f"  shelter: true\n  stops: {VISIT}\n{CONFIDENCE}"),
            "shelter-address",
            ".stops",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_is_found_at_its_line(edit: Edit, code: str, place: str, shipped_text: str, tmp_path: Path) -> None:
    problem, first = sensed(edit, code, shipped_text, tmp_path)
    assert place in problem.place
    assert problem.line is not None
    assert 0 <= problem.line - first <= 45
    warning = code in ("number-mobile", "listed-twice")
    assert problem.level is (Level.WARNING if warning else Level.ERROR)


def test_nothing_of_it_stands_in_the_shipped_file(tmp_path: Path, shipped_text: str) -> None:
    file = tmp_path / "resources.yaml"
    file.write_text(shipped_text, encoding="utf-8")
    assert list(sense(load_located(file), DAY)) == []
