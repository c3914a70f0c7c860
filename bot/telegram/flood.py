"""A budget a chat, so that one flooder does not slow everybody. It never stands before the emergency numbers.

Over the budget a message waits for its turn; where a newer one of the same chat waits behind it, the newer one's answer
stands for both. So a flooder gets fewer answers, never silence: the emergency text at once, and the last word answered.
"""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

BURST, PER_SECOND = 120.0, 0.7  # answers a chat may have at once, and how fast they come back
STRAINED = 60.0  # the burst while more is waiting than the bot can answer
EMERGENCY_EVERY = 60.0  # seconds between two emergency texts to a chat over its budget
CHATS = 20_000  # remembered at once; the oldest are forgotten, which only gives them a fresh budget


class Budget:
    """A token bucket a chat, in a bounded memory. `strained` is set while the whole bot is behind."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._chats: OrderedDict[int, tuple[float, float]] = OrderedDict()  # tokens, at
        self._emergencies: OrderedDict[int, float] = OrderedDict()
        self.strained = False

    def __len__(self) -> int:
        return len(self._chats) + len(self._emergencies)

    def wait(self, chat: int) -> float:
        """Seconds until this chat may have its next answer; 0 takes one."""
        now = self._clock()
        tokens, at = self._chats.pop(chat, (BURST, now))
        tokens = min(BURST, tokens + (now - at) * PER_SECOND)
        missing = 1 + (BURST - STRAINED if self.strained else 0) - tokens
        if missing <= 0:
            tokens -= 1
        self._chats[chat] = (tokens, now)
        if len(self._chats) > CHATS:
            self._chats.popitem(last=False)
        return max(0.0, min(1.0, missing) / PER_SECOND)

    def emergency(self, chat: int) -> bool:
        """Whether the emergency text is due to a chat over its budget; True once a minute."""
        now = self._clock()
        if now - self._emergencies.get(chat, -EMERGENCY_EVERY) < EMERGENCY_EVERY:
            return False
        self._emergencies.pop(chat, None)
        self._emergencies[chat] = now
        if len(self._emergencies) > CHATS:
            self._emergencies.popitem(last=False)
        return True

    def owe(self, chat: int) -> None:
        """The emergency text did not get through: it is due again at once."""
        self._emergencies.pop(chat, None)
