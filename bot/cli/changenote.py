"""Differences between two editions as a change note in Markdown."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.directory.base import Checked, Source, Text
from bot.directory.channels import Channel
from bot.directory.diff import SECTIONS, Change, Kind
from bot.directory.models import Step
from bot.texts import Texts, language_name

_SPOKEN = ("languages", "interpreters")


class ChangeNote:
    """Puts changes into the words of one language. `names`: what each id is called."""

    def __init__(self, texts: Texts, language: str, names: Mapping[str, Text]) -> None:
        self._texts, self._language, self._names = texts, language, names

    def __call__(self, changes: Iterable[Change], old: str, new: str) -> str:
        """The note: a heading a section, a line a change."""
        blocks = [f"# {self._say('diff.title', old=old, new=new)}"]
        found = tuple(changes)
        for section in SECTIONS:
            lines = [f"- {self.line(change)}" for change in found if change.section == section]
            if lines:
                blocks.append(f"## {self._field((section,))}\n\n" + "\n".join(lines))
        if not found:
            blocks.append(self._say("diff.nothing"))
        return "\n\n".join(blocks) + "\n"

    def line(self, change: Change) -> str:
        """One change in one line: which entry, and what became of what."""
        said = self._change(change)
        if change.id == change.section:  # the emergency numbers, the edition: no entry of their own
            return said
        name = change.name.best(self._language)[0] if change.name else ""
        return f"{name} ({change.id}): {said}" if name else f"{change.id}: {said}"

    def _change(self, change: Change) -> str:
        if change.kind is Kind.VERIFIED:
            checked: Checked = change.after
            params = {"day": f"{checked.on}", "by": checked.by, "how": str(checked.how)}
            return self._say("diff.verified", what=change.channel or self._say("diff.entry"), **params)
        if change.field == ("channels",) and change.channel is not None:
            reach = self._reach(change.after or change.before)
            return self._say(f"diff.channel-{change.kind}", channel=change.channel, reach=reach)
        if not change.field:
            return self._say(f"diff.{change.kind}")
        field = self._field(change.field)
        if change.channel is not None:
            field = self._say("diff.of", field=field, channel=change.channel)
        before, after = self._value(change.before, change.field), self._value(change.after, change.field)
        if before == after and change.kind is Kind.CHANGED:
            return self._say("diff.other-language", field=field)
        return self._say(f"diff.{change.kind}", field=field, before=before, after=after)

    def _field(self, path: tuple[str, ...]) -> str:
        """Names of fields in words; a key that is an id (`does_for` of a situation) by what it is called."""
        words = []
        for part in path:
            key = f"field.{part.replace('_', '-')}"
            words.append(self._texts(key, self._language) if key in self._texts.keys("en") else self._called(part))
        return " · ".join(words)

    def _value(self, value: Any, path: tuple[str, ...]) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return self._say("diff.yes" if value else "diff.no")
        if isinstance(value, tuple):
            return ", ".join(self._value(item, path) for item in value)
        if isinstance(value, Text):
            return f"“{value.best(self._language)[0]}”"
        if isinstance(value, Step):
            where = f" ({self._called(value.resource)})" if value.resource else ""
            return self._value(value.text, path) + where
        if isinstance(value, Source):
            return str(value.url)
        if isinstance(value, date | int):
            return str(value)
        if path[-1] in _SPOKEN:
            return language_name(str(value), self._language)
        return self._called(str(value))

    def _called(self, id: str) -> str:
        name = self._names.get(id)
        return f"{name.best(self._language)[0]} ({id})" if name else id

    def _reach(self, channel: Channel) -> str:
        if channel.number or channel.url:
            return channel.number or channel.url or ""
        address = channel.address
        return address.best(self._language)[0] if isinstance(address, Text) else self._say("reach.withheld")

    def _say(self, key: str, **params: str) -> str:
        return self._texts(key, self._language, **params)
