"""What kind of message it is. Nothing that was sent is ever fetched."""

from telegram import Message, Update
from telegram.ext import filters

# In this order: an animation is a document too, a venue a location.
KINDS = (
    "photo animation video video_note voice audio document sticker contact venue location poll dice story game".split()
)


def kind_of(update: Update) -> str | None:
    """text, one of KINDS, or other; None for Telegram's own notes in the chat (a pinned message, a timer set)."""
    message = update.effective_message
    if message is None:
        return None
    if message.text is not None:
        return "text"
    kind = next((k for k in KINDS if getattr(message, k, None)), "other")
    return None if kind == "other" and filters.StatusUpdate.ALL.filter(update) else kind


def state_in(message: Message) -> str | None:
    """What a reply hands back: the state in a button of the bot's message replied to."""
    replied = message.reply_to_message
    if replied is None or replied.reply_markup is None or replied.from_user is None or not replied.from_user.is_bot:
        return None
    for row in replied.reply_markup.inline_keyboard:
        for button in row:
            if isinstance(button.callback_data, str) and not button.callback_data.startswith("x"):
                return button.callback_data
    return None
