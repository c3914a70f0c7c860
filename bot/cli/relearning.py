"""The reader keeps up with the phrases: what was changed is learnt beside the running bot, which answers meanwhile."""

import asyncio
import hashlib
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from bot.answers.responder import Responder
from bot.logs import log
from bot.paths import locales_folder
from bot.understanding import Engine, lexicon
from bot.understanding.model import fingerprint

LOOK = 30.0  # seconds between two looks at the phrases
SECRETS = ("GYEOT_TOKEN", "GYEOT_SECRET", "GYEOT_WEBHOOK_SECRET", "GYEOT_DATABASE_URL")  # of no use for learning
NICE = 15  # learning waits for answering

Learn = Callable[[], Awaitable[bool]]


async def learn() -> bool:
    """`gyeot train` in a process of its own, on one core at low priority; whether it succeeded."""
    alone = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    inherited = {name: value for name, value in os.environ.items() if name.upper() not in SECRETS}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "train"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={**inherited, **alone},
    )
    _give_way(process.pid)
    try:
        return await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _give_way(process: int) -> None:
    with suppress(AttributeError, OSError):  # not on every system, and not once it has ended
        os.setpriority(os.PRIO_PROCESS, process, NICE)
        Path(f"/proc/{process}/oom_score_adj").write_text("1000")  # where memory is short it goes, not the bot


async def keep_up(
    responder: Responder, *, locales: Path | None = None, learn: Learn = learn, path: Path | None = None
) -> None:
    """Run until cancelled: learn phrases that have changed, read with them once they are learnt.

    Phrases that cannot be learnt are tried once; the last good ones stay. A changed lexicon is taken over as it is.
    """
    folder = locales or locales_folder()
    failed, words = "", await asyncio.to_thread(_words, folder)
    while True:
        try:
            wanted, said = await asyncio.to_thread(fingerprint, folder), await asyncio.to_thread(_words, folder)
            fresh = wanted not in (responder.learnt, failed)
            if fresh:
                log.info("phrases have changed and are learnt beside the bot")
                fresh = await learn()
            if fresh or said != words:
                lexicon.load.cache_clear()
                responder.read_with(await asyncio.to_thread(Engine.load, locales=locales, path=path, stale=True))
                words = said
                log.info("phrases and lexicon read again")
            if wanted not in (responder.learnt, failed):
                failed = wanted
                log.warning("phrases cannot be learnt; the last good ones stay")
        except Exception as error:  # whatever is wrong with them: answering goes on
            log.error("phrases cannot be read; the last good ones stay", extra={"error": type(error).__name__})
        await asyncio.sleep(LOOK)


def _words(locales: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in lexicon.files(locales))).hexdigest()
