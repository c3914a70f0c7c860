"""The methods the bot uses, each as strict as Telegram's. Parameters: https://core.telegram.org/bots/api"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from html import escape
from typing import Any

from bot.sandbox.markup import Refused, check_keyboard, parse
from bot.sandbox.state import Chat, Json, State

OLD = timedelta(hours=48)
# Every parameter a method takes, and those it cannot do without.
PARAMETERS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (frozenset(every.split()), frozenset(needed.split()))
    for name, every, needed in (
        ("getMe", "", ""),
        ("getUpdates", "offset limit timeout allowed_updates", ""),
        (
            "sendMessage",
            "chat_id text parse_mode reply_markup disable_notification link_preview_options protect_content"
            " reply_parameters entities message_thread_id",
            "chat_id text",
        ),
        (
            "editMessageText",
            "chat_id message_id inline_message_id text parse_mode reply_markup link_preview_options entities",
            "text",
        ),
        ("editMessageReplyMarkup", "chat_id message_id reply_markup", ""),
        ("deleteMessage", "chat_id message_id", "chat_id message_id"),
        ("deleteMessages", "chat_id message_ids", "chat_id message_ids"),
        ("answerCallbackQuery", "callback_query_id text show_alert url cache_time", "callback_query_id"),
        ("sendChatAction", "chat_id action", "chat_id action"),
        ("leaveChat", "chat_id", "chat_id"),
        ("deleteWebhook", "drop_pending_updates", ""),
        ("getWebhookInfo", "", ""),
        ("setMyCommands", "commands scope language_code", "commands"),
        ("getMyCommands", "scope language_code", ""),
        ("setMyName", "name language_code", ""),
        ("getMyName", "language_code", ""),
        ("setMyDescription", "description language_code", ""),
        ("getMyDescription", "language_code", ""),
        ("setMyShortDescription", "short_description language_code", ""),
        ("getMyShortDescription", "language_code", ""),
    )
}
_JSON = frozenset(
    "reply_markup link_preview_options reply_parameters entities allowed_updates message_ids commands scope".split()
)
_WHOLE = frozenset("offset limit timeout message_id chat_id message_thread_id cache_time".split())


def read(method: str, raw: Json) -> Json:
    """Parameters as values; raises Refused for an unknown, missing or ill-typed one."""
    if method not in PARAMETERS:
        raise Refused("Not Found: method not found")
    every, needed = PARAMETERS[method]
    given: Json = {}
    for name, value in raw.items():
        if name not in every:
            raise Refused(f"Bad Request: unknown parameter {name}")
        try:
            if name in _JSON and isinstance(value, str):
                value = json.loads(value)
            if name in _WHOLE and not (name == "chat_id" and str(value).startswith("@")):
                value = int(value)
        except ValueError:
            raise Refused(f"Bad Request: can't parse {name}") from None
        given[name] = value
    for name in needed:
        if name not in given:
            raise Refused(f"Bad Request: parameter {name} is required")
    return given


class Methods:
    """Carries out a call; returns the `result`."""

    def __init__(self, state: State, me: Json) -> None:
        self._state = state
        self._me = me
        self._polling = 0
        self.profile: dict[tuple[str, str], Any] = {}

    async def call(self, method: str, given: Json) -> Any:
        """Do it, or raise Refused with Telegram's description."""
        own: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "sendMessage": self._send,
            "editMessageText": self._edit,
            "editMessageReplyMarkup": self._edit_keys,
            "deleteMessage": self._delete,
            "deleteMessages": self._delete_many,
            "answerCallbackQuery": self._answer,
            "leaveChat": self._leave,
        }
        if method in own:
            return await own[method](given)
        if method.startswith("getMy"):
            name = method[5:]
            default: Any = [] if name == "Commands" else {_field(name): ""}
            return self.profile.get((name, given.get("language_code", "")), default)
        if method.startswith("setMy"):
            name = method[5:]
            value = given.get("commands") if name == "Commands" else {_field(name): given.get(_field(name), "")}
            self.profile[(name, given.get("language_code", ""))] = value
            return True
        if method == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": len(self._state.updates)}
        return True

    async def _get_me(self, _: Json) -> Json:
        return self._me

    async def _get_updates(self, given: Json) -> list[Json]:
        state, offset = self._state, int(given.get("offset", 0))
        if self._polling:
            raise Refused(
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        allowed = given.get("allowed_updates") or None
        self._polling += 1
        try:
            async with state.arrived:
                if offset > 0:
                    state.updates = [u for u in state.updates if u["update_id"] >= offset]
                if allowed:
                    state.updates = [u for u in state.updates if any(name in u for name in allowed) or len(u) < 2]
                if not state.updates and given.get("timeout"):
                    try:
                        await asyncio.wait_for(state.arrived.wait(), float(given["timeout"]))
                    except TimeoutError:
                        return []
                found = [u for u in state.updates if not allowed or any(name in u for name in allowed) or len(u) < 2]
                return found[: int(given.get("limit", 100))]
        finally:
            self._polling -= 1

    def _chat(self, given: Json) -> Chat:
        chat = self._state.chats.get(int(given["chat_id"]))
        if chat is None:
            raise Refused("Bad Request: chat not found")
        if chat.left:
            raise Refused("Forbidden: bot is not a member of the chat")
        return chat

    async def _send(self, given: Json) -> Json:
        chat = self._chat(given)
        shown = parse(str(given["text"]), given.get("parse_mode"))
        check_keyboard(given.get("reply_markup"))
        id = self._state.next_message()
        message: Json = {
            "message_id": id,
            "from": self._me,
            "chat": chat.info,
            "date": int(self._state.now().timestamp()),
            "text": shown,
        }
        if given.get("reply_markup"):
            message["reply_markup"] = given["reply_markup"]
        chat.messages[id] = {**message, "html": _html(given), "silent": bool(_true(given.get("disable_notification")))}
        await self._state.told(chat, {"kind": "message", "message": chat.messages[id]})
        return message

    async def _edit(self, given: Json) -> Json:
        chat = self._chat(given)
        message = chat.messages.get(int(given.get("message_id", 0)))
        if message is None:
            raise Refused("Bad Request: message to edit not found")
        if message["from"]["id"] != self._me["id"]:
            raise Refused("Bad Request: message can't be edited")
        shown = parse(str(given["text"]), given.get("parse_mode"))
        check_keyboard(given.get("reply_markup"))
        if message["text"] == shown and message.get("reply_markup") == given.get("reply_markup"):
            raise Refused(
                "Bad Request: message is not modified: specified new message content and reply markup are"
                " exactly the same as a current content and reply markup of the message"
            )
        message |= {"text": shown, "html": _html(given), "edit_date": int(self._state.now().timestamp())}
        message["reply_markup"] = given.get("reply_markup")
        await self._state.told(chat, {"kind": "edit", "message": message})
        return {k: v for k, v in message.items() if k not in ("html", "silent") and v is not None}

    async def _edit_keys(self, given: Json) -> Json:
        chat = self._chat(given)
        message = chat.messages.get(int(given.get("message_id", 0)))
        if message is None:
            raise Refused("Bad Request: message to edit not found")
        return await self._edit({**given, "text": message["html"], "parse_mode": "HTML"})

    async def _delete(self, given: Json) -> bool:
        chat = self._chat(given)
        id = int(given["message_id"])
        if id not in chat.messages:
            raise Refused("Bad Request: message to delete not found")
        if self._too_old(chat.messages[id]):
            raise Refused("Bad Request: message can't be deleted for everyone")
        await self._drop(chat, [id])
        return True

    async def _delete_many(self, given: Json) -> bool:
        chat, ids = self._chat(given), list(given["message_ids"])
        if not 1 <= len(ids) <= 100:
            raise Refused("Bad Request: wrong number of message identifiers specified")
        found = [int(i) for i in ids if int(i) in chat.messages]  # what is not found is skipped
        if any(self._too_old(chat.messages[i]) for i in found):
            raise Refused("Bad Request: message can't be deleted for everyone")
        await self._drop(chat, found)
        return True

    def _too_old(self, message: Json) -> bool:
        return self._state.now().timestamp() - float(message["date"]) > OLD.total_seconds()

    async def _drop(self, chat: Chat, ids: list[int]) -> None:
        for id in ids:
            del chat.messages[id]
        await self._state.told(chat, {"kind": "delete", "ids": ids})

    async def _answer(self, given: Json) -> bool:
        asked = self._state.queries.pop(str(given["callback_query_id"]), None)
        if asked is None or (self._state.now() - asked).total_seconds() > 150:
            raise Refused("Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(str(given.get("text") or "")) > 200:
            raise Refused("Bad Request: MESSAGE_TOO_LONG")
        self._state.toasts[str(given["callback_query_id"])] = given.get("text")
        for listener in list(self._state.listeners):
            listener({"kind": "toast", "text": given.get("text"), "query": given["callback_query_id"]})
        return True

    async def _leave(self, given: Json) -> bool:
        chat = self._chat(given)
        if chat.info["type"] == "private":
            raise Refused("Bad Request: chat member status can't be changed in private chats")
        chat.left = True
        await self._state.told(chat, {"kind": "left"})
        return True


def _field(name: str) -> str:
    return {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[name]


def _true(value: object) -> bool:
    return value in (True, "true", "True", "1")


def _html(given: Json) -> str:
    text = str(given["text"])
    return text if given.get("parse_mode") == "HTML" else escape(text, quote=False)
