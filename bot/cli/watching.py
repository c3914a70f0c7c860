"""A directory file that is being edited: a good save is served at once, a bad one changes nothing and is said once."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.answers.responder import Responder
from bot.directory import Directory, DirectoryError, load

LOOK = 0.7  # seconds between two looks; a good save is live within two seconds

Mark = tuple[int, int]


async def watch(
    responder: Responder,
    file: Path,
    good: Callable[[Directory], Awaitable[None]],
    bad: Callable[[DirectoryError], Awaitable[None]],
) -> None:
    """Run until cancelled. A file is read once it has stopped changing, so that half a save is never read."""
    served = _mark(file)
    before = served
    while True:
        await asyncio.sleep(LOOK)
        mark = _mark(file)
        if mark == served or mark != before:
            before = mark
            continue
        served = mark
        try:
            directory = await asyncio.to_thread(load, file)
        except DirectoryError as error:
            await bad(error)
            continue
        responder.refresh(directory)
        await good(directory)


def _mark(file: Path) -> Mark | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
