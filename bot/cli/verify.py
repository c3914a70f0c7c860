"""`gyeot verify`: the stamp of one check, written where it belongs."""

import shlex
from datetime import datetime
from pathlib import Path

import click

from bot.cli.opening import file_of
from bot.cli.words import SPOKEN, refuse, terminal_language
from bot.directory import DirectoryError
from bot.directory.base import How
from bot.directory.channels import ChannelKind
from bot.directory.editing import Document, EditError, hunks, read
from bot.directory.hours import SEOUL
from bot.directory.stamping import Refused, allow, find
from bot.texts import Texts


@click.command("verify")
@click.argument("id")
@click.argument("channel", required=False)
@click.option("--by", required=True, help="Who checked: your organisation or your name. / 확인한 단체나 사람")
@click.option("--how", required=True, type=click.Choice([str(h) for h in How]))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the check; today if not given. / 확인한 날")
@click.option("--directory", "path", type=click.Path(path_type=Path), help="Another resources.yaml.")
@click.option("--lang", type=SPOKEN)
def command(
    id: str, channel: str | None, by: str, how: str, on: datetime | None, path: Path | None, lang: str | None
) -> None:
    """Stamp one channel of the place ID, or the law, guide or form ID, as checked. One channel a call."""
    texts, language = Texts.load(), lang or terminal_language()
    where, kind, who = file_of(path, texts, language), How(how), by.strip()
    today = datetime.now(SEOUL).date()
    day = on.date() if on else today
    try:
        document = read(where)
        stamp = find(document.check(), id, channel)
        allow(stamp, kind, who, day, today)
        after = document.edited({(*stamp.place, "checked"): {"on": day, "by": who, "how": str(kind)}})
        if after.bytes != document.raw:
            after.save()
    except DirectoryError as error:
        raise refuse(error, texts, language) from None
    except EditError as error:
        raise click.ClickException(texts(f"edit.{error.code}", language, path=str(where))) from None
    except Refused as refusal:
        said = texts(f"verify.{refusal.code}", language, **refusal.params)
        options = f"--by {shlex.quote(by)} --how {shlex.quote(how)}"
        commands = [f"  gyeot verify {shlex.quote(id)} {name} {options}" for name in refusal.channels]
        raise click.ClickException("\n".join([said, *commands])) from None
    show(document, after)
    params = {"name": stamp.name.best(language)[0], "channel": stamp.channel.id if stamp.channel else id}
    key = "verify.same" if after.bytes == document.raw else "verify.done"
    click.echo(texts(key, language, day=f"{day:%Y-%m-%d}", how=str(kind), **params))
    if kind is How.PUBLIC_SOURCE and stamp.channel is not None and stamp.channel.kind is ChannelKind.PHONE:
        click.echo(texts("verify.not-called", language))


def show(before: Document, after: Document) -> None:
    """The lines that were written, with the line number of each."""
    for hunk in hunks(before.text, after.text):
        click.echo(f"{before.path}:{hunk.line}")
        for sign, rows in (("-", hunk.before), ("+", hunk.after)):
            for row in rows:
                click.echo(f"{sign} {row}")
