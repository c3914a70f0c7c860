"""People who write, one message each, and who of them was answered."""

import asyncio
import random
from time import monotonic

from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox

TEXTS = ("/about", "/help", "/privacy", "/start", "지우기", "hello", "/language")
QUESTIONS = ("딥페이크 사진이 퍼졌어요", "someone threatens to send my pictures", "친구가 협박받고 있어요")
QUESTION = 0.03  # share of messages that have to be understood: with the sentence encoder each takes 30 ms of a core
QUIET = 4.0  # seconds without an answer, with nothing waiting, after which no other will come
STUCK = 60.0  # seconds without an answer, with something waiting, after which no other will come


class Load:
    """`half` of it waits when the bot starts, the rest arrives while it answers."""

    def __init__(self, sandbox: Sandbox, count: int, dice: random.Random) -> None:
        self.sandbox = sandbox
        self.people = [sandbox.person(dice.choice(("ko", "en")), first_name=f"P{n}") for n in range(count)]
        self._texts = [dice.choice(QUESTIONS if dice.random() < QUESTION else TEXTS) for _ in self.people]
        self._arriving: asyncio.Task[None] | None = None

    async def begin(self, per_second: float) -> None:
        """Half at once, the others in the background at that rate."""
        half = len(self.people) // 2
        for number in range(half):
            await self._write(number)
        self._arriving = asyncio.create_task(self._arrive(half, per_second))

    async def _arrive(self, first: int, per_second: float) -> None:
        for number in range(first, len(self.people)):
            await asyncio.sleep(1 / per_second)
            await self._write(number)

    async def _write(self, number: int) -> None:
        await self.people[number].send(self._texts[number])

    @property
    def answered(self) -> int:
        """Calls that reached somebody, each counted once."""
        return sum(bool(p.answers) for p in self.people)

    @property
    def unanswered(self) -> list[Person]:
        """Who wrote and heard nothing."""
        return [p for p in self.people if not p.answers]

    @property
    def twice(self) -> int:
        """Answers beyond the one that each should get."""
        return sum(max(0, len(p.answers) - 1) for p in self.people)

    async def until(self, share: float) -> bool:
        """Wait until that share was answered. False: no other answer will come."""
        last, at = -1, monotonic()
        while True:
            now = self.answered
            if now >= share * len(self.people):
                return True
            if now != last:
                last, at = now, monotonic()
            arrived = self._arriving is None or self._arriving.done()
            patience = QUIET if arrived and not self.sandbox.state.updates else STUCK
            if monotonic() - at > patience:
                return False
            await asyncio.sleep(0.02)

    async def close(self) -> None:
        """No more arrive."""
        if self._arriving is not None:
            self._arriving.cancel()
            await asyncio.wait({self._arriving})
