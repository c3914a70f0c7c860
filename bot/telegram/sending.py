"""Sending and editing: silent, without previews, and never nothing where something can still be sent."""

from typing import Any

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, Forbidden

from bot.answers.render import Button, Message
from bot.answers.responder import Responder
from bot.logs import log
from bot.telegram.memory import Memory
from bot.telegram.metrics import Metrics
from bot.vocabulary import HOME

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# The last resort stands in the code: for the day on which not even the catalogues can be read.
NUMBERS = "112 · 1366 · 109"


class Sender:
    """Errors of the network pass through: whoever delivers the update tries again. Refusals end here."""

    def __init__(self, bot: Bot, responder: Responder, memory: Memory, metrics: Metrics) -> None:
        self._bot = bot
        self._responder = responder
        self._memory = memory
        self._metrics = metrics

    async def send(self, chat: int, message: Message, *, to: int | None = None) -> None:
        """A new message, remembered as the answer to the message `to`."""
        try:
            await self._new(chat, message.html, message, to, ParseMode.HTML)
        except Forbidden:
            log.info("blocked by the person")
        except BadRequest as error:
            if _gone(error):
                return
            log.error("message refused", extra={"error": type(error).__name__})
            await self._plain(chat, message, to)

    async def edit(self, chat: int, id: int | None, message: Message, *, to: int | None = None) -> None:
        """The message `id` changed; a new one where it can no longer be changed."""
        if id is None:
            await self.send(chat, message, to=to)
            return
        try:
            await self._bot.edit_message_text(
                message.html,
                chat_id=chat,
                message_id=id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(message),
                link_preview_options=NO_PREVIEW,
            )
            self._memory.note(chat, id)
        except Forbidden:
            log.info("blocked by the person")
        except BadRequest as error:
            if "not modified" not in str(error).lower():  # too old, or gone
                await self.send(chat, message, to=to)

    async def fixed(self, chat: int, code: str | None, chosen: str | None = None, *, to: int | None = None) -> None:
        """The emergency text. Nothing else of the bot needs to work for it."""
        self._metrics.add("fixed_total")
        try:
            message = self._responder.fixed(self._responder.language(code, chosen))
        except Exception as error:
            log.error("emergency text failed", extra={"error": type(error).__name__})
            message = Message(NUMBERS, NUMBERS, (), HOME)
        await self._plain(chat, message, to)

    async def _plain(self, chat: int, message: Message, to: int | None) -> None:
        """Without markup, then without buttons, then the bare numbers."""
        text = message.plain[: MessageLimit.MAX_TEXT_LENGTH // 2] or NUMBERS  # a character may count twice
        for said, buttons in ((text, message.buttons), (text, ()), (NUMBERS, ())):
            try:
                await self._new(chat, said, Message(said, said, buttons, message.language), to, None)
                return
            except Forbidden:
                return
            except (BadRequest, ValueError, TypeError) as error:
                if isinstance(error, BadRequest) and _gone(error):
                    return
                log.error("message refused", extra={"error": type(error).__name__})

    async def _new(self, chat: int, text: str, message: Message, to: int | None, mode: ParseMode | None) -> None:
        sent = await self._bot.send_message(
            chat,
            text,
            parse_mode=mode,
            reply_markup=keyboard(message),
            disable_notification=True,
            link_preview_options=NO_PREVIEW,
        )
        if to is None:
            self._memory.note(chat, sent.message_id)
        else:
            self._memory.answered(chat, to, sent.message_id)


class Keyboard(InlineKeyboardMarkup):
    """Buttons as they are sent. PTB's own objects for them would be made only to be taken apart again."""

    __slots__ = ("_rows",)

    def __init__(self, rows: list[list[dict[str, Any]]]) -> None:
        super().__init__(())
        self._rows = rows

    def to_dict(self, recursive: bool = True) -> dict[str, Any]:
        """What the Bot API takes: https://core.telegram.org/bots/api#inlinekeyboardmarkup"""
        return {"inline_keyboard": self._rows}


def keyboard(message: Message) -> Keyboard | None:
    """The buttons of a message as Telegram's."""
    rows = [[_key(button) for button in row] for row in message.buttons]
    return Keyboard(rows) if rows else None


def _key(button: Button) -> dict[str, Any]:
    if button.data:
        return {"text": button.text, "callback_data": button.data}
    if button.url:
        return {"text": button.text, "url": button.url}
    return {"text": button.text, "copy_text": {"text": button.copy or ""}}


def _gone(error: BadRequest) -> bool:
    said = str(error).lower()
    return "chat not found" in said or "deactivated" in said
