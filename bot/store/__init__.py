"""The few rows that are kept, and nothing of what anybody wrote (`bot.store.kept`)."""
