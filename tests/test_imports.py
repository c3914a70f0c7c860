"""Dependencies point inward: what decides knows nothing of Telegram, the database or the clock of an event loop."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
CORE = ("answers", "understanding", "directory", "printing")
KEPT_OUT = {"telegram", "sqlalchemy", "aiohttp", "asyncio", "aiosqlite", "asyncpg", "aiolimiter"}


def test_the_contracts_hold() -> None:
    result = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


def imported(path: Path) -> set[str]:
    """The packages that a module names, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("room", CORE)
def test_the_core_names_no_package_of_the_edge(room: str) -> None:
    for path in (BOT / room).rglob("*.py"):
        assert not {name.partition(".")[0] for name in imported(path)} & KEPT_OUT, path


def test_the_store_is_reached_from_the_edge_only() -> None:
    for path in BOT.rglob("*.py"):
        room = path.relative_to(BOT).parts[0]
        if any(name.startswith("bot.store") for name in imported(path)):
            assert room in ("store", "telegram", "cli"), path


def test_a_short_question_waits_for_no_telegram() -> None:
    code = "import sys, bot.cli.ask; print([m for m in ('telegram', 'sqlalchemy', 'aiohttp') if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert result.stdout.strip() == "[]"
