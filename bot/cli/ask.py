"""`gyeot ask`: the same answer as on Telegram, as plain text or as JSON lines."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from bot.answers.responder import Answered, Responder
from bot.answers.state import Page, State
from bot.cli.opening import opened
from bot.cli.words import SPOKEN, terminal_language
from bot.directory.hours import SEOUL
from bot.texts import Texts
from bot.vocabulary import HOME, Audience, Region


@click.command("ask")
@click.argument("text", required=False)
@click.option("--why", is_flag=True, help="Show what was understood, and by which phrases.")
@click.option("--lang", type=SPOKEN, help="Answer in this language, whatever was written.")
@click.option("--now", type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]), help="Seoul time to answer at.")
@click.option("--region", type=click.Choice([str(r) for r in Region]))
@click.option("--audience", type=click.Choice([str(a) for a in Audience]), multiple=True)
@click.option("--jsonl", is_flag=True, help='Read {"text": …, "language_code": …} lines, print one object a line.')
@click.option("--directory", "path", type=click.Path(path_type=Path), help="Another resources.yaml.")
def command(
    text: str | None,
    why: bool,
    lang: str | None,
    now: datetime | None,
    region: str | None,
    audience: tuple[str, ...],
    jsonl: bool,
    path: Path | None,
) -> None:
    """Answer TEXT as the bot would."""
    responder = Responder.of(opened(path, Texts.load(), lang or terminal_language()))
    moment = now.replace(tzinfo=SEOUL) if now else datetime.now(UTC)
    known = State(
        Page.ANSWER,
        lang or HOME,
        audiences=frozenset(Audience(a) for a in audience),
        region=Region(region) if region else None,
    )
    if jsonl:
        _lines(responder, known, moment, lang, sys.stdin)
        return
    if not text:
        raise click.UsageError('gyeot ask "…"')
    answered = responder.answer(text, known, moment, chosen=lang is not None)
    click.echo(answered.message.plain)
    click.echo()
    for row in answered.message.buttons:
        click.echo("  ".join(f"[{button.text}]" for button in row))
    if why:
        click.echo()
        click.echo("\n".join(_why(answered)))
        for phrase in responder.nearest(text):
            click.echo(f"like: {phrase}")


def _lines(responder: Responder, known: State, now: datetime, lang: str | None, source: TextIO) -> None:
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            text = asked["text"]
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError):
            raise click.ClickException(f'line {number}: expected {{"text": "…", "language_code": "ko"}}') from None
        language = lang or responder.language(asked.get("language_code"))
        state = State(Page.ANSWER, language, audiences=known.audiences, region=known.region)
        answered = responder.answer(text, state, now, chosen=lang is not None)
        click.echo(json.dumps(_object(answered), ensure_ascii=False))


def _object(answered: Answered) -> dict[str, Any]:
    reading, message = answered.understanding, answered.message
    return {
        "language": message.language,
        "kind": str(reading.kind),
        "urgent": None if reading.urgent is None else str(reading.urgent),
        "situations": [str(r.situation) for r in reading.situations],
        "sure": reading.sure,
        "needs": [str(n) for n in reading.needs],
        "audience": sorted(str(a) for a in reading.audiences),
        "resources": list(message.resources),
        "text": message.plain,
        "buttons": [[button.text for button in row] for row in message.buttons],
    }


def _why(answered: Answered) -> Iterator[str]:
    reading = answered.understanding
    yield f"kind: {reading.kind}" + (f" ({reading.intent})" if reading.intent else "")
    for ranked in reading.situations:
        yield f"situation: {ranked.situation} {ranked.confidence:.2f}"
    yield f"sure: {reading.sure}"
    for name, values in (
        ("needs", reading.needs),
        ("audience", sorted(reading.audiences)),
        ("topics", reading.topics),
        ("named", reading.mentions),
    ):
        if values:
            yield f"{name}: {', '.join(str(v) for v in values)}"
    if reading.region:
        yield f"region: {reading.region}"
    if reading.urgent or reading.urgent_maybe:
        yield f"urgent: {reading.urgent or f'perhaps {reading.urgent_maybe}'}"
    for reason in reading.because:
        yield f"because: {reason}"
