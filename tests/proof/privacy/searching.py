"""Whether any trace of a marker stands in what was gathered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.proof.privacy.markers import Needle

# What Telegram has to be told: whom an answer goes to, which message is deleted, which press is answered.
_MAY = {("requests to Telegram", field) for field in ("id", "message id", "query id")}


@dataclass(frozen=True, slots=True)
class Hit:
    """One trace: where, of which field, in which encoding."""

    place: str
    field: str
    encoding: str


def search(places: Mapping[str, Iterable[bytes]], needles: Iterable[Needle]) -> list[Hit]:
    """All traces, each place, field and encoding once."""
    wanted = list(needles)
    found = []
    for place, parts in places.items():
        data = b"\0\0".join(parts)
        for needle in wanted:
            if needle.bytes in data and (place, needle.field) not in _MAY:
                found.append(Hit(place, needle.field, needle.encoding))
    return list(dict.fromkeys(found))
