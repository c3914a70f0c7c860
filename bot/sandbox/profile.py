"""Who the bot is and how it presents itself: name, descriptions, commands, menu button."""

import json
import re

from bot.sandbox.messages import chat_of
from bot.sandbox.reading import Json
from bot.sandbox.refusal import bad
from bot.sandbox.state import State

LONGEST = {"name": 64, "description": 512, "short_description": 120}  # characters
COMMANDS, COMMAND, EXPLAINED = 100, re.compile(r"[a-z0-9_]{1,32}"), 256
_GIFTS = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"


class Profile:
    """`texts` by (field, language), `commands` by (scope as JSON, language), `menus` by chat (None for everybody)."""

    def __init__(self, state: State, me: Json) -> None:
        self._state, self._me = state, me
        self.texts: dict[tuple[str, str], str] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.menus: dict[int | None, Json] = {}

    def commands_for(self, language: str) -> list[Json]:
        """What the menu of a private chat shows to somebody with that language code."""
        private, default = _scope({"scope": {"type": "all_private_chats"}}), _scope({})
        keys = [(private, language), (private, ""), (default, language), (default, "")]
        return next((self.commands[key] for key in keys if key in self.commands), [])

    async def me(self, _: Json) -> Json:
        """getMe."""
        return self._me

    async def chat(self, given: Json) -> Json:
        """getChat."""
        chat = chat_of(self._state, given, writing=False)
        gifts = dict.fromkeys(_GIFTS.split(), False)
        return {**chat.info, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}

    async def leave(self, given: Json) -> bool:
        """leaveChat."""
        chat = chat_of(self._state, given, writing=False)
        if chat.info["type"] == "private":
            raise bad("chat member status can't be changed in private chats")
        chat.left = True
        await self._state.told(chat, {"kind": "left"})
        return True

    async def set_text(self, field: str, given: Json) -> bool:
        """setMyName, setMyDescription, setMyShortDescription."""
        text, language = str(given.get(field, "")), _language(given)
        if len(text) > LONGEST[field]:
            raise bad(f"{field.replace('_', ' ')} is too long")
        if text:
            self.texts[field, language] = text
        else:
            self.texts.pop((field, language), None)
        return True

    async def get_text(self, field: str, given: Json) -> Json:
        """getMyName, getMyDescription, getMyShortDescription."""
        default = str(self._me["first_name"]) if field == "name" else ""
        language = _language(given)
        return {field: self.texts.get((field, language), self.texts.get((field, ""), default))}

    async def set_commands(self, given: Json) -> bool:
        """setMyCommands."""
        if len(given["commands"]) > COMMANDS:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        for command in given["commands"]:
            if not COMMAND.fullmatch(command["command"].removeprefix("/")):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"].strip()) <= EXPLAINED:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        named = [{**c, "command": c["command"].removeprefix("/")} for c in given["commands"]]
        self.commands[_scope(given), _language(given)] = named
        return True

    async def delete_commands(self, given: Json) -> bool:
        """deleteMyCommands."""
        self.commands.pop((_scope(given), _language(given)), None)
        return True

    async def get_commands(self, given: Json) -> list[Json]:
        """getMyCommands."""
        return self.commands.get((_scope(given), _language(given)), [])

    async def set_menu(self, given: Json) -> bool:
        """setChatMenuButton."""
        if "chat_id" in given:
            chat_of(self._state, given)
        self.menus[given.get("chat_id")] = given.get("menu_button", {"type": "default"})
        return True

    async def get_menu(self, given: Json) -> Json:
        """getChatMenuButton."""
        if "chat_id" in given:
            chat_of(self._state, given)
        return self.menus.get(given.get("chat_id"), self.menus.get(None, {"type": "commands"}))


def _scope(given: Json) -> str:
    return json.dumps(given.get("scope", {"type": "default"}), sort_keys=True)


def _language(given: Json) -> str:
    code = str(given.get("language_code", ""))
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad("LANG_CODE_INVALID")
    return code
