"""How loading, checking and answering grow with the directory: 100, 1,000 and 10,000 entries.

The entries are those of `resources.yaml`, over and over, with ids of their own. Each size is measured in a process of
its own, on one core. Run: `make bench-directory`, or `python tests/bench/directory.py 100 1000`.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[2]
SIZES = (100, 1_000, 10_000)
QUESTIONS = ("누가 제 얼굴로 합성 사진을 만들었어요", "someone threatens to share my photos", "상담받고 싶어요", "1366")
ROUNDS = 25


def directory(size: int) -> str:
    """The shipped file with as many places as asked for."""
    text = (ROOT / "resources.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("\nresources:\n")
    end = rest.index("\nretired:\n")
    entries, tail = rest[:end], rest[end:]
    places = ["- id: " + entry.rstrip("\n") for entry in ("\n" + entries).split("\n- id: ")[1:]]
    shipped = list(places)
    for i in range(size - len(places)):
        id, _, body = shipped[i % len(shipped)].removeprefix("- id: ").partition("\n")
        body = re.sub(r'^(  name: {ko: "[^"]*)(", en: "[^"]*)"', rf'\1 {i}\2 {i}"', body, count=1)
        places.append(f"- id: {id[:32]}-x{i}\n{body}")
    return head + "\nresources:\n" + "\n".join(places) + "\n" + tail


def measure(size: int) -> dict[str, float]:
    """Seconds of processor time, milliseconds an answer, MB at the most."""
    from bot.answers.checking import examine
    from bot.answers.responder import Responder
    from bot.answers.state import Page, State
    from bot.directory.hours import SEOUL
    from bot.directory.loading import load_located
    from bot.paths import locales_folder
    from bot.texts import Texts

    now = datetime(2026, 11, 24, 11, tzinfo=SEOUL)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "resources.yaml"
        file.write_text(directory(size), encoding="utf-8")
        start = process_time()
        located = load_located(file)
        load = process_time() - start
        megabytes = file.stat().st_size / 1e6
    responder = Responder.of(located.directory)
    state = State(Page.ANSWER, "ko")
    responder.answer(QUESTIONS[0], state, now)
    start = process_time()
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            responder.answer(question, state, now)
    answer = (process_time() - start) / ROUNDS / len(QUESTIONS)
    served = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = process_time()
    report = examine(located, Texts.load(), locales_folder(), now)
    check = process_time() - start
    assert len(located.directory.resources) == report.places == size
    return {"file": megabytes, "load": load, "check": check, "answer": answer * 1000, "memory": served}


def main(sizes: list[int]) -> None:
    """Print the table that stands in docs/directory.md."""
    print("| 항목 수 · entries | 파일 · file | 읽기 · load | 점검 · check | 답 하나 · one answer | 메모리 · memory |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        run = [sys.executable, "-W", "ignore", __file__, "--one", str(size)]
        out = subprocess.run(run, check=True, capture_output=True, text=True, cwd=ROOT).stdout
        m = json.loads(out.splitlines()[-1])
        print(
            f"| {size:,} | {m['file']:.1f} MB | {m['load']:.1f} s | {m['check']:.0f} s "
            f"| {m['answer']:.1f} ms | {m['memory']:.0f} MB |",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
