"""The door for people: each command parses its arguments, calls one room and prints."""

from bot.cli.app import main

__all__ = ["main"]
