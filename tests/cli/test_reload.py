"""A save is live within two seconds, a broken one changes nothing and is said once, half a save is never read."""

import asyncio
import hashlib
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from bot.answers.responder import Responder
from bot.cli.watching import Edition, edition, watch
from bot.directory import Directory, DirectoryError
from bot.directory.hours import SEOUL
from bot.sandbox.server import Sandbox

SHIPPED = Path(__file__).parents[2] / "resources.yaml"
NAME = 'en: "Police emergency 112"'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "resources.yaml"
    path.write_bytes(SHIPPED.read_bytes())
    return path


def renamed(file: Path, name: str) -> str:
    text = SHIPPED.read_text(encoding="utf-8")
    assert NAME in text
    return text.replace(NAME, f'en: "{name}"')


class Watched:
    """A responder whose file is watched, and what became of each save."""

    def __init__(self, responder: Responder, file: Path) -> None:
        first = edition(file)
        self.responder = Responder(first.directory, responder._texts, responder._engine)
        self.good: list[Edition] = []
        self.bad: list[DirectoryError] = []
        self.task = asyncio.create_task(watch(self.responder, file, first.mark, self._good, self._bad))

    async def _good(self, fresh: Edition) -> None:
        self.good.append(fresh)

    async def _bad(self, error: DirectoryError) -> None:
        self.bad.append(error)

    @property
    def name(self) -> str:
        return next(r.name.en for r in self.responder.directory.resources if r.id == "police-112")

    async def until(self, count: int, within: float = 10.0) -> None:
        async with asyncio.timeout(within):
            while len(self.good) + len(self.bad) < count:
                await asyncio.sleep(0.02)


@pytest.fixture
async def watched(responder: Responder, file: Path) -> AsyncIterator[Watched]:
    found = Watched(responder, file)
    yield found
    found.task.cancel()


async def test_a_save_is_live_within_two_seconds(watched: Watched, file: Path) -> None:
    tries = []
    for number in range(1, 4):  # the best of three: a machine that is busy with other tests stands still now and then
        began = time.monotonic()
        file.write_text(renamed(file, f"Save {number}"), encoding="utf-8")
        await watched.until(number)
        took = time.monotonic() - began
        assert watched.name == f"Save {number}"
        began = time.monotonic()
        edition(file)
        tries.append((took, time.monotonic() - began))
        if took < 2:
            break
    took, loading = min(tries)
    assert took - loading < 1.3
    assert took < 2 or loading > 0.5
    beside = file.with_name("other.yaml")  # as editors that write a new file and rename it
    beside.write_text(renamed(file, "Other save"), encoding="utf-8")
    os.replace(beside, file)
    await watched.until(len(tries) + 1)
    assert watched.name == "Other save"
    assert watched.good[-1].hash == hashlib.sha256(file.read_bytes()).hexdigest()


async def test_a_broken_save_is_told_once_and_the_next_good_one_is_served(watched: Watched, file: Path) -> None:
    file.write_text(renamed(file, "Broken").replace("kind: phone", "kind: fax", 1), encoding="utf-8")
    await watched.until(1)
    await asyncio.sleep(1.5)
    assert len(watched.bad) == 1
    assert watched.name == "Police emergency 112"
    file.unlink()
    await watched.until(2)
    assert [p.code for p in watched.bad[1].problems] == ["unreadable"]
    file.write_text(renamed(file, "Mended"), encoding="utf-8")
    await watched.until(3)
    assert watched.name == "Mended"


async def test_half_a_file_is_never_read(watched: Watched, file: Path) -> None:
    raw = renamed(file, "Written slowly").encode()
    step = len(raw) // 12
    with file.open("wb") as out:
        for start in range(0, len(raw), step):
            out.write(raw[start : start + step])
            out.flush()
            await asyncio.sleep(0.15)
    await watched.until(1)
    assert watched.bad == []
    assert watched.name == "Written slowly"


async def test_what_cannot_be_served_at_all_does_not_end_the_watching(
    watched: Watched, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = watched.responder.refresh
    tried: list[Directory] = []

    def fails(fresh: Directory) -> None:
        tried.append(fresh)
        raise ZeroDivisionError

    monkeypatch.setattr(watched.responder, "refresh", fails)
    file.write_text(renamed(file, "Unservable"), encoding="utf-8")
    async with asyncio.timeout(10):
        while not tried:
            await asyncio.sleep(0.02)
    assert watched.name == "Police emergency 112"
    monkeypatch.setattr(watched.responder, "refresh", real)
    file.write_text(renamed(file, "Servable"), encoding="utf-8")
    await watched.until(1)
    assert watched.name == "Servable"


async def start(*arguments: str, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        env={**os.environ, "LC_ALL": "ko_KR.UTF-8", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


def editions(database: Path) -> list[tuple[str, str, str]]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute("SELECT hash, day, counts FROM edition").fetchall()
    finally:
        connection.close()


async def test_run_serves_tells_and_notes_each_edition(sandbox: Sandbox, file: Path, tmp_path: Path) -> None:
    database = tmp_path / "gyeot.db"
    hashes, told = {hashlib.sha256(file.read_bytes()).hexdigest()}, ""
    bot = await start(
        "run",
        GYEOT_TOKEN=sandbox.token,
        GYEOT_API_URL=sandbox.base_url,
        GYEOT_DIRECTORY=str(file),
        GYEOT_DATABASE_URL=f"sqlite+aiosqlite:///{database}",
    )
    try:
        person = sandbox.person("en")
        await person.ask("/start", timeout=60)
        assert "Police emergency 112" in (await person.ask("someone is following me home right now"))["text"]
        file.write_text(renamed(file, "Police, new name"), encoding="utf-8")
        hashes.add(hashlib.sha256(file.read_bytes()).hexdigest())
        began = time.monotonic()
        while "Police, new name" not in (await person.ask("someone is following me home right now"))["text"]:
            assert time.monotonic() - began < 6, "not served"
            await asyncio.sleep(0.2)
        file.write_text(renamed(file, "Never served").replace("kind: phone", "kind: fax", 1), encoding="utf-8")
        assert bot.stdout is not None
        async with asyncio.timeout(20):
            while "resources.yaml:" not in told:
                told += (await bot.stdout.readline()).decode()
        await asyncio.sleep(1.5)  # as long as it takes to look at the file again: it is not said twice
        assert "Police, new name" in (await person.ask("someone is following me home right now"))["text"]
    finally:
        bot.send_signal(signal.SIGTERM)
        said = told + (await asyncio.wait_for(bot.communicate(), 20))[0].decode()
    assert said.count("resources.yaml:") == 1, "said once, with its line"
    assert "kind" in said
    assert "Traceback" not in said
    rows = editions(database)
    assert {row[0] for row in rows} == hashes
    assert {row[1] for row in rows} <= {f"{datetime.now(SEOUL).date()}"}
    assert all('"resources"' in row[2] for row in rows)


async def test_try_says_on_the_page_what_became_of_a_save(file: Path) -> None:
    trying = await start("try", "--port", "0", "--directory", str(file))
    try:
        assert trying.stdout is not None
        line = (await asyncio.wait_for(trying.stdout.readline(), 60)).decode()
        base = next(word for word in line.split() if word.startswith("http://")).rstrip("/")
        async with aiohttp.ClientSession() as page:
            async with page.post(f"{base}/page/person", json={"language_code": "ko"}) as made:
                person = (await made.json())["person"]
            async with page.get(f"{base}/page/events", params={"person": person}) as events:
                file.write_text(renamed(file, "Tried"), encoding="utf-8")
                assert "저장" in await banner(events)
                file.write_text(renamed(file, "Tried").replace("kind: phone", "kind: fax", 1), encoding="utf-8")
                assert "resources.yaml:" in await banner(events)
    finally:
        trying.send_signal(signal.SIGINT)
        await asyncio.wait_for(trying.communicate(), 20)


async def banner(events: aiohttp.ClientResponse) -> str:
    async with asyncio.timeout(10):
        async for raw in events.content:
            if b'"banner"' in raw:
                return raw.decode()
    raise AssertionError("the page was told nothing")
