"""A strict stand-in for the Bot API on this machine, and a chat page for it. No token, no Telegram."""
