"""Situations, needs, audiences and regions as taxonomies, and what HSDS has no field for as attributes."""

from bot.directory.exchange.asked import Asked
from bot.directory.exchange.hsds.rows import Rows
from bot.directory.models import Resource


def add_term(rows: Rows, asked: Asked, taxonomy: str, code: str, name: str | None = None) -> str:
    """Add the term and its taxonomy, unless they are there; return the term's id."""
    title = asked.say(f"exchange.taxonomy-{taxonomy}")
    whole = rows.add(
        "taxonomy",
        taxonomy,
        name=title,
        description=asked.say(f"exchange.taxonomy-{taxonomy}-is"),
        version=f"{asked.directory.edition.on:%Y-%m-%d}",
    )
    name = name or asked.say(f"exchange.term-{code}")
    return rows.add(
        "taxonomy_term",
        taxonomy,
        code,
        code=code,
        name=name,
        description=name,
        taxonomy=title,
        language=asked.language,
        taxonomy_id=whole,
    )


def attach(
    rows: Rows, link: tuple[str, str], kind: str, term: tuple[str, str], value: str | None = None, *, again: str = ""
) -> None:
    """Attach a term to a row. `link`: table and id; `term`: code and id; `again` tells attributes of one term apart."""
    table, id = link
    rows.add(
        "attribute",
        id,
        kind,
        *term,
        again,
        link_id=id,
        taxonomy_term_id=term[1],
        link_type=kind,
        link_entity=table,
        value=value,
    )


def note(rows: Rows, asked: Asked, link: tuple[str, str], code: str, value: str, *, again: str = "") -> None:
    """Attach a value that HSDS has no field for, under a term that says what it is."""
    attach(rows, link, "note", (code, add_term(rows, asked, "record", code)), value, again=again)


def classify(rows: Rows, asked: Asked, resource: Resource, service: str) -> None:
    """What and whom a service is for. A place belongs to a situation or need that it names or whose page names it."""
    directory, link = asked.directory, ("service", service)
    serves = resource.serves
    for situation in directory.situations:
        if situation.id in serves.situations or resource.id in situation.resources:
            _page(rows, asked, link, "situation", situation.id, situation.title.best(asked.language)[0])
    for need in directory.needs:
        if need.id in serves.needs or resource.id in need.resources:
            _page(rows, asked, link, "need", need.id, need.title.best(asked.language)[0])
    for audience in directory.audiences:
        if audience.id in serves.audiences:
            title = audience.title.best(asked.language)[0]
            _page(rows, asked, link, "audience", audience.id, title, "eligibility" if serves.only else "audience")


def region(rows: Rows, asked: Asked, link: tuple[str, str], id: str) -> None:
    """Attach a region to a regional desk."""
    title = next((r.title.best(asked.language)[0] for r in asked.directory.regions if r.id == id), id)
    _page(rows, asked, link, "region", id, title)


def _page(
    rows: Rows, asked: Asked, link: tuple[str, str], taxonomy: str, code: str, title: str, kind: str | None = None
) -> None:
    attach(rows, link, kind or taxonomy, (code, add_term(rows, asked, taxonomy, code, title)))
