"""Which room carries out which method."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bot.sandbox.messages import Messages
from bot.sandbox.profile import Profile
from bot.sandbox.reading import Json, method_named, read
from bot.sandbox.refusal import Refused, bad
from bot.sandbox.state import State
from bot.sandbox.webhook import Webhook

ANSWER_WITHIN = 150  # seconds in which a press can be answered
TOAST = 200  # characters
Method = Callable[[Json], Awaitable[Any]]


class Methods:
    """`call` carries out one method and returns its `result`, or raises Refused."""

    def __init__(self, state: State, me: Json) -> None:
        self._state = state
        self.profile = Profile(state, me)
        self.logged_out = False
        self.webhook = Webhook(state.queue, state.clock, self._from_webhook)
        messages, profile = Messages(state, me), self.profile
        self._by_name: dict[str, Method] = {
            "sendMessage": messages.send,
            "editMessageText": messages.edit,
            "editMessageReplyMarkup": messages.edit_keys,
            "deleteMessage": messages.delete,
            "deleteMessages": messages.delete_many,
            "sendChatAction": messages.action,
            "answerCallbackQuery": self._answer,
            "getMe": profile.me,
            "getChat": profile.chat,
            "leaveChat": profile.leave,
            "setMyCommands": profile.set_commands,
            "getMyCommands": profile.get_commands,
            "deleteMyCommands": profile.delete_commands,
            "setChatMenuButton": profile.set_menu,
            "getChatMenuButton": profile.get_menu,
            "setWebhook": self.webhook.set,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
            "logOut": self._log_out,
            "close": self._close,
        }
        for name, field in (
            ("Name", "name"),
            ("Description", "description"),
            ("ShortDescription", "short_description"),
        ):
            self._by_name[f"setMy{name}"] = partial(profile.set_text, field)
            self._by_name[f"getMy{name}"] = partial(profile.get_text, field)

    async def call(self, method: str, given: Json, gone: Callable[[], bool] = lambda: False) -> Any:
        """Do it, or raise Refused. `gone` says whether the caller has hung up (for a long poll)."""
        if self.logged_out:
            raise Refused("Logged out")
        if method == "getUpdates":
            if self.webhook.url:
                raise Refused(
                    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
                    " webhook first",
                    409,
                )
            return await self._state.queue.fetch(given, gone)
        return await self._by_name[method](given)

    async def _from_webhook(self, method: str, given: Json) -> None:
        try:
            name = method_named(method)
            await self.call(name, read(name, given))
        except Refused:
            return

    async def _answer(self, given: Json) -> bool:
        id, text = str(given["callback_query_id"]), given.get("text")
        pressed = self._state.queries.pop(id, None)
        if pressed is None or (self._state.now() - pressed).total_seconds() > ANSWER_WITHIN:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(text or "") > TOAST:
            raise bad("MESSAGE_TOO_LONG")
        if "url" in given:
            raise bad("URL_INVALID")
        async with self._state.answered:
            self._state.toasts[id] = text
            self._state.answered.notify_all()
        for listener in list(self._state.listeners):
            listener({"kind": "toast", "text": text, "query": id, "alert": bool(given.get("show_alert"))})
        return True

    async def _delete_webhook(self, given: Json) -> bool:
        return await self.webhook.set({"drop_pending_updates": given.get("drop_pending_updates", False)})

    async def _webhook_info(self, _: Json) -> Json:
        return self.webhook.info()

    async def _log_out(self, _: Json) -> bool:
        self.logged_out = True
        return True

    async def _close(self, _: Json) -> bool:
        return True
