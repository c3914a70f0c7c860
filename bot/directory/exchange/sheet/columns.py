"""The columns of the table: what each holds, how it is written in a cell and how a cell is read."""

from dataclasses import dataclass
from typing import Any

from bot.directory.base import Text
from bot.directory.channels import Channel
from bot.directory.models import Directory, Resource
from bot.vocabulary import FALLBACK, HOME, Region

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `path`: the field, under the place or (`channel`) under the channel; a text ends in its language."""

    key: str
    path: Path
    channel: bool = True
    sort: str = "text"  # text, number, hours, languages, yes-no, date, address, region, or a list of words

    @property
    def language(self) -> str | None:
        """The language of a text."""
        return self.path[-1] if self.path[-1] in (HOME, FALLBACK) else None


def _texts(key: str, *path: str, channel: bool = True, sort: str = "text") -> tuple[Column, Column]:
    return tuple(Column(f"{key}-{name}", (*path, name), channel, sort) for name in (HOME, FALLBACK))  # type: ignore[return-value]


COLUMNS: tuple[Column, ...] = (
    Column("id", ("id",), channel=False, sort="id"),
    Column("channel", ("id",), sort="id"),
    *_texts("name", "name", channel=False),
    *_texts("does", "does", channel=False),
    Column("confidence", ("confidence",), channel=False, sort="sure"),
    Column("kind", ("kind",), sort="kind"),
    Column("number", ("number",), sort="number"),
    Column("url", ("url",)),
    *_texts("address", "address", sort="address"),
    *_texts("label", "label"),
    *_texts("note", "note"),
    Column("hours", ("hours",), sort="hours"),
    Column("languages", ("languages",), sort="languages"),
    Column("interpreters", ("interpreters",), sort="languages"),
    Column("from-abroad", ("from_abroad",), sort="yes-no"),
    Column("region", ("region",), sort="region"),
    Column("closed-until", ("closed_until",), sort="date"),
    Column("channel-confidence", ("confidence",), sort="sure"),
    Column("checked-on", ("checked", "on"), sort="date"),
    Column("checked-by", ("checked", "by")),
    Column("checked-how", ("checked", "how"), sort="how"),
)


def value(column: Column, resource: Resource, channel: Channel) -> Any:
    """What the directory holds there; None where it holds nothing."""
    found: Any = channel if column.channel else resource
    for part in column.path:
        if found is None or found == "withheld":
            return found
        found = found.get(part) if isinstance(found, Text) else getattr(found, part)
    if column.sort == "address" and resource.shelter and found is not None:
        return "withheld"
    return found


def regions(directory: Directory) -> dict[str, Text]:
    """Region id -> its title."""
    return {str(page.id): page.title for page in directory.regions if page.id in list(Region)}
