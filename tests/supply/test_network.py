"""The bot as a process reaches nothing but the Bot API; `gyeot ask` opens no socket at all."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from tests.ports import free_port
from tests.proof.delivery.process import KINDS, ROOT, Process

GUARD = Path(__file__).parent / "guard"
OWN = ("socket.__new__", "socket.getaddrinfo")  # none of them leaves the machine


def guarded(notes: Path, *allowed: str) -> dict[str, str]:
    return {
        "PYTHONPATH": os.pathsep.join((str(GUARD), str(ROOT))),
        "GUARD_NOTES": str(notes),
        "GUARD_ALLOWED": " ".join(allowed),
    }


def noted(notes: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in notes.read_text().splitlines():
        event, _, address = line.partition(" ")
        found.setdefault(event, set()).add(address)
    return found


async def until(met: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not met():
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("kind", KINDS[:2], ids=lambda kind: kind.mode)
async def test_a_whole_life_connects_to_nothing_but_the_bot_api(sandbox: Sandbox, tmp_path: Path, kind: object) -> None:
    notes, directory, monitor = tmp_path / "notes", tmp_path / "resources.yaml", free_port()
    shutil.copy(ROOT / "resources.yaml", directory)
    api = sandbox.base_url.split("/")[2]
    more = guarded(notes, api) | {"GYEOT_DIRECTORY": str(directory), "GYEOT_METRICS_PORT": str(monitor)}
    bot = Process(kind, sandbox, tmp_path, said=b"", more=more)  # type: ignore[arg-type]
    person, other = sandbox.person("ko"), sandbox.person("en")
    try:
        await bot.start()
        answer = await person.ask("딥페이크 사진이 퍼졌어요", timeout=60)
        sandbox.fail("sendMessage", "500", times=2)
        assert await other.ask("/about", timeout=30)
        await person.press(answer, next(b["text"] for row in keys(answer) for b in row if "callback_data" in b))
        directory.write_text(directory.read_text() + "\n# read again\n")
        await asyncio.sleep(2.5)
        await person.ask("지우기", timeout=30)
        await person.until(lambda p: len(p.messages) == 1)
        await other.block()
        await asyncio.sleep(0.3)
    finally:
        code = await bot.end(signal.SIGTERM)
    assert code == 0
    found = noted(notes)
    assert found.pop("socket.connect") == {api}
    listening = {f"127.0.0.1:{monitor}"} | ({f"127.0.0.1:{bot.port}"} if bot.kind.mode == "webhook" else set())
    assert found.pop("socket.bind") == listening
    assert set(found) <= set(OWN), found
    assert all(address.startswith(("127.0.0.1:", "None:")) for address in found.get("socket.getaddrinfo", ()))
    assert bot.said is not None
    assert b"directory read again" in bot.said


def keys(message: dict[str, object]) -> list[list[dict[str, str]]]:
    return message["reply_markup"]["inline_keyboard"]  # type: ignore[index]


@pytest.mark.parametrize(
    "words", [("ask", "합성 사진이 돌고 있어요"), ("check",), ("preview", "d4u"), ("schema",)], ids=lambda w: w[0]
)
def test_the_terminal_opens_no_socket(tmp_path: Path, words: tuple[str, ...]) -> None:
    notes = tmp_path / "notes"
    command = [sys.executable, "-m", "bot", *words]
    run = subprocess.run(command, cwd=ROOT, env=os.environ | guarded(notes), capture_output=True, text=True, timeout=90)
    assert run.returncode == 0, run.stderr
    assert run.stdout
    assert notes.read_text() == ""


def test_the_guard_sees_and_forbids(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    script = "import socket\nsocket.create_connection(('192.0.2.1', 443), timeout=1)"
    run = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | guarded(notes), capture_output=True, text=True
    )
    assert "ConnectionRefusedError" in run.stderr
    assert any("192.0.2.1:443" in addresses for addresses in noted(notes).values())
