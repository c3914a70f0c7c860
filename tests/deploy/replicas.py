"""Several bots behind one address, under load, while they are killed, drained and their database restarted.

    make prove-replicas          3 bots, 1,500 people; writes the table into docs/reliability.md

Telegram is the sandbox; nginx and PostgreSQL are real; each bot is the process that `gyeot run --webhook` starts.
"""

import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass, field

from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from tests.deploy.nginx import Nginx
from tests.ports import free_port
from tests.proof.delivery.report import PAGE, placed
from tests.store.servers import Postgres

QUESTIONS = ("합성 사진이 돌고 있어요", "he says he will send it to my mom", "몸캠 협박", "/about", "someone filmed me")


@dataclass
class Bots:
    """The processes, by their ports."""

    sandbox: Sandbox
    database: str
    address: str
    ports: list[int] = field(default_factory=lambda: [free_port() for _ in range(3)])
    processes: dict[int, asyncio.subprocess.Process] = field(default_factory=dict)

    async def start(self, port: int) -> None:
        """Start one and wait until it is ready."""
        environment = {
            **os.environ,
            "GYEOT_TOKEN": self.sandbox.token,
            "GYEOT_API_URL": self.sandbox.base_url,
            "GYEOT_DATABASE_URL": self.database,
            "GYEOT_SECRET": "one-key-for-all-three-of-the-bots",
            "GYEOT_WEBHOOK_URL": self.address,
            "GYEOT_PORT": str(port),
            "OPENBLAS_NUM_THREADS": "1",
        }
        self.processes[port] = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", "--webhook", env=environment,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        async with asyncio.timeout(60):
            while not await _ready(port):
                assert self.processes[port].returncode is None, "the bot ended at its start"
                await asyncio.sleep(0.1)

    async def end(self, port: int, sign: signal.Signals) -> float:
        """Send the signal; the seconds until the process was gone."""
        began, process = time.monotonic(), self.processes.pop(port)
        process.send_signal(sign)
        await asyncio.wait_for(process.wait(), 15)
        return time.monotonic() - began

    async def stop(self) -> None:
        for port, process in list(self.processes.items()):
            if process.returncode is None:
                await self.end(port, signal.SIGKILL)


async def _ready(port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(b"GET /readyz HTTP/1.0\r\n\r\n")
    said = await reader.read(64)
    writer.close()
    return b" 200 " in said


@dataclass(frozen=True)
class Result:
    people: int
    unanswered: int
    twice: int
    seconds: float
    drained: float  # seconds from SIGTERM to the end of the process
    counted: int  # rows of the store: that it was written to again after its restart


async def prove(people: int, every: float) -> Result:
    """One person writes every `every` seconds. Meanwhile one bot is killed, one drained, and the database restarted."""
    postgres, sandbox = Postgres(), Sandbox()
    postgres.create("gyeot")
    await sandbox.start()
    sandbox.latency = 0.05
    sandbox.methods.webhook.pause = sandbox.methods.webhook.longest_pause = 0.5
    bots = Bots(sandbox, postgres.url("gyeot"), "")
    nginx = Nginx(bots.ports)
    bots.address = f"http://127.0.0.1:{nginx.port}/hook"
    try:
        for port in bots.ports:
            await bots.start(port)
        began = time.monotonic()
        crowd = [sandbox.person("ko") for _ in range(people)]
        writing = asyncio.create_task(_write(crowd, every))
        await _answered(crowd, people // 5)
        await bots.end(bots.ports[0], signal.SIGKILL)
        await _answered(crowd, people * 2 // 5)
        postgres.die()
        drained = await bots.end(bots.ports[1], signal.SIGTERM)
        await _answered(crowd, people * 3 // 5)
        postgres.revive()
        await bots.start(bots.ports[0])
        await _answered(crowd, people * 4 // 5)
        await bots.start(bots.ports[1])
        await writing
        await _answered(crowd, people)
        took = time.monotonic() - began
        person = crowd[0]
        await person.send("/language")
        await asyncio.sleep(1.0)
        for port in list(bots.processes):
            await bots.end(port, signal.SIGTERM)
        counted = int(postgres.sql("gyeot", "SELECT coalesce(sum(number), 0) FROM answer_count"))
    finally:
        await bots.stop()
        nginx.stop()
        await sandbox.stop()
        postgres.stop()
    return Result(
        people, sum(not p.answers for p in crowd), sum(len(p.answers) > 1 for p in crowd[1:]), took, drained, counted
    )


async def _write(crowd: list[Person], every: float) -> None:
    for number, person in enumerate(crowd):
        await person.send(QUESTIONS[number % len(QUESTIONS)])
        await asyncio.sleep(every)


async def _answered(crowd: list[Person], count: int, within: float = 120) -> None:
    async with asyncio.timeout(within):
        while sum(bool(p.answers) for p in crowd) < count:
            await asyncio.sleep(0.05)


def main() -> None:
    result = asyncio.run(prove(people=1500, every=0.02))
    table = (
        "`make prove-replicas`\n\n"
        "| People | Unanswered | Answered twice | All answered after | Draining took |\n|--:|--:|--:|--:|--:|\n"
        f"| {result.people:,} | {result.unanswered} | {result.twice} | {result.seconds:.0f} s "
        f"| {result.drained:.1f} s |"
    )
    print(table)
    placed(PAGE, "replicas", table)
    raise SystemExit(result.unanswered > 0)


if __name__ == "__main__":
    main()
