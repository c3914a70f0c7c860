"""A budget a chat, so that one flooder does not slow everybody. It never stands before the emergency numbers."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Literal

BURST, PER_SECOND = 20.0, 0.7  # answers a chat may have at once, and how fast they come back
EMERGENCY_EVERY = 60.0  # seconds: over the budget the emergency text still comes this often
CHATS = 50_000  # remembered at once; the oldest are forgotten, which only gives them a fresh budget

Verdict = Literal["answer", "emergency", "silent"]


class Budget:
    """A token bucket a chat, in a bounded memory."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._chats: OrderedDict[int, tuple[float, float, float]] = OrderedDict()  # tokens, at, last emergency

    def spend(self, chat: int) -> Verdict:
        """What the next message of this chat gets."""
        now = self._clock()
        tokens, at, emergency = self._chats.pop(chat, (BURST, now, -EMERGENCY_EVERY))
        tokens = min(BURST, tokens + (now - at) * PER_SECOND)
        verdict: Verdict = "answer"
        if tokens >= 1:
            tokens -= 1
        elif now - emergency >= EMERGENCY_EVERY:
            verdict, emergency = "emergency", now
        else:
            verdict = "silent"
        self._chats[chat] = (tokens, now, emergency)
        if len(self._chats) > CHATS:
            self._chats.popitem(last=False)
        return verdict
