"""What the reader judges of a text, in the order of its columns."""

from functools import cache

from bot.vocabulary import Audience, Intent, Kind, Need, Situation, Topic, Urgency

OUTPUTS: tuple[str, ...] = (
    *(f"situation:{s}" for s in Situation),
    *(f"need:{n}" for n in Need),
    *(f"kind:{k}" for k in Kind),
    *(f"urgent:{u}" for u in Urgency),
    *(f"intent:{i}" for i in Intent),
    *(f"topic:{t}" for t in Topic),
    *(f"audience:{a}" for a in Audience),
)
# Groups of which at most one holds: judged against each other. `True`: or none of them.
STACKED: dict[str, bool] = {"situation": True, "kind": False, "urgent": True, "intent": True}


@cache
def columns(prefix: str) -> list[int]:
    """The columns of one judgement."""
    return [i for i, name in enumerate(OUTPUTS) if name.startswith(prefix + ":")]
