"""`gyeot`: commands are loaded when they are called, so that a short question is not kept waiting by a long import."""

from errno import EDQUOT, EIO, ENOSPC
from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "ask": ("bot.cli.ask", "Answer one question in the terminal. / 터미널에서 물어보기"),
    "cards": ("bot.cli.cards", "Links, cards, leaflets and posters to print. / 링크와 카드, 전단, 포스터"),
    "check": ("bot.cli.check", "Check the directory file. / 안내 자료 점검"),
    "database": ("bot.cli.database", "Bring the database to this version. / 데이터베이스 버전 맞추기"),
    "diff": ("bot.cli.diff", "Say what changed in the directory. / 안내 자료에서 바뀐 것"),
    "due": ("bot.cli.due", "What to check again, and what to ask. / 다시 확인할 곳과 물어볼 것"),
    "export": ("bot.cli.export", "The directory as HSDS, CSV, JSON-LD, text or PDF. / 안내 자료 내보내기"),
    "fmt": ("bot.cli.fmt", "Lay the directory file out. / 안내 자료 모양 정돈"),
    "import": ("bot.cli.import_", "Take a spreadsheet back into the directory. / 표를 안내 자료로 가져오기"),
    "links": ("bot.cli.links", "Flag web addresses that are not well. / 주소 점검"),
    "language": ("bot.cli.language", "Languages: what is there, what is missing. / 언어별로 있는 것과 빠진 것"),
    "preview": ("bot.cli.preview", "Show the exact message a person gets. / 받게 될 메시지 보기"),
    "profile": ("bot.cli.profile", "Name, descriptions and menu on Telegram. / 텔레그램에 보이는 이름과 메뉴"),
    "run": ("bot.cli.run", "Run the bot on Telegram. / 텔레그램에서 봇 실행"),
    "schema": ("bot.cli.schema", "Print the JSON Schema of the directory. / 안내 자료의 JSON Schema"),
    "stats": ("bot.cli.stats", "What was asked for and not found, by week. / 주별로 물어본 것과 못 찾은 것"),
    "train": ("bot.cli.train", "Teach the reader the phrases again. / 문장 다시 학습"),
    "try": ("bot.cli.try_", "Try the bot in a browser, without Telegram. / 브라우저에서 써 보기"),
    "verify": ("bot.cli.verify", "Stamp one channel as checked. / 확인한 것 하나 적기"),
}


class Lazy(click.Group):
    """A group that knows its commands by name and imports only the one that is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = import_module(COMMANDS[name][0]).command
        assert isinstance(command, click.Command)  # noqa: S101  # what each of these modules holds
        return command

    def invoke(self, context: click.Context) -> Any:
        """What cannot be printed because a disk is full or broken is said in a line, as other errors are."""
        try:
            return super().invoke(context)
        except OSError as error:
            if error.errno not in (ENOSPC, EDQUOT, EIO):
                raise
            from bot.cli.words import terminal_language
            from bot.texts import Texts

            raise click.ClickException(Texts.load()("output.failed", terminal_language())) from None

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gyeot")
def main() -> None:
    """Gyeot (곁): where to turn after digital sex crime in Korea."""
