"""The package: nested JSON (the canonical form of HSDS 3.0) beside a tabular data package of the same rows."""

import csv
import hashlib
import io
import json
from typing import Any

from bot.directory.exchange.asked import Asked
from bot.directory.exchange.hsds.nested import organizations, services
from bot.directory.exchange.hsds.rows import Rows
from bot.directory.exchange.hsds.service import rows
from bot.directory.exchange.hsds.tables import TABLES, Table


def files(asked: Asked) -> dict[str, bytes]:
    """File name -> content: `services.json`, `organizations.json`, `datapackage.json` and one CSV file a table."""
    found = rows(asked)
    tables = {t.path: _csv(t, found[t.name]) for t in TABLES.values() if found[t.name]}
    return {
        "services.json": _json(services(found)),
        "organizations.json": _json(organizations(found)),
        "datapackage.json": _json(_descriptor(asked, found, tables)),
        **tables,
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(table: Table, found: list[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, table.columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue().encode()


def _descriptor(asked: Asked, found: Rows, tables: dict[str, bytes]) -> dict[str, Any]:
    edition = asked.directory.edition
    present = {t.name for t in TABLES.values() if found[t.name]}
    return {
        "profile": "tabular-data-package",
        "name": "gyeot-directory",
        "title": asked.say("exchange.title"),
        "description": " ".join(
            [asked.say("exchange.hsds-is"), edition.note.best(asked.language)[0] if edition.note else ""]
        ).strip(),
        "version": f"{edition.on:%Y-%m-%d}",
        "created": f"{asked.day:%Y-%m-%d}T00:00:00+09:00",
        "language": asked.language,
        "contributors": [{"title": edition.by.best(asked.language)[0], "role": "publisher"}],
        "resources": [_resource(t, tables[t.path], present) for t in TABLES.values() if t.path in tables],
    }


def _resource(table: Table, content: bytes, present: set[str]) -> dict[str, Any]:
    keys = [
        {"fields": column, "reference": {"resource": target, "fields": "id"}}
        for column, target in table.points.items()
        if target in present
    ]
    return {
        "name": table.name,
        "path": table.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(table, column) for column in table.columns],
            "primaryKey": "id",
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(table: Table, column: str) -> dict[str, Any]:
    form = table.format(column)
    return {
        "name": column,
        "type": table.type(column),
        **({"format": form} if form else {}),
        "constraints": {"required": column in table.needed, "unique": column == "id"},
    }
