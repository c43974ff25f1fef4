"""The command that gives the schemas that editors complete and check by."""

from __future__ import annotations

import json

import click

from publish.cli.languages import language_option


@click.command()
@click.argument("name", type=click.Choice(["publish", "article", "official"]))
@language_option
def schema(name: str, lang: str | None) -> None:
    """Print the JSON Schema of publish.toml, or of the front matter of articles or official documents.

    \b
    Example: publish schema publish > publish.schema.json
    """
    from publish.kinds.schemas import SCHEMAS

    click.echo(json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False))
