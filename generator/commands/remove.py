"""`explainer remove` takes an entity away, and leaves a reason at its address."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import click

from generator.commands import common, completion, edit
from generator.editing import remove as removing


@click.command()
@click.argument("ident", metavar="ID", type=completion.IdType())
@click.option("--reason", required=True, help="Why, in one sentence, for readers who come by its address.")
@edit.dry_run_option
@common.content_option
@click.pass_context
def command(context: click.Context, ident: str, reason: str, content: Path | None, *, dry_run: bool) -> None:
    """Take a file away, if nothing refers to it, and say why at its address.

    \b
    explainer remove old-poll --reason "The poll was withdrawn by its publisher."
    explainer remove old-poll --reason "Merged into [[new-poll]]." --dry-run

    What still refers to it is listed, with file, line and column, and nothing is changed. The reason is noted in
    site.yml under 'removed'; the old address shows a page that gives it.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    folder = common.content_dir(context, content)
    if not reason.strip():
        common.cannot_run('give a reason: --reason "why it goes, in one sentence"')
    plan = partial(removing.remove, ident=ident, reason=reason, day=date.today())  # noqa: DTZ011 - the editor's day
    if edit.run(folder, f"remove {ident}", plan, dry_run=dry_run):
        click.echo(f"'{ident}' is removed; its address says why")
