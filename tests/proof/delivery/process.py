"""A bot as a process, as whoever runs it starts it, against the sandbox."""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bot.sandbox.server import Sandbox
from tests.ports import free_port

ROOT = Path(__file__).parents[3]
BENCH = ROOT / ".venv-bench" / "bin" / "python"


class Kind(NamedTuple):
    """A bot and a mode. `script`: an echo bot of `tests/bench/echo`; none for Gyeot."""

    name: str
    mode: str
    script: str | None = None


KINDS = (
    Kind("Gyeot", "polling"),
    Kind("Gyeot", "webhook"),
    Kind("python-telegram-bot `run_polling`", "polling", "ptb_defaults"),
    Kind("python-telegram-bot `run_webhook`", "webhook", "ptb_defaults"),
    Kind("aiogram `start_polling`", "polling", "aiogram_defaults"),
    Kind("aiogram `SimpleRequestHandler`", "webhook", "aiogram_defaults"),
)


@dataclass
class Process:
    """Started, ended and started again.

    `said`: what it wrote, once it has ended; None where that is not wanted. `more`: further environment.
    """

    kind: Kind
    sandbox: Sandbox
    folder: Path
    said: bytes | None = None
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.port = free_port()
        self._running: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Of the process that runs now."""
        assert self._running is not None
        return self._running.pid

    @property
    def ended(self) -> bool:
        """Whether it ended, by itself too."""
        return self._running is None or self._running.returncode is not None

    def command(self) -> list[str]:
        """As in a terminal."""
        if self.kind.script is None:
            by = ["--webhook"] if self.kind.mode == "webhook" else []
            return [sys.executable, "-m", "bot", "run", *by]
        return [str(BENCH), str(ROOT / "tests/bench/echo" / f"{self.kind.script}.py"), self.kind.mode]

    def environment(self) -> dict[str, str]:
        """The settings of all kinds; each reads its own."""
        port = str(self.port)
        found = {
            **os.environ,
            "GYEOT_TOKEN": self.sandbox.token,
            "GYEOT_API_URL": self.sandbox.base_url,
            "GYEOT_DATABASE_URL": f"sqlite+aiosqlite:///{self.folder}/gyeot.db",
            "GYEOT_LOG_LEVEL": "DEBUG",
            "ECHO_TOKEN": self.sandbox.token,
            "ECHO_API": self.sandbox.base_url,
            "ECHO_PORT": port,
            **self.more,
        }
        if self.kind.mode == "webhook":
            found |= {"GYEOT_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "GYEOT_PORT": port}
        return found

    async def start(self) -> None:
        """Start it; it may take a second or two until it answers."""
        out = asyncio.subprocess.DEVNULL if self.said is None else asyncio.subprocess.PIPE
        self._running = await asyncio.create_subprocess_exec(
            *self.command(), env=self.environment(), cwd=ROOT, stdout=out, stderr=asyncio.subprocess.STDOUT
        )

    async def end(self, sign: signal.Signals, within: float = 15.0) -> int:
        """Send a signal, wait for the end, give the return code. Raises TimeoutError, with the process killed."""
        running = self._running
        assert running is not None
        if running.returncode is None:
            running.send_signal(sign)
        try:
            out, _ = await asyncio.wait_for(running.communicate(), within)
        except TimeoutError:
            running.kill()
            await running.wait()
            raise
        if self.said is not None:
            self.said += out or b""
        return int(running.returncode or 0)
