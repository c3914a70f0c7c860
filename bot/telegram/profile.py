"""The bot's name, descriptions and menu as Telegram shows them to a stranger: neutral, and the same in every place.

Read first: Telegram allows only a few changes of a name a day, and what is right already is left alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from telegram import Bot, BotCommand

from bot.settings import TelegramSettings
from bot.telegram.request import AiohttpRequest

COMMANDS = ("start", "help", "language", "privacy", "about", "erase")
TEXTS = ("name", "description", "short-description")
ELSEWHERE = "en"  # what is shown where the app speaks a language there is no catalogue for

Say = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs: the field, for which language of the app ("" for all others), what is there, what belongs there."""

    field: str
    language: str
    before: str
    after: str


async def sync(settings: TelegramSettings, say: Say, languages: Sequence[str], *, apply: bool = False) -> list[Change]:
    """What differs from the catalogues; with `apply` it is written too. Raises TelegramError.

    `say(key, language)` gives a sentence of the catalogues.
    """
    token = settings.token.get_secret_value()
    request = AiohttpRequest()
    bot = Bot(token, base_url=f"{settings.api_url}/bot", request=request, get_updates_request=request)
    async with bot:
        places = [("", ELSEWHERE), *((language, language) for language in languages if language != ELSEWHERE)]
        planned = [change for code, language in places for change in await _differing(bot, say, code, language)]
        for change in (
            planned if apply else ()
        ):  # all was read by now: what is written for all others shows up elsewhere
            await _write(bot, say, change)
        return planned


async def _differing(bot: Bot, say: Say, code: str, language: str) -> list[Change]:
    found = {
        "name": (await bot.get_my_name(code)).name,
        "description": (await bot.get_my_description(code)).description,
        "short-description": (await bot.get_my_short_description(code)).short_description,
        "commands": _listed(await bot.get_my_commands(language_code=code)),
    }
    wanted = {field: say(f"profile.{field}", language) for field in TEXTS} | {"commands": _listed(_menu(say, language))}
    return [Change(field, code, found[field], wanted[field]) for field in found if found[field] != wanted[field]]


async def _write(bot: Bot, say: Say, change: Change) -> None:
    code, text = change.language, change.after
    if change.field == "name":
        await bot.set_my_name(text, language_code=code)
    elif change.field == "description":
        await bot.set_my_description(text, language_code=code)
    elif change.field == "short-description":
        await bot.set_my_short_description(text, language_code=code)
    else:
        await bot.set_my_commands(_menu(say, code or ELSEWHERE), language_code=code)


def _menu(say: Say, language: str) -> list[BotCommand]:
    return [BotCommand(name, say(f"command.{name}", language)) for name in COMMANDS]


def _listed(commands: Sequence[BotCommand]) -> str:
    return "\n".join(f"/{command.command} {command.description}" for command in commands)
