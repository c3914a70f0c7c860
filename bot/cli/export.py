"""`gyeot export`: the directory in a format that others read."""

import io
import os
import zipfile
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from bot.cli.opening import opened
from bot.cli.words import SPOKEN, terminal_language
from bot.directory.exchange import hsds, jsonld, plain, sheet, sms
from bot.directory.exchange.asked import Asked
from bot.directory.exchange.pack import pack
from bot.directory.hours import SEOUL
from bot.printing.typesetting import MissingFonts, Press
from bot.texts import Texts

FORMATS = ("hsds", "csv", "jsonld", "text", "pdf")


@click.command("export")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True)
@click.option("-o", "--output", default="-", help="File; for hsds a folder or NAME.zip; - is the terminal. / 쓸 곳")
@click.option("--lang", type=SPOKEN, help="Language of the texts. / 언어")
@click.option("--sms", "short", is_flag=True, help="With text: messages of one SMS each. / 문자 한 통씩")
@click.option("--neutral", is_flag=True, help="With --sms: no word of the subject. / 무슨 일인지 드러나지 않게")
@click.option("--directory", "path", type=click.Path(path_type=Path), help="Another resources.yaml.")
def command(form: str, output: str, lang: str | None, short: bool, neutral: bool, path: Path | None) -> None:
    """Write the directory as HSDS 3.0, a spreadsheet (CSV), JSON-LD (schema.org), plain text or PDF."""
    texts, language = Texts.load(), lang or terminal_language()
    if (neutral and not short) or (short and form != "text"):
        raise click.UsageError(texts("export.sms-only", language))
    asked = Asked(opened(path, texts, language), texts, language, datetime.now(SEOUL).date())
    if form == "hsds" and output != "-":
        _package(asked, Path(output))
    else:
        content = _text(asked, neutral=neutral).encode() if short else _content(asked, form)
        if output == "-":
            click.echo(content, nl=False)
            return
        _written(asked, Path(output), content)
    click.echo(texts("export.done", language, path=output), err=True)


def _content(asked: Asked, form: str) -> bytes:
    if form == "hsds":
        return hsds.files(asked)["services.json"]
    if form == "csv":
        return sheet.write(asked.directory, asked.texts, asked.language)
    if form == "jsonld":
        return jsonld.write(asked).encode()
    if form == "pdf":
        return _printed(asked)
    return plain.plain(pack(asked.directory, asked.texts, asked.language, asked.day)).encode()


def _printed(asked: Asked) -> bytes:
    try:
        press = Press()
    except ModuleNotFoundError:
        raise click.ClickException(asked.say("cards.no-press")) from None
    made = asdict(pack(asked.directory, asked.texts, asked.language, asked.day))
    data = {**made, "day": f"{asked.directory.edition.on:%Y-%m-%d}", "direction": "ltr"}
    try:
        return press.pdf("pack", data, datetime.combine(asked.directory.edition.on, time(), UTC))
    except MissingFonts as missing:
        raise click.ClickException(asked.say("cards.fonts", list=", ".join(missing.families))) from None


def _text(asked: Asked, *, neutral: bool) -> str:
    """Every message under a line that says how long it is, by both ways of counting."""
    lines = []
    for message in sms.messages(asked, neutral=neutral):
        shown = {"id": message.id, "encoding": message.encoding, "signs": str(message.signs)}
        counted = {"limit": str(message.limit), "bytes": str(message.carrier_bytes or "-")}
        lines += [asked.say("sms.measured", **shown, **counted), message.text, ""]
    return "\n".join(lines)


def _package(asked: Asked, target: Path) -> None:
    files = hsds.files(asked)
    if target.suffix == ".zip":
        _written(asked, target, _zipped(files, asked.directory.edition.on))
        return
    if target.exists() and not target.is_dir():
        raise click.UsageError(asked.say("export.folder"))
    for name, content in files.items():
        _written(asked, target / name, content)


def _zipped(files: dict[str, bytes], day: date) -> bytes:
    """The same bytes for the same edition: no clock in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _written(asked: Asked, target: Path, content: bytes) -> None:
    """Beside its place first, so that nobody reads half a file."""
    half = target.with_name(f".{target.name}.half")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(content)
        os.replace(half, target)
    except OSError:
        with suppress(OSError):
            half.unlink()
        raise click.ClickException(asked.say("export.unwritable", path=str(target))) from None
