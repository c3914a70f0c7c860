"""The sandbox's own time, so that "48 hours ago" and "open at three in the morning" can be tried."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Runs at the usual pace, shifted by `shift`. A clock is callable: it gives the moment, in UTC."""

    def __init__(self) -> None:
        self.shift = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def timestamp(self) -> int:
        """Seconds since 1970, as the Bot API writes dates."""
        return int(self().timestamp())

    def set(self, moment: datetime) -> None:
        """Go on from that moment. Raises ValueError without a time zone."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        self.shift = moment - datetime.now(UTC)

    def advance(self, by: timedelta) -> None:
        """Move on (or back)."""
        self.shift += by

    def reset(self) -> None:
        """Back to the real time."""
        self.shift = timedelta(0)
