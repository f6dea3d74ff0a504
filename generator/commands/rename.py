"""`explainer rename` gives an entity another id, in every file that refers to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from generator.commands import common, completion, edit
from generator.editing import rename as renaming
from generator.problems.problem import plural


@click.command()
@click.argument("old", type=completion.IdType())
@click.argument("new")
@edit.dry_run_option
@common.content_option
@click.pass_context
def command(context: click.Context, old: str, new: str, content: Path | None, *, dry_run: bool) -> None:
    """Give a file another name, and rewrite every reference to it.

    \b
    explainer rename cuoncil council             cuoncil.yml becomes council.yml
    explainer rename cuoncil council --dry-run   show what would change

    References in fields, [[links]] and [@citations] are rewritten in all files, translations included; all else in
    them stays as it is, byte by byte. The old id is noted under former_ids, so that the old address leads to the new
    one. Should the command be interrupted, the next one finishes what it had begun.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    folder = common.content_dir(context, content)
    plan = partial(renaming.rename, old=old, new=new)
    if made := edit.run(folder, f"rename {old} {new}", plan, dry_run=dry_run):
        files = len(made.changes) - 1
        click.echo(
            f"'{old}' is now '{new}': {plural(made.references, 'reference')} rewritten, "
            f"{plural(files, 'other file')} changed; the old address leads to the new one"
        )
