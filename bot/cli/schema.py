"""`gyeot schema`: what editors complete and check `resources.yaml` with."""

import json

import click

from bot.directory.models import Directory


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of the directory, written by its models."""
    schema = Directory.model_json_schema()
    click.echo(
        json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, ensure_ascii=False, indent=1)
    )
