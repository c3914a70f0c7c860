"""What became of the update under way: PTB swallows what handlers raise, and says nothing where none took it."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Trace:
    """Whether a handler took the update, and the error it ended in. `hurried`: its chat is over its budget."""

    hurried: bool = False
    taken: bool = False
    error: Exception | None = None


trace: ContextVar[Trace | None] = ContextVar("trace", default=None)


def taken() -> None:
    """Called by a handler that takes the update."""
    found = trace.get()
    if found is not None:
        found.taken = True
