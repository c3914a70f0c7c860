"""A directory file that is being edited: a good save is served at once, a bad one changes nothing and is said once."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.answers.responder import Responder
from bot.directory import Directory, DirectoryError
from bot.directory.loading import loads
from bot.directory.problems import Problem
from bot.logs import log

LOOK = 0.2  # seconds between two looks
QUIET = 0.5  # seconds for which a file must not have changed: whoever writes it is done

Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Edition:
    """A directory with the hash of the very bytes that it was read from, and the mark of the file at that time."""

    directory: Directory
    hash: str
    mark: Mark | None


def edition(file: Path) -> Edition:
    """Read it now; raises DirectoryError."""
    mark = _mark(file)  # before reading: a save from here on is seen as one
    try:
        raw = file.read_bytes()
    except OSError:
        raise DirectoryError(file, [Problem("unreadable")]) from None
    return Edition(loads(raw, file), hashlib.sha256(raw).hexdigest(), mark)


async def watch(
    responder: Responder,
    file: Path,
    served: Mark | None,
    good: Callable[[Edition], Awaitable[None]],
    bad: Callable[[DirectoryError], Awaitable[None]],
) -> None:
    """Run until cancelled. `served`: the mark of what the responder has now.

    A file is read once it has stopped changing, and what changed while it was read is dropped: half a save is never
    served. From a good save to its first answer are less than two seconds.
    """
    clock = asyncio.get_running_loop().time
    seen, since = served, clock()
    while True:
        await asyncio.sleep(LOOK)
        now = _mark(file)
        if now != seen:
            seen, since = now, clock()
        if now == served or clock() - since < QUIET:
            continue
        try:
            fresh = await asyncio.to_thread(edition, file)
            if _mark(file) != now or fresh.mark != now:
                continue
            responder.refresh(fresh.directory)
        except DirectoryError as error:
            if _mark(file) != now:
                continue
            served = now
            await bad(error)
        except Exception as error:  # whatever is wrong with it: the last good edition stays, and watching goes on
            served = now
            log.error("directory cannot be served; the last good edition stays", extra={"error": type(error).__name__})
        else:
            served = now
            await good(fresh)


def _mark(file: Path) -> Mark | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
