"""`explainer schema`: the JSON Schemas that editors complete from."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands import common
from generator.editing import targets
from generator.lsp import schema_files
from generator.lsp.catalogue import catalogue

_SAME = 75  # characters with which an earlier schema of a kind begins: up to its title


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Another folder; else .explainer/schemas, where the editor settings look.",
)
@common.force_option
@common.content_option
@click.pass_context
def command(context: click.Context, output: Path | None, content: Path | None, *, force: bool) -> None:
    """Write a JSON Schema for each kind of file, with the ids that are there now.

    \b
    explainer schema                where the editor settings look for them
    explainer schema -o schemas     somewhere else

    `explainer serve` keeps the first up to date while it runs, and `explainer check` says when they are not.
    Files with problems do not stop it: their ids are listed all the same.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    own = common.sources(context, content)
    folder = output or context.obj.parent / schema_files.FOLDER
    common.need_target(targets.why_nowhere(folder, own))
    compiled = common.compile_folder(common.content_dir(context, content))
    listed = catalogue(compiled.parsed, compiled.known)
    if output is not None:
        is_ours = targets.would_write(schema_files.texts(listed), _SAME)
        common.need_target(targets.why_no_folder(output, own, is_ours=is_ours, force=force))
    with common.writing(folder):
        changed = schema_files.write(folder, listed)
    click.echo(f"schemas in {folder}, {changed} of them changed")
