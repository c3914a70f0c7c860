"""`python -m bot` is `gyeot`."""

from bot.cli import main

if __name__ == "__main__":
    main()
