"""The directory as one table for a spreadsheet, a row a channel, and what was changed when the table comes back."""

from bot.directory.exchange.sheet.changes import Change, Changes, Refused, changes, edits
from bot.directory.exchange.sheet.columns import COLUMNS
from bot.directory.exchange.sheet.fitting import placed
from bot.directory.exchange.sheet.writing import write

__all__ = ["COLUMNS", "Change", "Changes", "Refused", "changes", "edits", "placed", "write"]
