"""Updates to answers. Each handler answers at once, keeps nothing, and lets nothing fail without a word."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Update,
)
from telegram import Message as TelegramMessage
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.answers.render import Message
from bot.answers.responder import Responder
from bot.logs import log
from bot.telegram.erasing import Memory, erase
from bot.telegram.flood import Budget
from bot.telegram.store import Store, attempt

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TIMERS = {"x1": 3600.0, "x24": 24 * 3600.0}
COMMANDS = ("help", "language", "privacy", "about")
KINDS = (
    "photo video voice document contact location sticker animation audio video_note poll dice venue story game".split()
)
failed: ContextVar[list[str] | None] = ContextVar("failed", default=None)
Context = ContextTypes.DEFAULT_TYPE


class Handlers:
    """The handlers and what they share: the responder, the store, and two bounded memories."""

    def __init__(self, responder: Responder, store: Store, now: Callable[[], datetime]) -> None:
        self.responder = responder
        self.store = store
        self.now = now
        self.memory = Memory()
        self.budget = Budget()
        self._left: set[int] = set()

    def add_to(self, application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        """Register everything the bot listens to."""
        private = filters.ChatType.PRIVATE
        news = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
        application.add_handler(MessageHandler(private & news, self.message))
        application.add_handler(MessageHandler(~private & filters.UpdateType.MESSAGE, self.group))
        application.add_handler(CallbackQueryHandler(self.press))
        application.add_handler(ChatMemberHandler(self.member, ChatMemberHandler.MY_CHAT_MEMBER))
        application.add_error_handler(self.error)

    async def message(self, update: Update, context: Context) -> None:
        """A message or an edited one, in a private chat."""
        message = update.effective_message
        if message is None or update.effective_chat is None:
            return
        chat = update.effective_chat.id
        self.memory.note(chat, message.message_id)
        text = message.text
        code = update.effective_user.language_code if update.effective_user else None
        if text is not None and text.split("@")[0].split(" ")[0] == "/erase":
            await self._erase(context, chat, message.message_id, code)
            return
        verdict = self.budget.spend(chat)
        if verdict == "silent":
            return
        chosen = await attempt(self.store.chosen_language(chat))
        if verdict == "emergency":
            await self._send(context, chat, self.responder.fixed(self.responder.language(code, chosen)))
            return
        answer = await self._composed(message, code, chosen)
        if answer.action == "erase":
            await self._erase(context, chat, message.message_id, code)
            return
        await self._send(context, chat, answer)
        if answer.outcome is not None:
            await attempt(self.store.count(answer.outcome))

    async def _composed(self, message: TelegramMessage, code: str | None, chosen: str | None) -> Message:
        """The answer, made beside the loop; the fixed text where making it fails."""
        try:
            return await asyncio.to_thread(self._compose, message, code, chosen)
        except Exception as error:
            log.error("answer failed", extra={"error": type(error).__name__})
            return self.responder.fixed(self.responder.language(code, chosen))

    def _compose(self, message: TelegramMessage, code: str | None, chosen: str | None) -> Message:
        known: dict[str, Any] = {"language_code": code, "chosen": chosen, "now": self.now()}
        text = message.text
        if text is None:
            kind = next((k for k in KINDS if getattr(message, k, None)), "other")
            return self.responder.to_attachment(kind, caption=message.caption, context=_context(message), **known)
        word, _, rest = text.partition(" ")
        command = word[1:].split("@")[0].lower() if word.startswith("/") else ""
        if command == "start":
            return self.responder.to_start(rest.strip() or None, **known)
        if command in COMMANDS:
            return self.responder.to_command(command, **known)
        return self.responder.to_text(text, context=_context(message), **known)

    async def press(self, update: Update, context: Context) -> None:
        """A pressed button. Answered first: the person's phone shows a waiting sign until then."""
        query = update.callback_query
        if query is None:
            return
        data, message = query.data or "", query.message
        chat = message.chat.id if message else query.from_user.id
        code = query.from_user.language_code
        chosen = await attempt(self.store.chosen_language(chat))
        language = self.responder.language(code, chosen)
        await self._answer_query(query, self._toast(data, language))
        if data == "xe":
            await self._erase(context, chat, message.message_id if message else None, code)
            return
        if data in TIMERS:
            self.memory.later(chat, TIMERS[data])
            return
        if data.startswith("xn:"):
            await attempt(self.store.did_not_work(data[3:]))
            return
        if self.budget.spend(chat) == "silent":
            return
        if data.startswith("xl:"):
            chosen = self.responder.spoken(data[3:])
            await attempt(self.store.choose_language(chat, chosen))
        answer = await self._paged(data, code, chosen)
        await self._edit(context, chat, message.message_id if message else None, answer)

    async def _paged(self, data: str, code: str | None, chosen: str | None) -> Message:
        try:
            if data == "xk":
                return self.responder.to_command("erasing", language_code=code, chosen=chosen, now=self.now())
            return await asyncio.to_thread(
                self.responder.to_button, data, language_code=code, chosen=chosen, now=self.now()
            )
        except Exception as error:
            log.error("answer failed", extra={"error": type(error).__name__})
            return self.responder.fixed(self.responder.language(code, chosen))

    def _toast(self, data: str, language: str) -> str | None:
        key = {"x1": "erase.in-1", "x24": "erase.in-24"}.get(data)
        if data.startswith("xn:"):
            key = "noted.did-not-work"
        if data.startswith("xl:"):
            key, language = "language.chosen", self.responder.spoken(data[3:])
        return self.responder.text(key, language) if key else None

    async def group(self, update: Update, context: Context) -> None:
        """Not a place for this: one neutral line, and out."""
        await self._leave(update, context)

    async def member(self, update: Update, context: Context) -> None:
        """Added to a group or a channel, or blocked in a private chat."""
        change = update.my_chat_member
        if change is None:
            return
        if change.chat.type == ChatType.PRIVATE:
            if change.new_chat_member.status in ("kicked", "left"):
                self.memory.forget(change.chat.id)
                await attempt(self.store.forget(change.chat.id))
            return
        if change.new_chat_member.status in ("member", "administrator", "restricted"):
            await self._leave(update, context)

    async def _leave(self, update: Update, context: Context) -> None:
        chat = update.effective_chat
        if chat is None or chat.id in self._left:
            return
        self._left.add(chat.id)
        if len(self._left) > 10_000:
            self._left.clear()
        code = update.effective_user.language_code if update.effective_user else None
        try:
            if chat.type != ChatType.CHANNEL:
                text = self.responder.text("group.private-only", self.responder.language(code))
                await context.bot.send_message(chat.id, text, disable_notification=True)
        except TelegramError:
            log.info("group line refused")
        try:
            await context.bot.leave_chat(chat.id)
        except TelegramError as error:
            log.info("leaving refused", extra={"error": type(error).__name__})

    async def error(self, _: object, context: Context) -> None:
        """Note the kind of an error, for the log and for whoever delivered the update."""
        kind = type(context.error).__name__
        log.error("update failed", extra={"error": kind})
        holder = failed.get()
        if holder is not None:
            holder.append(kind)

    async def erase_due(self, context_bot: Any) -> None:
        """Erase the chats whose timer has run out, and forget what is too old."""
        for chat in self.memory.due():
            await erase(context_bot, self.memory, chat, None)
        self.memory.expire()

    async def _erase(self, context: Context, chat: int, last: int | None, code: str | None) -> None:
        gone = await erase(context.bot, self.memory, chat, last)
        await attempt(self.store.forget(chat))
        message = self.responder.erased(self.responder.language(code), complete=gone)
        await self._send(context, chat, message)

    async def _send(self, context: Context, chat: int, message: Message) -> None:
        try:
            sent = await context.bot.send_message(
                chat,
                message.html,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(message),
                disable_notification=True,
                link_preview_options=NO_PREVIEW,
            )
            self.memory.note(chat, sent.message_id)
        except Forbidden:
            log.info("blocked by the person")
        except BadRequest as error:
            if "chat not found" in str(error).lower():
                return
            raise

    async def _edit(self, context: Context, chat: int, message_id: int | None, message: Message) -> None:
        if message_id is None:
            await self._send(context, chat, message)
            return
        try:
            await context.bot.edit_message_text(
                message.html,
                chat_id=chat,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(message),
                link_preview_options=NO_PREVIEW,
            )
        except Forbidden:
            log.info("blocked by the person")
        except BadRequest as error:
            said = str(error).lower()
            if "not modified" in said:
                return
            await self._send(context, chat, message)  # too old, or gone: a new one then

    @staticmethod
    async def _answer_query(query: Any, text: str | None) -> None:
        try:
            await query.answer(text)
        except BadRequest:  # "query is too old": the answer itself still comes
            return
        except Forbidden:
            return


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The buttons of a message as Telegram's."""
    rows = [
        [
            InlineKeyboardButton(b.text, callback_data=b.data)
            if b.data
            else InlineKeyboardButton(b.text, url=b.url)
            if b.url
            else InlineKeyboardButton(b.text, copy_text=CopyTextButton(b.copy or ""))
            for b in row
        ]
        for row in message.buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _context(message: TelegramMessage) -> str | None:
    """What a reply hands back: the state in a button of the bot's message replied to."""
    replied = message.reply_to_message
    if replied is None or replied.reply_markup is None or replied.from_user is None or not replied.from_user.is_bot:
        return None
    for row in replied.reply_markup.inline_keyboard:
        for button in row:
            if isinstance(button.callback_data, str) and not button.callback_data.startswith("x"):
                return button.callback_data
    return None
