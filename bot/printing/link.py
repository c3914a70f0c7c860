"""The link on a card: `t.me`, with what the person wants to know about and nothing about the person."""

import re
from collections.abc import Iterable

from bot.vocabulary import Region, Situation

# https://core.telegram.org/bots/features#deep-linking: at most 64 of A-Z a-z 0-9 _ -
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,28}bot", re.IGNORECASE)


class BadUsername(ValueError):
    """Not a bot's username."""


def link(username: str, language: str, topic: Situation | None = None, region: Region | None = None) -> str:
    """`https://t.me/<username>?start=<parts>`, as `/start` reads it. Raises BadUsername."""
    name = username.strip().removeprefix("https://t.me/").removeprefix("@")
    if _USERNAME.fullmatch(name) is None:
        raise BadUsername("username")
    payload = "_".join(str(part) for part in (topic, region, language) if part)
    assert _PAYLOAD.fullmatch(payload), "ids of the vocabulary fit"  # noqa: S101
    return f"https://t.me/{name}?start={payload}"


def runs(address: str) -> tuple[int, list[tuple[int, int, int]]]:
    """The QR code as modules a side and its dark runs (column, row, length): drawn in black ink alone, as vectors.

    Error correction Q: a quarter of it may be dirty, folded or torn.
    """
    import segno  # of the extra `print`: the link alone goes without

    code = segno.make(address, error="q", micro=False, boost_error=False)
    rows = [list(row) for row in code.matrix]
    return len(rows), [run for y, row in enumerate(rows) for run in _dark(y, row)]


def _dark(y: int, row: list[int]) -> Iterable[tuple[int, int, int]]:
    start = None
    for x, module in enumerate([*row, 0]):
        if module and start is None:
            start = x
        elif not module and start is not None:
            yield start, y, x - start
            start = None
