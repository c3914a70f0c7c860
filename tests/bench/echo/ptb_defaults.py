"""An echo bot in python-telegram-bot as it comes: `run_polling` and `run_webhook` with nothing set that need not be."""

from given import API, PATH, PORT, SECRET, TOKEN, URL, WEBHOOK
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same."""
    await update.message.reply_text(update.message.text)


application = Application.builder().token(TOKEN).base_url(API).build()
application.add_handler(MessageHandler(filters.TEXT, echo))
if WEBHOOK:
    application.run_webhook("127.0.0.1", PORT, PATH, webhook_url=URL, secret_token=SECRET)
else:
    application.run_polling()
