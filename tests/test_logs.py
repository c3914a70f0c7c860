"""What is logged: literals, types of errors, allow-listed fields; never a word somebody wrote."""

import ast
import logging
import os
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from bot.logs import FIELDS

ROOT = Path(__file__).parent.parent
CANARY = "canary-7731"
LOUD = f"""
import asyncio, logging, resource, threading, warnings
from bot.logs import configure, log, quiet

configure("DEBUG")
for name in ("telegram.ext", "httpx", "aiohttp.access", "uvicorn.error", "asyncio", "sqlalchemy.engine", "gyeot.child"):
    logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger(name).critical("{CANARY} %s", "{CANARY}")
logging.critical("{CANARY}")
log.error("{CANARY} %s", "{CANARY}")
log.info("literal", extra={{"error": "ValueError", "text": "{CANARY}"}})
try:
    raise ValueError("{CANARY}")
except ValueError:
    log.exception("caught")
warnings.warn("{CANARY}", RuntimeWarning)

class Fails:
    def __del__(self):
        raise ValueError("{CANARY}")

Fails()
thread = threading.Thread(target=lambda: 1 / len([]) if "{CANARY}" else None)
thread.start()
thread.join()

async def main():
    quiet(asyncio.get_running_loop())
    async def fails():
        raise ValueError("{CANARY}")
    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    import gc
    gc.collect()

asyncio.run(main())
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
raise ValueError("{CANARY}")
"""


def test_nothing_that_was_written_gets_out_by_any_way() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", LOUD], capture_output=True, text=True, cwd=ROOT, timeout=30, check=False
    )
    assert done.returncode == 1
    assert CANARY not in done.stdout + done.stderr
    said = [line.split(" ", 2)[2] for line in done.stderr.splitlines()]
    assert said == [
        "INFO literal error=ValueError",
        "ERROR caught error=ValueError",
        "DEBUG warning error=RuntimeWarning",
        "ERROR error while cleaning up error=ValueError",
        "ERROR thread failed error=ZeroDivisionError",
        "ERROR task failed error=ValueError",
        "CRITICAL stopped by an error error=ValueError",
    ]


def calls() -> list[tuple[str, ast.Call]]:
    found = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of = node.func.value
                if (
                    isinstance(of, ast.Name)
                    and of.id in ("log", "logger", "logging")
                    and hasattr(logging, node.func.attr)
                ):
                    found.append((f"{path.name}:{node.lineno}", node))
    return found


@pytest.mark.parametrize(
    ("where", "call"),
    [
        c
        for c in calls()
        if c[1].func.attr  # type: ignore[attr-defined]
        in ("debug", "info", "warning", "error", "critical", "exception")
    ],
)
def test_every_line_is_a_literal_with_listed_fields(where: str, call: ast.Call) -> None:
    assert len(call.args) == 1, where
    assert isinstance(call.args[0], ast.Constant), where
    for keyword in call.keywords:
        assert keyword.arg == "extra", where
        assert isinstance(keyword.value, ast.Dict), where
        assert all(isinstance(key, ast.Constant) and key.value in FIELDS for key in keyword.value.keys), where


WAITS = """
import sys
from bot.logs import configure, log

configure()
for _ in range(3):
    log.warning("nobody reads this")
print("went on", flush=True)
sys.stdin.readline()
log.warning("read again")
"""


def test_a_log_that_nobody_reads_stops_nothing() -> None:
    unread, full = os.pipe()
    os.set_blocking(full, False)
    with suppress(BlockingIOError):
        while True:
            os.write(full, b"x" * 4096)
    os.set_blocking(full, True)
    run = subprocess.Popen(
        [sys.executable, "-c", WAITS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=full, cwd=ROOT, text=True
    )
    os.close(full)
    assert run.stdin is not None
    assert run.stdout is not None
    try:
        assert select.select([run.stdout], [], [], 20)[0], "waits for its log"
        assert run.stdout.readline() == "went on\n"
        os.read(unread, 1 << 20)
        run.stdin.write("\n")
        run.stdin.close()
        assert run.wait(20) == 0
        said = os.read(unread, 1 << 20).decode()
        assert "log could not be written count=3" in said
        assert "read again" in said
        assert "nobody reads this" not in said
    finally:
        run.kill()
        run.wait()
        run.stdout.close()
        os.close(unread)
