"""Order within one chat, side by side between chats."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: int = 0
    waiting: int = 0


class Turns:
    """One at a time and in order for each chat. Holds only the chats with something under way."""

    def __init__(self) -> None:
        self._lines: dict[int, _Line] = {}

    def __len__(self) -> int:
        return len(self._lines)

    @asynccontextmanager
    async def turn(self, chat: int) -> AsyncIterator[Callable[[], bool]]:
        """Wait for this chat's turn. What is yielded tells whether something newer of the chat waits behind."""
        line = self._lines.setdefault(chat, _Line())
        line.newest += 1
        line.waiting += 1
        mine = line.newest
        try:
            async with line.lock:
                yield lambda: line.newest > mine
        finally:
            line.waiting -= 1
            if not line.waiting:
                self._lines.pop(chat, None)
