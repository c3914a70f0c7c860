"""Sending, editing and deleting messages, each as strict as Telegram."""

from bot.sandbox.entities import parse_html
from bot.sandbox.protocol import ACTIONS
from bot.sandbox.reading import Json
from bot.sandbox.refusal import Refused, bad
from bot.sandbox.state import Chat, State, public
from bot.sandbox.texts import formatted, keyboard, same

OLD = 48 * 3600  # seconds after which nobody can delete for both sides
AT_ONCE = 100  # ids in one deleteMessages
NOT_SERVED = ("suggested_post_parameters", "rich_message", "allow_paid_broadcast", "direct_messages_topic_id")


def chat_of(state: State, given: Json, *, writing: bool = True) -> Chat:
    """The chat a call is about. Raises Refused where it is unknown or closed to the bot."""
    name = given.get("chat_id")
    if name is None:
        raise bad("chat_id is empty")
    if isinstance(name, str):
        found = [c for c in state.chats.values() if c.info.get("username") == name[1:] and c.info["type"] != "private"]
        chat = found[0] if found else None
    else:
        chat = state.chats.get(name)
    if chat is None:
        raise bad("chat not found")
    if writing and chat.blocked:
        raise Refused("Forbidden: bot was blocked by the user", 403)
    if chat.left:
        kind = chat.info["type"]
        raise Refused(f"Forbidden: bot is not a member of the {'group' if kind == 'group' else kind} chat", 403)
    return chat


class Messages:
    """Carries out the methods that write in chats. Every one raises Refused with Telegram's description."""

    def __init__(self, state: State, me: Json) -> None:
        self._state, self._me = state, me

    async def send(self, given: Json) -> Json:
        """sendMessage."""
        chat = self._open(given)
        if not chat.started and chat.info["type"] == "private":
            raise Refused("Forbidden: bot can't initiate conversation with a user", 403)
        text, entities = formatted(given)
        markup = keyboard(given.get("reply_markup"))
        message: Json = {
            "message_id": self._state.next_message(),
            "from": self._me,
            "chat": chat.info,
            "date": self._state.clock.timestamp(),
            "text": text,
            **({"entities": entities} if entities else {}),
            **({"reply_markup": markup} if markup and "inline_keyboard" in markup else {}),
            **self._replied(chat, given),
            **_options(given),
            "silent": bool(given.get("disable_notification")),
            "protected": bool(given.get("protect_content")),
        }
        if message["protected"]:
            message["has_protected_content"] = True
        chat.messages[message["message_id"]] = message
        await self._state.told(chat, {"kind": "message", "message": message})
        return public(message)

    def _open(self, given: Json) -> Chat:
        if "business_connection_id" in given:
            raise bad("business connection not found")
        if "message_effect_id" in given:
            raise bad("EFFECT_ID_INVALID")
        if "inline_message_id" in given:
            raise bad("MESSAGE_ID_INVALID")
        for name in NOT_SERVED:
            if given.get(name):
                raise bad(f"the sandbox does not serve {name}")
        chat = chat_of(self._state, given)
        if "message_thread_id" in given:
            raise bad("message thread not found")
        return chat

    def _replied(self, chat: Chat, given: Json) -> Json:
        reply = given.get("reply_parameters")
        if reply is None:
            return {}
        if reply.get("chat_id", chat.info["id"]) != chat.info["id"]:
            raise bad("message to be replied not found")
        message = chat.messages.get(reply["message_id"])
        if message is None:
            if reply.get("allow_sending_without_reply"):
                return {}
            raise bad("message to be replied not found")
        if "quote" in reply:
            quote = reply["quote"] if reply.get("quote_parse_mode") != "HTML" else parse_html(reply["quote"])[0]
            at = str(message.get("text") or message.get("caption") or "").find(quote)
            if at < 0:
                raise bad("QUOTE_TEXT_INVALID")
            return {
                "reply_to_message": _alone(message),
                "quote": {"text": quote, "position": at, "is_manual": True},
            }
        return {"reply_to_message": _alone(message)}

    def _own(self, chat: Chat, given: Json) -> Json:
        if "message_id" not in given:
            raise bad("message identifier is not specified")
        message = chat.messages.get(given["message_id"])
        if message is None:
            raise bad("message to edit not found")
        if message["from"]["id"] != self._me["id"]:
            raise bad("message can't be edited")
        return message

    async def edit(self, given: Json) -> Json:
        """editMessageText."""
        chat = self._open(given)
        message = self._own(chat, given)
        text, entities = formatted(given)
        markup = keyboard(given.get("reply_markup"))
        return await self._change(
            chat, message, {"text": text, "entities": entities or None, **_options(given)}, markup
        )

    async def edit_keys(self, given: Json) -> Json:
        """editMessageReplyMarkup."""
        chat = self._open(given)
        return await self._change(chat, self._own(chat, given), {}, keyboard(given.get("reply_markup")))

    async def _change(self, chat: Chat, message: Json, new: Json, markup: Json | None) -> Json:
        if same({**message, **new}, message) and same(message.get("reply_markup"), markup):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a"
                " current content and reply markup of the message"
            )
        message |= {**new, "reply_markup": markup, "edit_date": self._state.clock.timestamp()}
        for key in [key for key, value in message.items() if value is None]:
            del message[key]
        await self._state.told(chat, {"kind": "edit", "message": message})
        return public(message)

    async def delete(self, given: Json) -> bool:
        """deleteMessage."""
        chat = chat_of(self._state, given, writing=False)
        if given["message_id"] not in chat.messages:
            raise bad("message to delete not found")
        return await self._drop(chat, [given["message_id"]])

    async def delete_many(self, given: Json) -> bool:
        """deleteMessages: what is not found is skipped; one that cannot go keeps all the others."""
        chat, ids = chat_of(self._state, given, writing=False), given["message_ids"]
        if not ids:
            raise bad("message identifiers are not specified")
        if len(ids) > AT_ONCE:
            raise bad("too many message identifiers specified")
        if any(id <= 0 for id in ids):
            raise bad("invalid message identifier specified")
        return await self._drop(chat, [id for id in dict.fromkeys(ids) if id in chat.messages])

    async def _drop(self, chat: Chat, ids: list[int]) -> bool:
        now = self._state.clock().timestamp()
        for message in (chat.messages[id] for id in ids):
            if now - float(message["date"]) >= OLD:
                raise bad("message can't be deleted for everyone")
            own = message["from"]["id"] == self._me["id"]
            if not own and chat.info["type"] != "private" and not chat.admin:
                raise bad("message can't be deleted")
        for id in ids:
            del chat.messages[id]
        if ids:
            await self._state.told(chat, {"kind": "delete", "ids": ids})
        return True

    async def action(self, given: Json) -> bool:
        """sendChatAction."""
        chat = self._open(given)
        if given["action"] not in ACTIONS:
            raise bad("wrong parameter action in request")
        await self._state.told(chat, {"kind": "action", "action": given["action"]})
        return True


def _options(given: Json) -> Json:
    """Where a message would show the page behind a link; nothing where that is switched off."""
    options = given.get("link_preview_options")
    return {"link_preview_options": options, "preview": not options.get("is_disabled")} if options else {}


def _alone(message: Json) -> Json:
    return {key: value for key, value in public(message).items() if key != "reply_to_message"}
