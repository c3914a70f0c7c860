"""What can be printed: cards, leaflets and posters that lead to the bot, and the offline pack."""
