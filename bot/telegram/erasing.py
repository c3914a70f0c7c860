"""Erasing: the messages of the last 48 hours, from both sides, as far as Telegram lets a bot.

Rule: https://core.telegram.org/bots/api#deletemessages: private chats, under 48 hours, 100 at once; what is not
found is skipped, and an id of another chat is not found in this one. One message too old refuses its whole hundred.
"""

from collections.abc import Iterator

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.telegram.memory import Memory

BLIND = 1000  # ids below the last one that are tried where memory was lost
CHUNK = 100
REFUSALS = 40  # refused calls after which the rest is taken to be too old


async def erase(bot: Bot, memory: Memory, chat: int, last: int | None, *, thorough: bool = True) -> bool:
    """Ask Telegram to delete what is remembered and, where memory was lost, what lies below `last`.

    Not `thorough`: only what is remembered, as for a chat that asks again and again. True if Telegram took it all.
    Raises what a network raises, with nothing forgotten, so that it can be tried again.
    """
    known = memory.ids(chat)
    newest = max([last or 0, *known[:1]])
    depth = (
        (BLIND if memory.may_miss() else CHUNK) if thorough else 1
    )  # a chunk costs no more than one id, and clocks jump
    left = sorted({*known, *range(max(1, newest - depth + 1), newest + 1)}, reverse=True)
    refused: list[int] = []
    for part in _chunks(left):
        await _delete(bot, chat, part, refused)
        if len(refused) >= REFUSALS:
            break
    memory.forget(chat)
    return not refused


async def _delete(bot: Bot, chat: int, ids: list[int], refused: list[int]) -> None:
    """Delete what can be; halves what is refused, the newer half first, so that one message spoils no other."""
    try:
        await bot.delete_messages(chat, ids)
    except Forbidden:
        refused += ids
    except BadRequest as error:
        if "not found" in str(error).lower():  # nothing of it is there
            return
        if len(ids) == 1:
            refused += ids
            return
        middle = len(ids) // 2
        await _delete(bot, chat, ids[:middle], refused)
        if len(refused) < REFUSALS:
            await _delete(bot, chat, ids[middle:], refused)


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
