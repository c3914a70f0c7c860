"""The table: field × fault × place, with the bytes that were searched and the traces that were found."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from tests.proof.privacy.places import PLACES
from tests.proof.privacy.scenario import Outcome


def full(outcome: Outcome) -> str:
    """One scenario: fields by places; above each place the bytes searched there."""
    head = ["field \\ place", *PLACES]
    rows = [["bytes searched", *(f"{outcome.searched[place]:,}" for place in PLACES)]]
    rows += [[field, *(str(outcome.count(place, field)) for place in PLACES)] for field in outcome.fields]
    return "\n".join([title(outcome), *_columns([head, *rows]), *named(outcome), ""])


def title(outcome: Outcome) -> str:
    """The scenario in a line."""
    state = outcome.trouble or f"{len(outcome.hits)} traces"
    return f"== {outcome.mode} · {outcome.fault} · {outcome.updates} updates · {state}"


def named(outcome: Outcome) -> list[str]:
    """Each trace by itself."""
    return [f"   TRACE of {hit.field} in {hit.place} as {hit.encoding}" for hit in outcome.hits]


def total(outcomes: Sequence[Outcome]) -> str:
    """One line for all."""
    updates, traces = sum(o.updates for o in outcomes), sum(len(o.hits) for o in outcomes)
    searched = sum(sum(o.searched.values()) for o in outcomes)
    troubled = sum(bool(o.trouble) for o in outcomes)
    return f"{len(outcomes)} scenarios, {updates:,} updates, {searched:,} bytes searched: {traces} traces" + (
        f"; {troubled} scenarios prove nothing" if troubled else ""
    )


def by_fault(outcomes: Iterable[Outcome]) -> list[str]:
    """Markdown: a row a fault, both ways of receiving together."""
    lines = ["| Fault | Updates | Bytes searched | Traces |", "|---|---|---|---|"]
    ordered = sorted(outcomes, key=lambda o: o.fault)
    for fault, group in groupby(ordered, key=lambda o: o.fault):
        found = list(group)
        searched = sum(sum(o.searched.values()) for o in found)
        lines.append(
            f"| {fault} | {sum(o.updates for o in found):,} | {searched:,} | {sum(len(o.hits) for o in found)} |"
        )
    return lines


def by_place(outcomes: Sequence[Outcome]) -> list[str]:
    """Markdown: a row a place."""
    lines = ["| Place | Bytes searched | Traces |", "|---|---|---|"]
    for place in PLACES:
        searched = sum(o.searched[place] for o in outcomes)
        lines.append(f"| {place} | {searched:,} | {sum(hit.place == place for o in outcomes for hit in o.hits)} |")
    return lines


def by_field(outcomes: Sequence[Outcome]) -> list[str]:
    """Markdown: a row a field."""
    lines = ["| Field | Scenarios | Traces |", "|---|---|---|"]
    for field in sorted({field for o in outcomes for field in o.fields}):
        carrying = sum(field in o.fields for o in outcomes)
        lines.append(f"| {field} | {carrying} | {sum(hit.field == field for o in outcomes for hit in o.hits)} |")
    return lines


def _columns(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if not n else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
