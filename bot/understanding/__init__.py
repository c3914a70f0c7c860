"""What a text is about."""

from bot.understanding.engine import Engine
from bot.understanding.types import Hint, Ranked, Understanding

__all__ = ["Engine", "Hint", "Ranked", "Understanding"]
