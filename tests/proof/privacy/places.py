"""Everywhere something could be left: gathered again and again while the bot runs, and once more when it has ended."""

import asyncio
import json
import os
import sqlite3
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import aiohttp

from bot.sandbox.server import Sandbox
from tests.proof.privacy.process import Process

PLACES = (
    *("stdout", "stderr", "log", "database", "journals", "dump", "temp folders", "home", "working folder", "core"),
    *("names of files", "open files", "elsewhere", "arguments", "environment", "metrics", "requests to Telegram"),
)
LOOK = 0.05  # seconds between two looks
LARGEST = 64_000_000  # bytes of one file


class Places:
    """What was gathered, by place. What was gathered before is not gathered twice."""

    def __init__(self, bot: Process, sandbox: Sandbox) -> None:
        self._bot, self._sandbox = bot, sandbox
        self._marks: dict[Path, tuple[int, int]] = {bot.directory: _mark(bot.directory.stat())}
        self._parts: dict[str, set[bytes]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    def parts(self) -> dict[str, set[bytes]]:
        """Every place, empty ones too."""
        return {place: self._parts[place] for place in PLACES}

    def searched(self) -> dict[str, int]:
        """Bytes by place."""
        return {place: sum(map(len, parts)) for place, parts in self.parts().items()}

    def add(self, place: str, data: bytes) -> None:
        """Something that lies outside of the bot's folders."""
        self._parts[place].add(data)

    def watch(self) -> None:
        """Look from now on, until `leave`."""
        self._task = asyncio.create_task(self._watch())

    async def leave(self) -> None:
        """Look no longer."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            if not self._task.cancelled() and (error := self._task.exception()):
                raise error

    async def _watch(self) -> None:
        async with aiohttp.ClientSession() as session:
            for turn in range(1_000_000):
                self.files()
                for pid in _family(self._bot.pid):
                    self._process(pid)
                if turn % 20 == 0 and self._bot.pid is not None:
                    await self._metrics(session)
                await asyncio.sleep(LOOK)

    async def _metrics(self, session: aiohttp.ClientSession) -> None:
        for path in ("metrics", "healthz", "readyz"):
            with suppress(aiohttp.ClientError, TimeoutError, OSError):
                url = f"http://127.0.0.1:{self._bot.metrics_port}/{path}"
                async with session.get(url, timeout=aiohttp.ClientTimeout(total=1)) as answer:
                    self._parts["metrics"].add(await answer.read())

    def files(self) -> None:
        """Everything that was changed under the bot's folders since the last look."""
        for folder, _, names in os.walk(self._bot.base):
            for name in names:
                path = Path(folder, name)
                self._parts["names of files"].add(os.fsencode(path.relative_to(self._bot.base)))
                self._file(self._place(path), path)

        for line in bytes(self._bot.said).splitlines():  # by the audit hook: what was opened for writing anywhere
            if line.startswith(b"wrote ") and not (path := Path(os.fsdecode(line[6:]))).is_relative_to(self._bot.base):
                self._parts["names of files"].add(os.fsencode(path))
                if not path.is_relative_to("/dev/") or path.is_relative_to("/dev/shm"):
                    self._file("elsewhere", path)

    def _file(self, place: str, path: Path) -> None:
        with suppress(OSError):
            stat = path.stat()
            if self._marks.get(path) == _mark(stat) or not path.is_file():
                return
            with path.open("rb") as file:
                self._parts[place].add(file.read(LARGEST))
            self._marks[path] = _mark(stat)

    def _place(self, path: Path) -> str:
        if path == self._bot.database:
            return "database"
        if path.name.startswith(self._bot.database.name):
            return "journals"
        if path.name == "core" or path.name.startswith("core."):
            return "core"
        inside = {self._bot.temp: "temp folders", self._bot.home: "home"}
        return next((place for folder, place in inside.items() if path.is_relative_to(folder)), "working folder")

    def _process(self, pid: int) -> None:
        about = Path("/proc", str(pid))
        for place, name in (("arguments", "cmdline"), ("arguments", "comm"), ("environment", "environ")):
            with suppress(OSError):
                self._parts[place].add((about / name).read_bytes())
        with suppress(OSError):
            for thread in (about / "task").iterdir():
                self._parts["arguments"].add((thread / "comm").read_bytes())
        with suppress(OSError):
            for number in (about / "fd").iterdir():  # files that have no name any more are open here still
                if (where := os.readlink(number)).startswith("/") and not where.startswith(("/dev/", "/proc/")):
                    if where.endswith(" (deleted)"):
                        self._parts["open files"].add(number.read_bytes())
                    else:
                        self._parts["names of files"].add(os.fsencode(where))

    def finish(self) -> None:
        """The bot has ended: what it said, what it asked of Telegram, what it wrote anywhere, the dump."""
        self.files()
        self._parts["stdout"].add(bytes(self._bot.stdout))
        for line in bytes(self._bot.stderr).splitlines():
            self._parts["log" if line[:2] == b"20" and line[4:5] == b"-" else "stderr"].add(line)
        for call in self._sandbox.requests:
            self._parts["requests to Telegram"].add(json.dumps(call.given, ensure_ascii=False).encode())
        with suppress(sqlite3.Error):
            connection = sqlite3.connect(f"file:{self._bot.database}?mode=ro", uri=True)
            with suppress(sqlite3.Error):
                self._parts["dump"].add("\n".join(connection.iterdump()).encode())
            connection.close()


def _mark(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_mtime_ns, stat.st_size


def _family(pid: int | None) -> list[int]:
    """The process and all that it started."""
    found = [pid] if pid else []
    for parent in found:
        with suppress(OSError):
            for task in Path("/proc", str(parent), "task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
    return found
