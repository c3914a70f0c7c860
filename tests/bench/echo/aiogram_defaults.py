"""An echo bot in aiogram as it comes: `start_polling`, and its request handler in an aiohttp application."""

import asyncio

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web
from given import API, PATH, PORT, SECRET, TOKEN, URL, WEBHOOK

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say the same."""
    await message.answer(message.text)


async def announce(bot: Bot) -> None:
    """Tell Telegram where to call."""
    await bot.set_webhook(URL, secret_token=SECRET)


server = TelegramAPIServer(base=API + "{token}/{method}", file=API + "{token}/{path}")
bot = Bot(TOKEN, session=AiohttpSession(api=server))
if WEBHOOK:
    dispatcher.startup.register(announce)
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(application, path=f"/{PATH}")
    setup_application(application, dispatcher, bot=bot)
    web.run_app(application, host="127.0.0.1", port=PORT, print=None)
else:
    asyncio.run(dispatcher.start_polling(bot))
