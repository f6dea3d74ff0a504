"""Commands for editors' programs: the schemas they complete from, and the language server they talk to."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands import running
from generator.language import schema_files
from generator.language.catalogue import catalogue


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Another folder; else .explainer/schemas, where the editor settings look.",
)
@running.content_option
@click.pass_context
def schema(context: click.Context, output: Path | None, content: Path | None) -> None:
    """Write a JSON Schema for each kind of file, with the ids that are there now.

    \b
    explainer schema                where the editor settings of this folder look for them
    explainer schema -o schemas     somewhere else
    explainer serve                 keeps the first up to date while it runs; check says when they are not

    Files with problems do not stop it: their ids are listed all the same.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    compiled = running.compile_folder(running.content_dir(context, content))
    folder = output or context.obj.parent / schema_files.FOLDER
    with running.writing():
        changed = schema_files.write(folder, catalogue(compiled.parsed, compiled.known))
    click.echo(f"schemas in {folder}, {changed} of them changed")


COMMANDS = (schema,)
