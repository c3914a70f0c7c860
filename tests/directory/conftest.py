"""The shipped file, as text to break and as a directory to ask."""

from pathlib import Path

import pytest

from bot.directory import Directory, load

SHIPPED = Path(__file__).parents[2] / "resources.yaml"


@pytest.fixture(scope="session")
def shipped_text() -> str:
    return SHIPPED.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def shipped() -> Directory:
    return load(SHIPPED)
