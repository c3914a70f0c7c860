"""What to say: chosen, composed, written within Telegram's limits."""
