"""The same rows as JSON: what belongs to a row stands inside it, which is how HSDS 3.0 is published."""

from collections import defaultdict
from typing import Any

from bot.directory.exchange.hsds.rows import Row, Rows

# table -> (the field that its rows fill in their owner, {the column that names the owner: the owner's table})
_INSIDE: dict[str, tuple[str, dict[str, str]]] = {
    "language": ("languages", {"phone_id": "phone", "location_id": "location", "service_id": "service"}),
    "address": ("addresses", {"location_id": "location"}),
    "accessibility": ("accessibility", {"location_id": "location"}),
    "schedule": ("schedules", {"service_at_location_id": "service_at_location", "service_id": "service"}),
    "phone": ("phones", {"service_id": "service"}),
    "service_at_location": ("service_at_locations", {"service_id": "service"}),
    "service_area": ("service_areas", {"service_id": "service"}),
    "required_document": ("required_documents", {"service_id": "service"}),
    "cost_option": ("cost_options", {"service_id": "service"}),
}


class _Nest:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._children: dict[tuple[str, str], dict[str, list[tuple[str, Row]]]] = defaultdict(lambda: defaultdict(list))
        for table, (field, owners) in _INSIDE.items():
            for row in rows[table]:
                column = next(c for c in owners if c in row)
                self._children[owners[column], row[column]][field].append((table, row))
        for row in rows["attribute"]:
            self._children[row["link_entity"], row["link_id"]]["attributes"].append(("attribute", row))
        for row in rows["metadata"]:
            self._children[row["resource_type"], row["resource_id"]]["metadata"].append(("metadata", row))
        self._single = {
            table: {row["id"]: row for row in rows[table]}
            for table in ("organization", "location", "taxonomy_term", "taxonomy")
        }

    def full(self, table: str, row: Row) -> dict[str, Any]:
        """The row with all that belongs to it."""
        whole: dict[str, Any] = dict(row)
        if table == "service":
            whole["organization"] = dict(self._single["organization"][row["organization_id"]])
        elif table == "service_at_location":
            whole["location"] = self.full("location", self._single["location"][row["location_id"]])
        elif table == "attribute":
            term = dict(self._single["taxonomy_term"][row["taxonomy_term_id"]])
            term["taxonomy_detail"] = dict(self._single["taxonomy"][term["taxonomy_id"]])
            whole["taxonomy_term"] = term
        for field, children in self._children.get((table, row["id"]), {}).items():
            whole[field] = [self.full(child, item) for child, item in children]
        return whole


def services(rows: Rows) -> list[dict[str, Any]]:
    """Every service, full: its organization, phones, schedules, locations, languages, attributes and so on."""
    nest = _Nest(rows)
    return [nest.full("service", row) for row in rows["service"]]


def organizations(rows: Rows) -> list[dict[str, Any]]:
    """Every organization with its locations."""
    nest = _Nest(rows)
    places: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows["location"]:
        places[row["organization_id"]].append(nest.full("location", row))
    return [
        {**row, **({"locations": places[row["id"]]} if row["id"] in places else {})} for row in rows["organization"]
    ]
