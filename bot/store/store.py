"""The store behind the edge: languages chosen by hand, counts a day, editions. All that is kept: `bot.store.kept`."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from random import SystemRandom

from bot.answers.answer import Outcome
from bot.directory.hours import SEOUL
from bot.logs import log
from bot.settings import StoreSettings
from bot.store import reading
from bot.store.batch import write
from bot.store.database import BATCH, StoreUnavailable, bounded, connect, release, upsert, writing
from bot.store.keyed import given_key, kept_key, key_file, keyed
from bot.store.languages import Languages
from bot.store.locks import Lock, alone
from bot.store.migrations import MIGRATING, migrate
from bot.store.reading import Count, Failing
from bot.store.schema import edition
from bot.store.tally import LANGUAGE, Tally

BETWEEN = (600.0, 3600.0)  # seconds from one batch to the next, at random: a row's time says nothing
AGAIN = 10.0  # seconds until a database that failed is tried again
_CLOSING = 1.0  # seconds for each of three steps at the end: with what the bot finishes before, ten in all
_EDITIONS = 100  # that wait to be noted
_HASH = re.compile(r"[0-9a-f]{8,64}")
_SORT = re.compile(r"[a-z][a-z_-]{0,31}")


def _today() -> date:
    return datetime.now(SEOUL).date()


class SqlStore:
    """Satisfies `bot.telegram.store.Store`. All methods raise StoreUnavailable, within half a second, and nothing else.

    `known`: whether an id stands in the directory; "did not work" is counted for no other.
    """

    def __init__(
        self, settings: StoreSettings, *, known: Callable[[str], bool], today: Callable[[], date] = _today
    ) -> None:
        self._url = settings.database_url
        self._key = given_key(settings)
        self._engine = connect(settings.database_url)
        self._languages = Languages(self._engine)
        self._tally = Tally(known)
        self._editions: dict[str, Mapping[str, object]] = {}
        self._today = today
        self._ready = False
        self._fault = ""
        self._closing = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Migrate and read. A database that is down is tried again every ten seconds: answers do not wait for it."""
        await self._try(self._prepare)
        self._keeper = asyncio.create_task(self._keep())

    @property
    def ready(self) -> bool:
        """Whether the database has been reached and has this version's schema."""
        return self._ready

    async def chosen_language(self, chat: int) -> str | None:
        """The language chosen by hand in this chat, or None."""
        return await self._languages.chosen(self._mark(chat), self._today())

    async def choose_language(self, chat: int, language: str) -> None:
        """Keep it for a year after the last use."""
        if LANGUAGE.fullmatch(language):
            await self._languages.choose(self._mark(chat), language, self._today())

    async def forget(self, chat: int) -> None:
        """Delete the chat's row."""
        await self._languages.forget(self._mark(chat))

    async def count(self, outcome: Outcome) -> None:
        """Count an answer, in memory until the next batch."""
        self._tally.answered(self._today(), outcome)

    async def did_not_work(self, resource: str) -> None:
        """Count that a number of this place did not work, likewise."""
        self._tally.reported(self._today(), resource)

    async def record_edition(self, hash: str, day: date, counts: Mapping[str, int]) -> None:
        """Note which edition of the directory is served; the first day stays. Raises ValueError for what is none.

        Where the database is down it is noted when that is back.
        """
        if not _HASH.fullmatch(hash) or not all(_SORT.fullmatch(sort) for sort in counts):
            raise ValueError("edition")
        row = {"hash": hash, "day": day, "counts": {sort: int(number) for sort, number in sorted(counts.items())}}
        if hash not in self._editions and len(self._editions) < _EDITIONS:
            self._editions[hash] = row
        await bounded(self._note_editions())

    async def _note_editions(self) -> None:
        rows = list(self._editions.values())
        if not rows:
            return
        async with writing(self._engine) as connection:
            await alone(connection, Lock.EDITION)
            await connection.execute(upsert(connection, edition).on_conflict_do_nothing(), rows)
        for row in rows:
            self._editions.pop(str(row["hash"]), None)

    async def counts(self, weeks: int) -> tuple[Count, ...]:
        """What has been written, by week; fewer than five are not shown."""
        return await reading.counts(self._engine, weeks, self._today())

    async def failing(self, weeks: int) -> tuple[Failing, ...]:
        """Places whose number did not work, by week; fewer than five are not shown."""
        return await reading.failing(self._engine, weeks, self._today())

    async def flush(self) -> None:
        """Write the batch now. Where this fails all of it stays in memory, for the next."""
        if not self._ready:
            await self._prepare()
        batch = self._tally.copy()
        await bounded(write(self._engine, batch), BATCH)
        self._tally.settle(batch)
        await self._settle()

    async def close(self) -> None:
        """Write what waits, if the database lets it, and let go. Takes three seconds at most; raises nothing."""
        self._closing.set()
        if self._keeper is not None:
            await asyncio.wait([self._keeper], timeout=_CLOSING)
            self._keeper.cancel()
            await asyncio.wait([self._keeper])
        await self._try(lambda: bounded(self.flush(), _CLOSING))
        await self._try(lambda: bounded(release(self._engine), _CLOSING))

    def _mark(self, chat: int) -> str:
        if self._key is None:
            raise StoreUnavailable("not-ready")
        return keyed(self._key, chat)

    async def _prepare(self) -> None:
        if self._fault:  # a file that was removed or replaced is not reached by the connections there are
            await bounded(release(self._engine), BATCH)
        if self._key is None:
            self._key = await bounded(asyncio.to_thread(kept_key, key_file(self._url)), BATCH)
        await bounded(migrate(self._engine), MIGRATING)
        await self._languages.load(self._today())
        self._ready = True

    async def _keep(self) -> None:
        wait = SystemRandom().uniform
        loop = asyncio.get_running_loop()
        due = loop.time() + wait(*BETWEEN)
        while not await self._closed_within(AGAIN):
            if not self._ready:
                await self._try(self._prepare)
            if not self._ready:
                continue
            if loop.time() >= due:
                due = loop.time() + wait(*BETWEEN)
                self._ready = await self._try(self.flush)
            elif self._languages.owing or self._editions:
                self._ready = await self._try(self._settle)

    async def _settle(self) -> None:
        await self._languages.settle(self._today())
        await bounded(self._note_editions(), BATCH)

    async def _closed_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _try(self, work: Callable[[], Awaitable[None]]) -> bool:
        try:
            await work()
        except StoreUnavailable as fault:
            if fault.kind != self._fault:  # said once, not every ten seconds
                log.warning("store unavailable", extra={"error": fault.kind})
            self._fault = fault.kind
            return False
        self._fault = ""
        return True


async def open_store(
    settings: StoreSettings, *, known: Callable[[str], bool] = lambda _: False, today: Callable[[], date] = _today
) -> SqlStore:
    """A store at work. Comes back with one that is not ready yet, and goes on trying, where the database is down."""
    store = SqlStore(settings, known=known, today=today)
    await store.start()
    return store
