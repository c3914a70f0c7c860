"""What the reader judges of a text, in the order of its columns."""

from bot.vocabulary import Intent, Kind, Need, Situation, Urgency

OUTPUTS: tuple[str, ...] = (
    *(f"situation:{s}" for s in Situation),
    *(f"need:{n}" for n in Need),
    *(f"kind:{k}" for k in Kind),
    *(f"urgent:{u}" for u in Urgency),
    *(f"intent:{i}" for i in Intent),
)


def columns(prefix: str) -> list[int]:
    """The columns of one judgement."""
    return [i for i, name in enumerate(OUTPUTS) if name.startswith(prefix + ":")]
