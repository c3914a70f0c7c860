"""The curated directory: one YAML file, read whole or not at all."""

from bot.directory.loading import DirectoryError, load
from bot.directory.models import Directory

__all__ = ["Directory", "DirectoryError", "load"]
