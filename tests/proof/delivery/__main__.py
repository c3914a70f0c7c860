"""`make prove-delivery`: every bot killed under load, round after round; then one page of figures.

Rounds that stand in the notes already (same bot, seed and number of updates) are not run again, so that a proof that
was interrupted goes on where it was, and one of few rounds can be extended. `--fresh` begins anew.
"""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.proof.delivery.process import BENCH, KINDS, ROOT, Kind
from tests.proof.delivery.report import write
from tests.proof.delivery.rounds import Result, killed, stopped

NOTES = ROOT / "build" / "delivery.jsonl"
Round = Callable[[Kind, int, int, int], Awaitable[Result]]


def noted(path: Path, updates: int, seed: int) -> dict[tuple[str, str, str, int], Result]:
    """Rounds of before."""
    lines = path.read_text().splitlines() if path.exists() else []
    found = [Result(**{**json.loads(line), "at": tuple(json.loads(line)["at"])}) for line in lines]
    return {(r.name, r.mode, r.ended, r.round): r for r in found if (r.updates, r.seed) == (updates, seed)}


async def prove(rounds: int, updates: int, seed: int, kinds: tuple[Kind, ...]) -> list[Result]:
    """All rounds of all kinds, one after the other; each is noted as soon as it is over."""
    NOTES.parent.mkdir(exist_ok=True)
    results = []
    plan: list[tuple[str, Round, range]] = [("SIGKILL", killed, range(rounds)), ("SIGTERM", stopped, range(1))]
    for ended, run, numbers in plan:
        for number in numbers:
            for kind in kinds:
                count = updates if ended == "SIGKILL" else min(updates, 600)
                done = noted(NOTES, count, seed).get((kind.name, kind.mode, ended, number))
                if done is None:
                    done = await run(kind, seed, number, count)
                    with NOTES.open("a") as notes:
                        notes.write(json.dumps(done.row()) + "\n")
                results.append(done)
                say(done)
    return results


def say(result: Result) -> None:
    """One line a round."""
    at = ", ".join(f"{share:.0%}" for share in result.at)
    stopping = f", stopped in {result.stopping:.1f} s" if result.stopping is not None else ""
    print(
        f"{result.ended} {result.round + 1:2}  {result.name} ({result.mode}): ended at {at or 'no moment'}; "
        f"unanswered {result.unanswered}, twice {result.twice}, {result.took:.0f} s{stopping}",
        flush=True,
    )


def main() -> int:
    """0 where Gyeot left nobody without an answer and stopped within ten seconds."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rounds", type=int, default=10)
    given.add_argument("--updates", type=int, default=2000)
    given.add_argument("--seed", type=int, default=20261124)
    given.add_argument("--only", help="bots whose name begins so")
    given.add_argument("--fresh", action="store_true")
    chosen = given.parse_args()
    if chosen.fresh:
        NOTES.unlink(missing_ok=True)
    kinds = tuple(k for k in KINDS if k.name.startswith(chosen.only or "") and (k.script is None or BENCH.exists()))
    print(f"seed {chosen.seed}, {chosen.rounds} rounds of {chosen.updates} updates")
    results = asyncio.run(prove(chosen.rounds, chosen.updates, chosen.seed, kinds))
    if kinds == KINDS:
        print(f"written: {write(results, chosen.rounds, chosen.updates, chosen.seed).relative_to(ROOT)}")
    own = [r for r in results if r.name == "Gyeot"]
    return int(any(r.unanswered or (r.stopping or 0) > 10 for r in own))


if __name__ == "__main__":
    raise SystemExit(main())
