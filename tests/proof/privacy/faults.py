"""What goes wrong while the strangers write. Each fault says how it is known that it struck."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.store.migrations import upgrade
from tests.ports import free_port
from tests.store.servers import Postgres

if TYPE_CHECKING:
    from tests.proof.privacy.places import Places
    from tests.proof.privacy.scenario import Scenario

Step = Callable[["Scenario"], Awaitable[object]]


async def _nothing(_: "Scenario") -> None:
    return None


@dataclass(frozen=True)
class Fault:
    """`before` the start, `during`: once it answers, before the rounds; `after` all rounds, before the end.

    `struck`: what has to stand in the log, or what the process has to have said to the proof. `end`: how it is ended
    under load, then to be started once more.
    """

    name: str
    struck: bytes
    do: tuple[str, ...] = ()
    before: Step = _nothing
    during: Step = _nothing
    after: Step = _nothing
    end: signal.Signals | None = None
    environment: dict[str, str] = field(default_factory=dict)
    erases: bool = True  # whether erasing has to work; not where Telegram itself refuses to delete


def telegram(kind: str, times: int = 12) -> Step:
    """Telegram fails: every method by which the bot answers, and asking for updates."""

    async def fail(scenario: "Scenario") -> None:
        for method in ("sendMessage", "editMessageText", "answerCallbackQuery", "deleteMessages"):
            scenario.sandbox.fail(method, kind, retry_after=3 if kind == "timeout" else 1, times=times)
        if not scenario.webhook:
            scenario.sandbox.fail("getUpdates", kind, retry_after=1, times=2)

    return fail


async def _unparsable(scenario: "Scenario") -> None:
    await scenario.driver.unparsable()
    if scenario.webhook:
        await scenario.stranger()


_HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
held.rollback()
"""


async def _locked(scenario: "Scenario") -> None:
    """Held by another process: SQLite's lock is lost where its own process closes the file, and the proof reads it."""
    pipe = asyncio.subprocess.PIPE
    scenario.other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _HOLD, str(scenario.bot.database), stdin=pipe, stdout=pipe
    )
    assert scenario.other.stdout is not None
    assert await asyncio.wait_for(scenario.other.stdout.readline(), 30) == b"held\n"


async def _unlocked(scenario: "Scenario") -> None:
    if scenario.other is not None:
        await scenario.other.communicate(b"")  # the end of its input lets go


async def _dead(scenario: "Scenario") -> None:
    scenario.bot.environment["GYEOT_DATABASE_URL"] = f"postgresql+asyncpg://gyeot:x@127.0.0.1:{free_port()}/gyeot"


async def _made(scenario: "Scenario") -> None:
    """The database as an earlier start has left it."""
    scenario.bot.database.parent.mkdir(mode=0o700)
    await upgrade(f"sqlite+aiosqlite:///{scenario.bot.database}")


async def _read_only(scenario: "Scenario") -> None:
    await _made(scenario)
    url = f"sqlite+aiosqlite:///file:{scenario.bot.database}?mode=ro&uri=true"
    scenario.bot.environment["GYEOT_DATABASE_URL"] = url


async def _full(scenario: "Scenario") -> None:
    await _made(scenario)
    scenario.bot.file_limit = 0  # no file takes another byte, as on a disk that is full


async def _garbage(scenario: "Scenario") -> None:
    scenario.bot.database.parent.mkdir(mode=0o700)
    scenario.bot.database.write_bytes(os.urandom(8192))


async def _postgres(scenario: "Scenario") -> None:
    server = await asyncio.to_thread(Postgres)
    server.create("gyeot")
    server.sql("gyeot", "CHECKPOINT")
    fresh = set(_pages(server))
    scenario.closing += [lambda: _left_by(server, fresh, scenario.places), server.stop]
    scenario.bot.environment["GYEOT_DATABASE_URL"] = server.url("gyeot")


def _pages(server: Postgres) -> Iterator[tuple[str, bytes]]:
    """All pages of the database's files and of its write-ahead log."""
    for folder, place in (("base", "database"), ("global", "database"), ("pg_wal", "journals")):
        for file in (server.data / folder).rglob("*"):
            data = file.read_bytes() if file.is_file() else b""
            yield from ((place, data[at : at + 8192]) for at in range(0, len(data), 8192))


def _left_by(server: Postgres, fresh: set[tuple[str, bytes]], places: "Places") -> None:
    """What the server has written since it was fresh, its log, the dump."""
    server.sql("gyeot", "CHECKPOINT")
    for place, page in _pages(server):
        if (place, page) not in fresh:
            places.add(place, page)
    places.add("log", (server.folder / "log").read_bytes())
    places.add("dump", server.dump("gyeot").encode())


async def _invalid_directory(scenario: "Scenario") -> None:
    text = scenario.bot.directory.read_text()
    scenario.bot.directory.write_text(text.replace("resources:", "resources: [", 1) + "\n  - : :\n\t{")
    async with asyncio.timeout(10):
        while b"directory cannot be read" not in scenario.bot.stderr:
            await asyncio.sleep(0.05)


UNAVAILABLE = b"store unavailable"
UNREACHED = b"Telegram not reached"
FAULTS = (
    Fault("none, INFO", b"INFO answering", environment={"GYEOT_LOG_LEVEL": "INFO"}),
    Fault("none, DEBUG", b"INFO answering"),
    Fault("none, PostgreSQL", b"INFO answering", before=_postgres),
    Fault(
        "everything loud: development mode, root logger at DEBUG",
        b"struck loud",
        do=("everything-loud",),
        environment={"PYTHONDEVMODE": "1", "PYTHONASYNCIODEBUG": "1", "PYTHONFAULTHANDLER": "1"},
    ),
    Fault("unparsable updates", b"update not understood", during=_unparsable),
    Fault("exception in a handler", b"struck handler", do=("handler",)),
    Fault("exception in rendering", b"struck render", do=("render",)),
    Fault("exception in the matcher", b"struck matcher", do=("matcher",)),
    Fault("Telegram answers 429", b"", during=telegram("429", times=6)),
    Fault("Telegram answers 500", UNREACHED, during=telegram("500")),
    Fault("Telegram answers 400", b"message refused", during=telegram("400"), erases=False),
    Fault("Telegram answers no JSON", UNREACHED, during=telegram("garbage")),
    Fault("connection cut", UNREACHED, during=telegram("cut")),
    Fault("timeout", UNREACHED, during=telegram("timeout", times=8)),
    Fault("database locked", UNAVAILABLE, during=_locked, after=_unlocked),
    Fault("database dead", UNAVAILABLE, before=_dead),
    Fault("database read-only", UNAVAILABLE, before=_read_only),
    Fault("database is garbage", UNAVAILABLE, before=_garbage),
    Fault("disk full", UNAVAILABLE, before=_full),
    Fault("invalid directory on reload", b"directory cannot be read", during=_invalid_directory),
    Fault("SIGTERM under load", b"", end=signal.SIGTERM),
    Fault("SIGKILL under load", b"", end=signal.SIGKILL),
    Fault("SIGABRT under load, core dumps on", b"", end=signal.SIGABRT),
)
