"""`explainer lsp` starts the language server that editors talk to."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.commands import common
from generator.editing import targets
from generator.lsp import schema_files


@click.command()
@common.content_option
@click.option("--log", type=click.Path(path_type=Path), help="A file for what goes wrong; else stderr.")
@click.pass_context
def command(context: click.Context, content: Path | None, log: Path | None) -> None:
    """Answer an editor over standard input and output, in the Language Server Protocol.

    Editors start it themselves. It reports what check does while you type, and knows every id: completion in fields
    and in [[links]] and [@citations], definitions, references, hover, renaming and quick fixes.

    \b
    explainer lsp                   in the folder that has mkdocs.yml
    explainer lsp --log lsp.log     keep what went wrong

    It keeps the schemas up to date, too, where there are some. How to set it up in VS Code, Neovim, Emacs, Helix and
    others: docs/editing/editors.md.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    folder = common.content_dir(context, content)
    if log is not None:
        common.need_target(targets.why_no_file(log, common.sources(context, content)))
    if not folder.is_dir():
        common.cannot_run(f"there is no content folder {folder}")
    from generator.lsp import server  # noqa: PLC0415 - the protocol takes a third of a second to import

    schemas = context.obj.absolute().parent / schema_files.FOLDER if content is None else None
    sys.exit(server.serve(folder, log, date.today, schemas))
