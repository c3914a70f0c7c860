"""docs/evaluation.md, as `make evaluate` writes it."""

from math import sqrt
from pathlib import Path
from statistics import median

from tests.evaluation.reading import SETS, Read

Counts = dict[str, tuple[int, int]]

HEAD = """\
# How well questions are understood

Written by `make evaluate`; do not edit. The questions under `tests/questions/` are never learnt from; their README says
who wrote them, how, and what each label means. They are harder than an average day: slang, dialect, learners, long
stories, people who never name it. In brackets: the 95 % interval (Wilson).

The sets "fresh" were written when the last phrase and the last bar stood, by somebody who knew neither, and were read
once: those figures are the ones to believe. Phrases and bars were chosen with a look at the others as a whole, so their
figures lean to the good side (the README there says how far).

"The right place" is the one that comes first, at three in the morning, where the labels are read in place of the text.
Labels know no pages of their own (a visa, the cost, having done it), so some good answers count as misses.
"""


def interval(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a share."""
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def cell(pair: tuple[int, int] | None) -> str:
    """A share with its interval and its count."""
    if pair is None:
        return ""
    low, high = interval(*pair)
    return f"{pair[0] / pair[1]:.3f} ({low:.2f} to {high:.2f}) {pair[0]}/{pair[1]}"


def write(
    path: Path,
    plain: dict[str, list[Read]],
    counted: dict[str, Counts],
    noisy: dict[str, dict[str, Counts]],
    semantic: bool,
) -> str:
    """Write the page; returns it without the misses."""
    every = list(dict.fromkeys(measure for counts in counted.values() for measure in counts))
    speed = median(r.milliseconds for done in plain.values() for r in done)
    page = [
        HEAD,
        f"Read {'with' if semantic else 'without'} the sentence encoder; {speed:.1f} ms a question at the median by "
        "the clock, other work of the machine included.\n",
        _table(["", *(f"{SETS[n]} ({len(plain[n])})" for n in plain)], every, counted),
        "\n## Written by a shaking hand\n",
    ]
    few = ("first situation right (top-1)", "right on the first screen", "urgent found", "false alarm")
    for noise, sets in noisy.items():
        page += [f"### {noise}\n", _table(["", *(SETS[n] for n in sets)], [m for m in few if m in every], sets), ""]
    page += ["## Misses\n", "What was read wrong, by kind of miss, then question by question.\n"]
    for name, done in plain.items():
        page += [f"### {SETS[name]}\n", *_misses(done), ""]
    text = "\n".join(page).rstrip() + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return text.split("## Misses")[0]


def _table(head: list[str], measures: list[str], sets: dict[str, Counts]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += [f"| {m} | " + " | ".join(cell(counts.get(m)) for counts in sets.values()) + " |" for m in measures]
    return "\n".join(lines)


def _misses(done: list[Read]) -> list[str]:
    lines = []
    for r in done:
        wrong = []
        if not r.kind:
            wrong.append(f"{r.question['kind']} taken for {r.reading.kind.value}")
        if r.right and not r.on_screen:
            wrong.append(f"{'/'.join(sorted(r.right))} not on the first screen ({', '.join(r.ranked) or 'nothing'})")
        if r.reading.urgent != r.question["urgent"]:
            perhaps = f", perhaps {r.reading.urgent_maybe}" if r.reading.urgent_maybe else ""
            wrong.append(f"urgent {r.question['urgent'] or 'no'} taken for {r.reading.urgent or 'no'}{perhaps}")
        if wrong:
            asked = " ".join(r.question["text"].split())
            lines.append(f"- {asked[:110]}{'…' if len(asked) > 110 else ''}: {'; '.join(wrong)}")
    return lines
