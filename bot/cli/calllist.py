"""The call list as text, Markdown or a table for a spreadsheet."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.answers.lines import Lines
from bot.directory.channels import Channel
from bot.directory.due import By, Item, Why
from bot.directory.exchange.csvtext import csv_text
from bot.directory.hours import status
from bot.texts import Texts

COLUMNS = (
    "id",
    "channel",
    "name",
    "why",
    "reach",
    "now",
    "hours",
    "checked",
    "how",
    "by",
    "due",
    "ends",
    "reported",
    "used",
    "flagged",
    "check",
    "ask",
    "stamp",
)


class CallList:
    """Puts items into the words of one language, as of one moment."""

    def __init__(self, texts: Texts, language: str, now: datetime) -> None:
        self._texts, self._language, self._now = texts, language, now
        self._lines = Lines(texts, language)

    def text(self, items: Iterable[Item]) -> str:
        """For the terminal."""
        blocks = []
        for number, item in enumerate(items, 1):
            head, *rest = self._facts(item)
            blocks.append("\n".join([f"{number}. {head}", *(f"   {line}" for line in rest)]))
        return "\n\n".join(blocks) + "\n" if blocks else self._say("due.nothing")

    def markdown(self, items: Iterable[Item]) -> str:
        """For print and for an issue: boxes to tick."""
        blocks = []
        for item in items:
            head, *rest = self._facts(item)
            blocks.append("\n".join([f"- [ ] **{head}**", *(f"  - {line}" for line in rest)]))
        title = self._say("due.title", day=f"{self._now:%Y-%m-%d}")
        return f"# {title}\n\n" + ("\n".join(blocks) + "\n" if blocks else self._say("due.nothing") + "\n")

    def csv(self, items: Iterable[Item]) -> str:
        """For a spreadsheet: UTF-8 with the mark by which Excel knows it."""
        heading = [self._say(f"due.column-{name}") for name in COLUMNS]
        return "\ufeff" + csv_text([heading, *(self._row(item) for item in items)])

    def _facts(self, item: Item) -> Iterator[str]:
        channel = f" · {item.channel.id}" if item.channel else ""
        yield f"{self._name(item)} ({item.id}{channel})"
        yield self._why(item)
        if item.channel is not None:
            yield f"{self._reach(item)} · {self._when(item.channel)}"
            if item.channel.hours:
                says = f"{self._lines.hours(item.channel)} · {self._lines.languages(item.channel)}"
                yield self._say("due.says", says=says)
        if item.by is not By.LOOK and item.by is not By.CALL:
            yield self._say(f"due.by-{item.by}")
        yield self._say("due.checked", day=f"{item.checked.on}", how=item.checked.how, by=item.checked.by)
        if item.used:
            yield self._say("due.used", count=str(item.used))
        yield from (f"{url}: {self._say(f'links.{status}')}" for url, status in item.flagged)
        yield self._say("due.ask", questions=self._ask(item))
        yield self._say("due.stamp", command=self._stamp(item))

    def _row(self, item: Item) -> list[str]:
        channel = item.channel
        return [
            item.id,
            channel.id if channel else "",
            self._name(item),
            self._why(item),
            self._reach(item),
            self._when(channel) if channel else "",
            (channel.hours or "") if channel else "",
            f"{item.checked.on}",
            item.checked.how,
            item.checked.by,
            f"{item.due}",
            f"{item.ends or ''}",
            str(item.reported or ""),
            str(item.used or ""),
            " ".join(f"{url} ({status})" for url, status in item.flagged),
            self._say(f"due.by-{item.by}"),
            self._ask(item),
            self._stamp(item),
        ]

    def _why(self, item: Item) -> str:
        day = {Why.OLD: f"{item.due}", Why.ENDS: f"{item.ends}"}
        said = [self._say(f"due.why-{w}", day=day.get(w, ""), count=str(item.reported)) for w in item.why]
        return " · ".join(said)

    def _reach(self, item: Item) -> str:
        channel = item.channel
        if channel is None:
            return ""
        if channel.number or channel.url:
            return channel.number or channel.url or ""
        if channel.address is None or channel.address == "withheld":
            return self._say("reach.withheld")
        return channel.address.best(self._language)[0]

    def _when(self, channel: Channel) -> str:
        return self._lines.when(status(channel.hours, self._now))

    def _ask(self, item: Item) -> str:
        unknown = self._say("due.unknown")
        return " ".join(self._say(f"ask.{c}") + (f" ({unknown})" if c in item.unknown else "") for c in item.ask)

    def _stamp(self, item: Item) -> str:
        channel = f" {item.channel.id}" if item.channel else ""
        how = "called" if item.by in (By.CALL, By.QUIET) else '"public source"'
        return f"gyeot verify {item.id}{channel} --by … --how {how}"

    def _name(self, item: Item) -> str:
        return item.name.best(self._language)[0]

    def _say(self, key: str, **params: str) -> str:
        return self._texts(key, self._language, **params)
