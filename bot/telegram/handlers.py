"""Updates to answers. Each handler answers at once, keeps nothing, and lets nothing fail without a word."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType, MessageLimit
from telegram.error import TelegramError
from telegram.ext import Application, CallbackQueryHandler, ChatMemberHandler, ContextTypes, MessageHandler, filters

from bot.answers.render import Message
from bot.answers.responder import Responder
from bot.logs import log
from bot.telegram.attachments import kind_of, state_in
from bot.telegram.erasing import erase
from bot.telegram.groups import Groups
from bot.telegram.memory import Memory
from bot.telegram.raw import asks_to_erase
from bot.telegram.sending import Sender
from bot.telegram.store import Store
from bot.telegram.timers import Timers
from bot.telegram.trace import taken, trace

HOURS = {"x1": 3600.0, "x24": 24 * 3600.0}
COMMANDS = ("help", "language", "privacy", "about")
THINKING = 8.0  # seconds for one answer; it takes a fiftieth of one
AT_ONCE = 2  # answers being made; more would only wait for the processor, each with its own memory
Context = ContextTypes.DEFAULT_TYPE


class Handlers:
    """The handlers and what they share."""

    def __init__(
        self, responder: Responder, store: Store, sender: Sender, memory: Memory, now: Callable[[], datetime]
    ) -> None:
        self.responder = responder
        self.memory = memory
        self.timers = Timers(lambda: now().timestamp())
        self._store = store
        self._sender = sender
        self._now = now
        self._thinking = asyncio.Semaphore(AT_ONCE)
        self._groups = Groups(lambda code: responder.text("group.private-only", responder.language(code)))

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
        taken()
        message = update.effective_message
        if message is None:
            return
        chat, id, edited = message.chat.id, message.message_id, update.edited_message is not None
        self.memory.note(chat, id)
        kind = kind_of(update)
        if kind is None or (edited and kind == "location"):  # a service message; a live location moving
            return
        code = message.from_user.language_code if message.from_user else None
        if asks_to_erase(message.text):
            await self.erase(context.bot, chat, id, code)
            return
        chosen = await self._store.chosen_language(chat)
        answer = await self._made(lambda: self._compose(message, kind, code, chosen))
        if answer is None:
            await self._sender.fixed(chat, code, chosen, to=id)
        elif answer.action == "erase":
            await self.erase(context.bot, chat, id, code)
        else:
            await self._sender.edit(chat, self.memory.answer_to(chat, id) if edited else None, answer, to=id)
            if answer.outcome is not None:
                await self._store.count(answer.outcome)

    def _compose(self, message: TelegramMessage, kind: str, code: str | None, chosen: str | None) -> Message:
        known: dict[str, Any] = {"language_code": code, "chosen": chosen, "now": self._now()}
        if message.text is None:
            caption = message.caption[: MessageLimit.MAX_TEXT_LENGTH] if message.caption else None
            return self.responder.to_attachment(kind, caption=caption, context=state_in(message), **known)
        text = message.text[: MessageLimit.MAX_TEXT_LENGTH]
        word, *rest = text.split(maxsplit=1) or [""]
        command = word[1:].split("@")[0].lower() if word.startswith("/") else ""
        if command == "start":
            return self.responder.to_start(rest[0].strip() if rest else None, **known)
        if command in COMMANDS:
            return self.responder.to_command(command, **known)
        return self.responder.to_text(text, context=state_in(message), **known)

    async def press(self, update: Update, context: Context) -> None:
        """A pressed button. Answered first: the person's phone shows a waiting sign until then."""
        taken()
        query = update.callback_query
        if query is None:
            return
        data, message = query.data or "", query.message
        chat = message.chat.id if message else query.from_user.id
        id = message.message_id if message else None
        code = query.from_user.language_code
        if message is not None and message.chat.type != ChatType.PRIVATE:
            await self._acknowledge(query, None)
            return
        if id is not None:
            self.memory.note(chat, id)
        if data == "xe":
            await self._acknowledge(query, None)
            await self.erase(context.bot, chat, id, code)
        elif data in HOURS and self.timers.set(chat, HOURS[data]):
            await self._acknowledge(query, await self._toast(chat, "erase.in-" + data[1:], code))
        elif data.startswith("xn:"):
            await self._acknowledge(query, await self._toast(chat, "noted.did-not-work", code))
            if self.responder.knows(data[3:]):  # only an id of ours is stored
                await self._store.did_not_work(data[3:])
        else:
            await self._turn_page(query, chat, id, code)

    async def _turn_page(self, query: CallbackQuery, chat: int, id: int | None, code: str | None) -> None:
        data, chosen = query.data or "", None
        if data.startswith("xl:"):
            chosen = self.responder.spoken(data[3:])
            await self._acknowledge(query, self.responder.text("language.chosen", chosen))
            await self._store.choose_language(chat, chosen)
        else:
            await self._acknowledge(query, None)
            chosen = await self._store.chosen_language(chat)
        page = await self._made(lambda: self._page(data, code, chosen))
        if page is None:
            await self._sender.fixed(chat, code, chosen)
        elif page.apart:  # to be passed on: the page it was asked for on stays as it is
            await self._sender.send(chat, page)
        else:
            await self._sender.edit(chat, id, page)

    def _page(self, data: str, code: str | None, chosen: str | None) -> Message:
        if data == "xk" or data in HOURS:
            return self.responder.to_command("erasing", language_code=code, chosen=chosen, now=self._now())
        return self.responder.to_button(data, language_code=code, chosen=chosen, now=self._now())

    async def _toast(self, chat: int, key: str, code: str | None) -> str:
        return self.responder.text(key, self.responder.language(code, await self._store.chosen_language(chat)))

    async def group(self, update: Update, context: Context) -> None:
        """Somebody writes in a group."""
        taken()
        if update.effective_chat is not None:
            code = update.effective_user.language_code if update.effective_user else None
            await self._groups.leave(update.effective_chat, code, context)

    async def member(self, update: Update, context: Context) -> None:
        """Added to a group or a channel, or blocked in a private chat."""
        taken()
        change = update.my_chat_member
        if change is None:
            return
        if change.chat.type == ChatType.PRIVATE:
            if change.new_chat_member.status in ("kicked", "left"):
                self.memory.forget(change.chat.id)
                self.timers.cancel(change.chat.id)
                await self._store.forget(change.chat.id)
        elif change.new_chat_member.status in ("member", "administrator", "restricted"):
            await self._groups.leave(change.chat, change.from_user.language_code, context)

    async def error(self, _: object, context: Context) -> None:
        """Hand an error over to whoever delivered the update."""
        found = trace.get()
        if found is not None and isinstance(context.error, Exception):
            found.error = context.error

    async def erase(self, bot: Any, chat: int, last: int | None, code: str | None) -> None:
        """Erase, then leave one neutral line. Needs nothing but Telegram."""
        found = trace.get()
        hurried = found is not None and found.hurried
        gone = await erase(bot, self.memory, chat, last, thorough=not hurried)
        self.timers.cancel(chat)
        chosen = None if hurried else await self._store.chosen_language(chat)
        await self._store.forget(chat)
        if hurried:
            return
        line = await self._made(lambda: self.responder.erased(self.responder.language(code, chosen), complete=gone))
        if line is not None:  # else nothing is left at all: the emergency text would say what the chat was about
            await self._sender.send(chat, line)

    async def _made(self, make: Callable[[], Message]) -> Message | None:
        """The message, made beside the loop; None where making it fails or does not end.

        Its time begins when it is its turn: whoever wrote when many did waits, and is answered all the same.
        """
        try:
            async with self._thinking, asyncio.timeout(THINKING):
                return await asyncio.to_thread(make)
        except Exception as error:
            log.error("answer failed", extra={"error": type(error).__name__})
            return None

    @staticmethod
    async def _acknowledge(query: CallbackQuery, text: str | None) -> None:
        try:
            await query.answer(text)
        except TelegramError:  # too old, or not now: the page itself still comes
            return
