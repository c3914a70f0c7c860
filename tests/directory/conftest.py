"""The shipped file, as text to break and as a directory to ask."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.directory import Directory, load
from bot.directory.hours import SEOUL
from bot.directory.loading import load_located
from bot.directory.problems import Problem
from bot.directory.sense import sense
from tests.directory.faults import Edit

DAY = datetime(2026, 11, 25, tzinfo=SEOUL)
SHIPPED = Path(__file__).parents[2] / "resources.yaml"


@pytest.fixture(scope="session")
def shipped_text() -> str:
    return SHIPPED.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def shipped() -> Directory:
    return load(SHIPPED)


def sensed(edit: Edit, code: str, text: str, folder: Path) -> tuple[Problem, int]:
    """The first problem of that code in the edited text, and the first line that differs from what it was."""
    broken = edit(text)
    assert isinstance(broken, str)
    file = folder / "resources.yaml"
    file.write_text(broken, encoding="utf-8")
    found = [p for p in sense(load_located(file), DAY) if p.code == code]
    assert found
    old, new = text.split("\n"), broken.split("\n")
    return found[0], next(i for i, (a, b) in enumerate(zip(old, new, strict=False), 1) if a != b)
