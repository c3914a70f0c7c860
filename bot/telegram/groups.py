"""Groups and channels are no place for this: one neutral line, and out."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from telegram import Chat
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden
from telegram.ext import ContextTypes

from bot.logs import log

AGAIN = 24 * 3600.0  # seconds in which a group that adds the bot once more is left without the line
GROUPS = 10_000
_REFUSED = BadRequest, Forbidden, ChatMigrated  # the last: the group has another number now, and writes under that


class Groups:
    """Leaves. Remembers for a while, in a bounded memory, where the line was said."""

    def __init__(self, line: Callable[[str | None], str], clock: Callable[[], float] = monotonic) -> None:
        self._line = line
        self._clock = clock
        self._told: OrderedDict[int, float] = OrderedDict()

    async def leave(self, chat: Chat, language_code: str | None, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say the line once, never in a channel, and leave. Errors of the network pass, so that it is tried again."""
        if chat.type != ChatType.CHANNEL and self._clock() - self._told.get(chat.id, -AGAIN) >= AGAIN:
            try:
                await context.bot.send_message(chat.id, self._line(language_code), disable_notification=True)
            except _REFUSED:
                log.info("group line refused")
            self._told.pop(chat.id, None)
            self._told[chat.id] = self._clock()
            if len(self._told) > GROUPS:
                self._told.popitem(last=False)
        try:
            await context.bot.leave_chat(chat.id)
        except _REFUSED as error:
            log.info("leaving refused", extra={"error": type(error).__name__})
