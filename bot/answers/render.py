"""An answer as a message: Telegram HTML, plain text, buttons; within Telegram's limits.

Limits: 4096 characters after parsing (https://core.telegram.org/bots/api#sendmessage).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

from bot.answers.answer import Answer, Block, Key, Outcome, Paragraph
from bot.answers.bidi import isolated
from bot.answers.lines import Lines, Spans
from bot.texts import Texts, Ui

_ROOM = 3900  # what stays of Telegram's limit for blocks; the emergency line is never cut
BELOW, EMERGENCY = Ui("first.below"), Ui("emergency.line")


Written = tuple[Block, list[Spans]]


@dataclass(frozen=True, slots=True)
class Button:
    """Exactly one of `data` (<= 64 bytes), `url` and `copy` (<= 256 characters) is set."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. `plain` is the same without markup; `resources` are the places shown, in order."""

    html: str
    plain: str
    buttons: tuple[tuple[Button, ...], ...]
    language: str
    outcome: Outcome | None = None
    action: Literal["erase"] | None = None
    resources: tuple[str, ...] = ()
    apart: bool = False  # sent as a message of its own, not in the place of the one whose button was pressed


def render(answer: Answer, texts: Texts) -> Message:
    """Write the answer in its language."""
    lines = Lines(texts, answer.language)
    head = [line for ui in (answer.first, BELOW) for line in lines.block(Paragraph(ui))]
    body = _grouped(_fitting([(block, lines.block(block)) for block in answer.blocks]))
    tail = lines.block(Paragraph(EMERGENCY))
    paragraphs = body if answer.bare else [head, *body, tail]
    return Message(
        html=_write(paragraphs, _html),
        plain=_write(paragraphs, _plain),
        buttons=tuple(tuple(_button(key, texts, answer.language) for key in row) for row in answer.keys),
        language=answer.language,
        outcome=answer.outcome,
        action=answer.action,
        resources=answer.resources,
        apart=answer.apart,
    )


def _fitting(written: list[Written]) -> list[Written]:
    """All blocks; where they outgrow a message, without the optional ones, then without the last."""
    kept = list(written)
    while kept and sum(_length(lines) for _, lines in kept) > _ROOM:
        optional = [i for i, (block, _) in enumerate(kept) if isinstance(block, Paragraph) and block.optional]
        del kept[optional[-1] if optional else -1]
    return kept


def _length(lines: list[Spans]) -> int:
    return sum(len(span.text) for line in lines for span in line) + 2 * len(lines)


def _grouped(written: Iterable[Written]) -> list[list[Spans]]:
    """A heading stands directly over what it heads."""
    groups: list[list[Spans]] = []
    under_heading = False
    for block, lines in written:
        if under_heading:
            groups[-1] += lines
        else:
            groups.append(lines)
        under_heading = isinstance(block, Paragraph) and block.bold
    return groups


def _write(paragraphs: list[list[Spans]], form: Callable[[Spans], str]) -> str:
    return "\n\n".join("\n".join(form(line) for line in lines) for lines in paragraphs if lines)


def _html(line: Spans) -> str:
    return "".join(f"<b>{escape(s.text, quote=False)}</b>" if s.bold else escape(s.text, quote=False) for s in line)


def _plain(line: Spans) -> str:
    return "".join(span.text for span in line)


def _button(key: Key, texts: Texts, language: str) -> Button:
    label = texts.resolve(key.label, language)
    if not texts.rightward(language):
        label = isolated(label)
    return Button(label, data=key.data, url=key.url, copy=key.copy)
