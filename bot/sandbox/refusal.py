"""How Telegram says no."""


class Refused(Exception):
    """A call that is not carried out: the HTTP status, and the description the caller is given."""

    def __init__(self, description: str, code: int = 400, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.retry_after = retry_after


def bad(description: str) -> Refused:
    """A 400, worded as Telegram words it."""
    return Refused(f"Bad Request: {description}")
