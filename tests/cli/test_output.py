"""A disk that is full is said in a line, in the language of the terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="a system without /dev/full")
@pytest.mark.parametrize(("lang", "said"), [("en_US.UTF-8", "could not be written"), ("ko_KR.UTF-8", "쓰지 못했어요")])
def test_a_full_disk(lang: str, said: str) -> None:
    environment = os.environ | {"LC_ALL": lang, "PYTHONIOENCODING": "utf-8"}
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "schema"],
            cwd=ROOT,
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
