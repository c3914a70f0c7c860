"""The tables of HSDS 3.0 that an export fills: file, columns, and what each column points to."""

from dataclasses import dataclass, field

_TYPES = {
    "extension": "number",
    "minimum_age": "number",
    "maximum_age": "number",
    "timezone": "number",
    "amount": "number",
    "assured_date": "date",
    "valid_from": "date",
    "valid_to": "date",
    "last_action_date": "date",
    "last_modified": "datetime",
}
_FORMATS = {
    "email": "email",
    "url": "uri",
    "website": "uri",
    "uri": "uri",
    "last_modified": "%Y-%m-%dT%H:%M:%S%z",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One object of HSDS. `points`: column -> the table whose id stands there."""

    name: str
    path: str
    columns: tuple[str, ...]
    needed: frozenset[str]
    points: dict[str, str] = field(default_factory=dict)

    def type(self, column: str) -> str:
        """The type of a column in a tabular data package."""
        return _TYPES.get(column, "string")

    def format(self, column: str) -> str | None:
        """`uuid`, `uri`, `email`, a pattern of time, or None."""
        return "uuid" if column == "id" or column.endswith("_id") else _FORMATS.get(column)


def _table(name: str, path: str, needed: str, columns: str, **points: str) -> Table:
    return Table(name, path, ("id", *columns.split()), frozenset({"id", *needed.split()}), points)


_SERVICE = {"service_id": "service"}

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "organization", "organizations.csv", "name description", "name alternate_name description website email"
        ),
        _table(
            "service",
            "services.csv",
            "organization_id name status",
            "organization_id name alternate_name description url email status interpretation_services "
            "application_process fees_description eligibility_description minimum_age maximum_age assured_date alert "
            "last_modified",
            organization_id="organization",
        ),
        _table(
            "attribute",
            "attributes.csv",
            "link_id taxonomy_term_id link_entity",
            "link_id taxonomy_term_id link_type link_entity value",
            taxonomy_term_id="taxonomy_term",
        ),
        _table(
            "service_at_location",
            "service_at_location.csv",
            "service_id location_id",
            "service_id location_id description",
            location_id="location",
            **_SERVICE,
        ),
        _table(
            "location",
            "locations.csv",
            "location_type",
            "location_type url organization_id name alternate_name description",
            organization_id="organization",
        ),
        _table("phone", "phones.csv", "number", "service_id number type description", **_SERVICE),
        _table(
            "address",
            "addresses.csv",
            "address_1 state_province country address_type",
            "location_id attention address_1 city region state_province postal_code country address_type",
            location_id="location",
        ),
        _table(
            "schedule",
            "schedules.csv",
            "",
            "service_id location_id service_at_location_id valid_from valid_to timezone freq byday description "
            "opens_at closes_at attending_type notes",
            location_id="location",
            service_at_location_id="service_at_location",
            **_SERVICE,
        ),
        _table("service_area", "service_areas.csv", "", "service_id name description extent extent_type", **_SERVICE),
        _table("required_document", "required_documents.csv", "", "service_id document", **_SERVICE),
        _table(
            "language",
            "languages.csv",
            "",
            "service_id location_id phone_id name code note",
            location_id="location",
            phone_id="phone",
            **_SERVICE,
        ),
        _table("accessibility", "accessibility.csv", "", "location_id description", location_id="location"),
        _table(
            "taxonomy_term",
            "taxonomy_terms.csv",
            "name description",
            "code name description taxonomy language taxonomy_id",
            taxonomy_id="taxonomy",
        ),
        _table(
            "metadata",
            "metadata.csv",
            "resource_id resource_type last_action_date last_action_type field_name updated_by",
            "resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value "
            "updated_by",
        ),
        _table(
            "cost_option",
            "cost_options.csv",
            "service_id",
            "service_id option currency amount amount_description",
            **_SERVICE,
        ),
        _table("taxonomy", "taxonomies.csv", "name description", "name description version"),
    )
}
