"""An echo bot in python-telegram-bot over aiohttp, 256 at once: as fast as the library goes. It loses updates."""

from given import API, PATH, PORT, SECRET, TOKEN, URL, WEBHOOK
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.telegram.request import AiohttpRequest

AT_ONCE = 256


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same."""
    await update.message.reply_text(update.message.text)


builder = Application.builder().token(TOKEN).base_url(API).concurrent_updates(AT_ONCE)
application = builder.request(AiohttpRequest(AT_ONCE)).get_updates_request(AiohttpRequest()).build()
application.add_handler(MessageHandler(filters.TEXT, echo))
if WEBHOOK:
    application.run_webhook("127.0.0.1", PORT, PATH, webhook_url=URL, secret_token=SECRET, max_connections=100)
else:
    application.run_polling()
