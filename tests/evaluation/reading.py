"""Questions that were never learnt from, how each was read, and what is counted of that."""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.understanding.engine import Engine
from bot.understanding.types import Hint, Understanding

ROOT = Path(__file__).resolve().parents[2]
SETS = {
    "ko": "Korean",
    "en": "English",
    "faq": "published FAQ",
    "later-ko": "later, Korean",
    "later-en": "later, English",
    "fresh-ko": "fresh, Korean",
    "fresh-en": "fresh, English",
}


@dataclass(frozen=True, slots=True)
class Read:
    """A question, and how it was read."""

    question: dict[str, Any]
    reading: Understanding
    milliseconds: float

    @property
    def ranked(self) -> list[str]:
        """Situations, best first."""
        return [ranked.situation.value for ranked in self.reading.situations]

    @property
    def right(self) -> set[str]:
        """Situations of which any is right."""
        return set(self.question["situation"])

    @property
    def first(self) -> bool:
        """The first situation is right."""
        return bool(self.ranked) and self.ranked[0] in self.right

    @property
    def on_screen(self) -> bool:
        """The right situation is on the first screen: the first when sure, any that is offered when not."""
        return self.first if self.reading.sure else bool(self.right & set(self.ranked))

    @property
    def kind(self) -> bool:
        """The sort of message is right."""
        return bool(self.reading.kind.value == {"oos": "unknown"}.get(self.question["kind"], self.question["kind"]))


def questions(name: str) -> list[dict[str, Any]]:
    """One development set, see tests/questions/README.md."""
    lines = (ROOT / "tests" / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def read(engine: Engine, asked: Iterable[dict[str, Any]], noise: Callable[[str], str] = str) -> list[Read]:
    """Read every question, timed."""
    done = []
    for question in asked:
        text = noise(question["text"])
        started = time.perf_counter()
        reading = engine.understand(text, Hint())
        done.append(Read(question, reading, (time.perf_counter() - started) * 1000))
    return done


def measures(done: list[Read]) -> dict[str, tuple[int, int]]:
    """What is measured -> (hits, of how many)."""
    told = [r for r in done if r.right]
    urgent = [r for r in done if r.question["urgent"]]
    calm = [r for r in done if not r.question["urgent"]]
    counts = {
        "first situation right (top-1)": (sum(r.first for r in told), len(told)),
        "right on the first screen": (sum(r.on_screen for r in told), len(told)),
        "asks, though a situation is told": (sum(not r.reading.sure for r in told), len(told)),
        "urgent found": (sum(r.reading.urgent == r.question["urgent"] for r in urgent), len(urgent)),
        "urgent found or the line moved up": (
            sum(r.question["urgent"] in (r.reading.urgent, r.reading.urgent_maybe) for r in urgent),
            len(urgent),
        ),
        "false alarm": (sum(r.reading.urgent is not None for r in calm), len(calm)),
        "line moved up without need": (sum(r.reading.urgent_maybe is not None for r in calm), len(calm)),
    }
    for kind, name in (("help", "help"), ("meta", "about the bot (meta)"), ("oos", "out of scope")):
        some = [r for r in done if r.question["kind"] == kind]
        counts[f"taken for {name}"] = (sum(r.kind for r in some), len(some))
    for field, found in (
        ("need", lambda u: {n.value for n in u.needs}),
        ("audience", lambda u: {a.value for a in u.audiences}),
        ("region", lambda u: {u.region.value} if u.region else set()),
    ):
        hits, said, meant = _sets(done, field, found)
        counts[f"{field}: found of what is told"] = (hits, meant)
        counts[f"{field}: right of what is found"] = (hits, said)
    return {name: pair for name, pair in counts.items() if pair[1]}


def _sets(done: list[Read], field: str, found: Callable[[Understanding], set[str]]) -> tuple[int, int, int]:
    hits = said = meant = 0
    for r in (r for r in done if r.question["kind"] == "help"):
        value = r.question.get(field) or []
        wanted, got = set([value] if isinstance(value, str) else value), found(r.reading)
        hits, said, meant = hits + len(wanted & got), said + len(got), meant + len(wanted)
    return hits, said, meant
