"""`gyeot try`: the very same bot against a stand-in for Telegram on this machine, with a chat page in the browser."""

import asyncio
from pathlib import Path

import click
from pydantic import SecretStr

from bot.answers.responder import Responder
from bot.cli.words import lines, refuse, terminal_language
from bot.directory import DirectoryError, load
from bot.logs import configure, log
from bot.sandbox.server import Sandbox
from bot.settings import TelegramSettings, directory_path
from bot.telegram.application import run_polling
from bot.texts import Texts

LOOK = 0.7  # seconds between two looks at the file being edited


@click.command("try")
@click.option("--port", type=int, default=8750, show_default=True, help="Port of the page; 0 takes any free one.")
@click.option("--directory", "path", type=click.Path(path_type=Path), help="The file being edited.")
def command(port: int, path: Path | None) -> None:
    """Try the bot in a browser: no token, nothing to set up. Saving the directory file reloads it."""
    texts, language = Texts.load(), terminal_language()
    file = path or directory_path()
    try:
        responder = Responder.of(load(file))
    except DirectoryError as error:
        raise refuse(error, texts, language) from None
    configure("WARNING")
    try:
        asyncio.run(_try(responder, file, port, texts, language))
    except KeyboardInterrupt:
        return


async def _try(responder: Responder, file: Path, port: int, texts: Texts, language: str) -> None:
    sandbox = Sandbox()
    try:
        await sandbox.start(port=port)
    except OSError:  # the port is taken: any other will do
        await sandbox.start(port=0)
    settings = TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url)
    click.echo(texts("try.open", language, url=sandbox.page_url))
    watching = asyncio.create_task(_watch(responder, file, sandbox, texts))
    try:
        await run_polling(settings, responder, now=sandbox.now)
    finally:
        watching.cancel()
        await sandbox.stop()


async def _watch(responder: Responder, file: Path, sandbox: Sandbox, texts: Texts) -> None:
    """Serve what is saved; show what is wrong with it on the page and keep the last good edition."""
    seen = _mark(file)
    while True:
        await asyncio.sleep(LOOK)
        mark = _mark(file)
        if mark == seen:
            continue
        seen = mark
        try:
            responder.refresh(await asyncio.to_thread(load, file))
            await sandbox.announce({name: texts("reload.done", name) for name in texts.languages})
        except DirectoryError as error:
            said = {name: "\n".join(lines(error, texts, name)) for name in texts.languages}
            await sandbox.announce(said)
            log.warning("the saved directory cannot be read; the last good one stays")


def _mark(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
