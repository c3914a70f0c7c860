"""Chats to be erased by themselves later. In memory only: who asked for it, and when, is written nowhere."""

import heapq
from collections.abc import Callable
from time import time

TIMERS = 20_000  # chats at once


class Timers:
    """One time a chat; asking again moves it."""

    def __init__(self, clock: Callable[[], float] = time) -> None:
        self._clock = clock
        self._at: dict[int, float] = {}
        self._heap: list[tuple[float, int]] = []

    def __len__(self) -> int:
        return len(self._at)

    def set(self, chat: int, seconds: float) -> bool:
        """Have this chat erased in so many seconds; False where no more can be remembered."""
        if chat not in self._at and len(self._at) >= TIMERS:
            return False
        self._at[chat] = self._clock() + seconds
        heapq.heappush(self._heap, (self._at[chat], chat))
        if len(self._heap) > 2 * len(self._at) + 64:  # times that were moved
            self._heap = [(at, c) for c, at in self._at.items()]
            heapq.heapify(self._heap)
        return True

    def cancel(self, chat: int) -> None:
        """Erased already, or gone."""
        self._at.pop(chat, None)

    def due(self, *, all_of_them: bool = False) -> list[int]:
        """Chats whose time has come, the longest waiting first; each is handed out once."""
        found = []
        while self._heap and (all_of_them or self._heap[0][0] <= self._clock()):
            at, chat = heapq.heappop(self._heap)
            if self._at.get(chat) == at:
                del self._at[chat]
                found.append(chat)
        return found
