"""The bot as a process of its own, started as whoever runs it starts it, in folders that nobody else uses."""

import asyncio
import os
import resource
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.paths import shipped_directory
from bot.understanding.model import artefact
from tests.ports import free_port

INSIDE = Path(__file__).parent / "inside"
ROOT = Path(__file__).parents[3]  # the tree this proof belongs to is the one that is proven
SECRET = "the-proof-knows-this-secret"
START, END = 60.0, 60.0  # seconds until it answers; until it has ended


class Process:
    """`python -m bot run` with its own home, temporary, working folder and database (the default one)."""

    def __init__(self, base: Path, token: str, url: str, *, webhook: bool, do: tuple[str, ...] = ()) -> None:
        self.base = base
        self.work, self.home, self.temp = base / "work", base / "home", base / "tmp"
        for folder in (self.work, self.home, self.temp):
            folder.mkdir(parents=True)
        self.directory = self.work / "resources.yaml"
        shutil.copy(shipped_directory(), self.directory)
        self.database = self.work / "var" / "gyeot.db"
        self.metrics_port, self.hook_port = free_port(), free_port()
        self.arguments = ["--webhook"] if webhook else []
        self.file_limit: int | None = None  # bytes that any file may have
        self.environment: dict[str, str] = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "TMPDIR": str(self.temp),
            "PYTHONPATH": os.pathsep.join((str(INSIDE), str(ROOT))),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PROOF_DO": ",".join(do),
            "GYEOT_CACHE": str(artefact().parent.parent),
            "GYEOT_TOKEN": token,
            "GYEOT_API_URL": url,
            "GYEOT_SECRET": SECRET,
            "GYEOT_LOG_LEVEL": "DEBUG",
            "GYEOT_METRICS_PORT": str(self.metrics_port),
        }
        if webhook:
            self.environment["GYEOT_WEBHOOK_URL"] = f"http://127.0.0.1:{self.hook_port}/hook"
            self.environment["GYEOT_PORT"] = str(self.hook_port)
        self.stdout, self.stderr, self.said = bytearray(), bytearray(), bytearray()
        self.process: asyncio.subprocess.Process | None = None
        self.codes: list[int] = []
        self._readers: list[asyncio.Task[None]] = []

    @property
    def pid(self) -> int | None:
        """Of the process that runs now."""
        return self.process.pid if self.process is not None and self.process.returncode is None else None

    async def start(self, more: Mapping[str, str] | None = None) -> None:
        """Start it and wait until it answers. Raises RuntimeError where it ends or is not ready in time."""
        here, there = os.pipe()
        environment = {**self.environment, **(more or {}), "PROOF_FD": str(there)}
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", *self.arguments),
            cwd=self.work,
            env=environment,
            pass_fds=(there,),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            preexec_fn=self._limits,
        )
        os.close(there)
        said = len(self.stderr)
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        told = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(told)
        await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(here, "rb"))
        streams = ((self.process.stdout, self.stdout), (self.process.stderr, self.stderr), (told, self.said))
        self._readers = [asyncio.create_task(_read(stream, into)) for stream, into in streams]
        try:
            async with asyncio.timeout(START):
                while b"answering mode=" not in self.stderr[said:]:
                    if self.process.returncode is not None:
                        break
                    await asyncio.sleep(0.05)
        except TimeoutError:
            await self.end(signal.SIGKILL)
        if self.process.returncode is not None:
            raise RuntimeError("the bot did not start: " + self.stderr[said:].decode(errors="replace")[-2000:])

    def _limits(self) -> None:
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))  # dumps of the memory are on; the bot turns them off
        if self.file_limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.file_limit, self.file_limit))

    async def end(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal, wait for the end, take in what was still said."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(sign)
        try:
            async with asyncio.timeout(END):
                code = await self.process.wait()
        except TimeoutError:  # where it stands is said on its stderr, and the code tells that it did not end by itself
            self.process.send_signal(signal.SIGUSR1)
            await asyncio.sleep(0.5)
            self.process.kill()
            code = await self.process.wait()
        await asyncio.gather(*self._readers)
        self.codes.append(code)
        return code


async def _read(stream: asyncio.StreamReader, into: bytearray) -> None:
    while part := await stream.read(65536):
        into += part
