"""`gyeot try`: the very same bot against a stand-in for Telegram on this machine, with a chat page in the browser."""

import asyncio
from pathlib import Path

import click
from pydantic import SecretStr

from bot.answers.responder import Responder
from bot.cli.opening import file_of
from bot.cli.watching import Edition, edition, watch
from bot.cli.words import lines, refuse, terminal_language
from bot.directory import DirectoryError
from bot.logs import configure
from bot.sandbox.server import Sandbox
from bot.settings import TelegramSettings
from bot.telegram.application import run_polling
from bot.texts import Texts


@click.command("try")
@click.option("--port", type=int, default=8750, show_default=True, help="Port of the page; 0 takes any free one.")
@click.option("--directory", "path", type=click.Path(path_type=Path), help="The file being edited.")
def command(port: int, path: Path | None) -> None:
    """Try the bot in a browser: no token, nothing to set up. Saving the directory file reloads it."""
    texts, language = Texts.load(), terminal_language()
    file = file_of(path, texts, language)
    try:
        first = edition(file)
        responder = Responder.of(first.directory)
    except DirectoryError as error:
        raise refuse(error, texts, language) from None
    configure("WARNING")
    try:
        asyncio.run(_try(responder, file, first, port, texts, language))
    except KeyboardInterrupt:
        return


async def _try(responder: Responder, file: Path, first: Edition, port: int, texts: Texts, language: str) -> None:
    sandbox = Sandbox()
    try:
        await sandbox.start(port=port)
    except OSError:  # the port is taken: any other will do
        await sandbox.start(port=0)
    settings = TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url)
    click.echo(texts("try.open", language, url=sandbox.page_url))
    watching = asyncio.create_task(_watch(responder, file, first, sandbox, texts))
    try:
        await run_polling(settings, responder, now=sandbox.now)
    finally:
        watching.cancel()
        await sandbox.stop()


async def _watch(responder: Responder, file: Path, first: Edition, sandbox: Sandbox, texts: Texts) -> None:
    """Show on the page what became of a save."""

    async def good(_: Edition) -> None:
        await sandbox.announce({name: texts("reload.done", name) for name in texts.languages})

    async def bad(error: DirectoryError) -> None:
        await sandbox.announce({name: "\n".join(lines(error, texts, name)) for name in texts.languages})

    await watch(responder, file, first.mark, good, bad)
