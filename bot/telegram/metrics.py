"""Counts about the bot's own work, for Prometheus. No label at all, so none that could point at a person."""

from collections import Counter
from time import monotonic

HELP = {
    "updates_total": "Updates taken in.",
    "answered_total": "Updates done with.",
    "fixed_total": "Emergency texts sent in place of an answer.",
    "unreadable_total": "Updates that could not be read as Telegram describes them.",
    "overtaken_total": "Messages of a flood, answered together with a newer one.",
    "told_to_wait_total": "Deliveries put off because Telegram asked for it (429).",
    "aside_total": "Updates of waiting chats that were taken out of Telegram's queue so that others could be fetched.",
    "retried_total": "Deliveries that failed and were tried again.",
    "given_up_total": "Updates that failed for an hour while others got through, and were let go.",
    "erased_total": "Chats erased on request or by timer.",
    "store_failures_total": "Calls to the database that failed or took too long.",
    "delivery_seconds_sum": "Seconds spent on updates, from taken in to done with.",
    "delivery_seconds_count": "Updates in that sum.",
}


class Metrics:
    """Counters. `text` is Prometheus' exposition format 0.0.4."""

    def __init__(self) -> None:
        self._started = monotonic()
        self._counts: Counter[str] = Counter()
        self._seconds = 0.0

    def add(self, name: str) -> None:
        """Count one; the name is one of HELP."""
        self._counts[name] += 1

    def took(self, seconds: float) -> None:
        """Note how long an update took."""
        self._counts["delivery_seconds_count"] += 1
        self._seconds += seconds

    def __getitem__(self, name: str) -> float:
        return self._seconds if name == "delivery_seconds_sum" else self._counts[name]

    def text(self) -> str:
        """All of them, and for how long the process has been up."""
        lines = []
        for name, what in HELP.items():
            family = name.removesuffix("_sum").removesuffix("_count")
            if not name.endswith("_count"):
                kind = "counter" if name.endswith("_total") else "summary"
                lines += [f"# HELP gyeot_{family} {what}", f"# TYPE gyeot_{family} {kind}"]
            lines.append(f"gyeot_{name} {self[name]:g}")
        lines += ["# HELP gyeot_up_seconds Seconds since start.", "# TYPE gyeot_up_seconds gauge"]
        lines.append(f"gyeot_up_seconds {monotonic() - self._started:.0f}")
        return "\n".join(lines) + "\n"
