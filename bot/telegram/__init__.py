"""The edge: Telegram's updates in, messages out."""
