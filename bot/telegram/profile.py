"""The bot's name, descriptions and menu as Telegram shows them to a stranger: neutral, and the same in every place.

Read first: Telegram allows only a few changes of a name a day, and what is right already is left alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from telegram import Bot, BotCommand

from bot.languages import Languages
from bot.settings import TelegramSettings
from bot.telegram.request import AiohttpRequest
from bot.texts import Texts
from bot.vocabulary import FALLBACK

COMMANDS = ("start", "help", "language", "privacy", "about", "erase")
TEXTS = ("name", "description", "short-description")


@dataclass(frozen=True, slots=True)
class Change:
    """What differs: the field, for which language of the app ("" for all others), what is there, what belongs there."""

    field: str
    language: str
    before: str
    after: str


Wanted = Callable[[str], dict[str, str]]  # what belongs in each field, by language


async def sync(settings: TelegramSettings, texts: Texts, languages: Languages, *, apply: bool = False) -> list[Change]:
    """What differs from the catalogues; with `apply` it is written too. Raises TelegramError.

    Of a language, what its catalogue has: of one of the bridge the descriptions alone, not the name and the menu.
    """
    return await _sync(settings, texts, languages, lambda tag: _presented(texts, tag), apply=apply)


async def farewell(
    settings: TelegramSettings, texts: Texts, languages: Languages, numbers: str, *, apply: bool = False
) -> list[Change]:
    """The same with a last message in place of the descriptions, for a bot that will not answer any more.

    `numbers`: those that go on answering. Name and menu stay. Raises TelegramError.
    """

    def last(tag: str) -> dict[str, str]:
        said = tag if "farewell.description" in texts.keys(tag) else FALLBACK
        return {field: texts(f"farewell.{field}", said, numbers=numbers) for field in TEXTS[1:]}

    return await _sync(settings, texts, languages, last, apply=apply)


async def _sync(
    settings: TelegramSettings, texts: Texts, languages: Languages, wanted: Wanted, *, apply: bool
) -> list[Change]:
    token = settings.token.get_secret_value()
    request = AiohttpRequest()
    bot = Bot(token, base_url=f"{settings.api_url}/bot", request=request, get_updates_request=request)
    async with bot:
        places = dict(_places(texts, languages))
        planned = [change for code, tag in places.items() for change in await _differing(bot, wanted(tag), code)]
        # All was read by now: what is written for all others shows up elsewhere.
        for change in planned if apply else ():
            await _write(bot, texts, change, places[change.language])
        return planned


def _places(texts: Texts, languages: Languages) -> Iterator[tuple[str, str]]:
    """Telegram's two-letter code, "" for all others, and the language said there. No code: nothing can be set."""
    yield "", FALLBACK
    for tag in (*texts.languages, *texts.bridges):
        code = next((code for code in (tag, *languages[tag].codes) if len(code) == 2), None)
        if code is not None and tag != FALLBACK:
            yield code, tag


def _presented(texts: Texts, tag: str) -> dict[str, str]:
    keys = texts.keys(tag)
    wanted = {field: texts(f"profile.{field}", tag) for field in TEXTS if f"profile.{field}" in keys}
    if all(f"command.{name}" in keys for name in COMMANDS):
        wanted["commands"] = _listed(_menu(texts, tag))
    return wanted


async def _differing(bot: Bot, wanted: dict[str, str], code: str) -> list[Change]:
    found = {field: await _read(bot, field, code) for field in wanted}
    return [Change(field, code, found[field], wanted[field]) for field in wanted if found[field] != wanted[field]]


async def _read(bot: Bot, field: str, code: str) -> str:
    if field == "name":
        return (await bot.get_my_name(code)).name
    if field == "description":
        return (await bot.get_my_description(code)).description
    if field == "short-description":
        return (await bot.get_my_short_description(code)).short_description
    return _listed(await bot.get_my_commands(language_code=code))


async def _write(bot: Bot, texts: Texts, change: Change, tag: str) -> None:
    code, text = change.language, change.after
    if change.field == "name":
        await bot.set_my_name(text, language_code=code)
    elif change.field == "description":
        await bot.set_my_description(text, language_code=code)
    elif change.field == "short-description":
        await bot.set_my_short_description(text, language_code=code)
    else:
        await bot.set_my_commands(_menu(texts, tag), language_code=code)


def _menu(texts: Texts, tag: str) -> list[BotCommand]:
    return [BotCommand(name, texts(f"command.{name}", tag)) for name in COMMANDS]


def _listed(commands: Sequence[BotCommand]) -> str:
    return "\n".join(f"/{command.command} {command.description}" for command in commands)
