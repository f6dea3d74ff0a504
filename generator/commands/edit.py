"""`rename` and `remove` share how a change set is planned, shown, carried out and resumed.

Exit status: 0 all well, 1 something stands in the way and nothing was changed, 2 the command could not run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator.commands import common
from generator.content.folder import Reading
from generator.editing import transaction
from generator.editing.change_set import ChangeSet, Refusal, as_diff
from generator.problems.problem import visible

dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would change as a diff, and change nothing.")


def run(folder: Path, what: str, plan: Callable[[Reading], ChangeSet | Refusal], *, dry_run: bool) -> ChangeSet | None:
    """Plan a change set and make it. Returns None where it is only shown, or `what` was begun by an earlier command."""
    if _resume(folder, dry_run=dry_run) == what:
        return None
    planned = plan(common.read_content(folder))
    if isinstance(planned, Refusal):
        click.echo(f"explainer: {planned.why}", err=True)
        for place in planned.places:
            click.echo(f"  {place}", err=True)
        sys.exit(common.STATUS_PROBLEMS if planned.places else common.STATUS_CANNOT_RUN)
    if dry_run:
        for line in as_diff(planned):
            click.echo(line, nl=False)
        return None
    with common.writing(folder):
        try:
            transaction.carry_out(folder, planned)
        except transaction.ConflictError as error:
            common.cannot_run(f"nothing was changed: {error}")
    return planned


def _resume(folder: Path, *, dry_run: bool) -> str:
    """Finish what an earlier command began, and return what it was."""
    if dry_run and (folder / transaction.FOLDER).is_dir():
        common.cannot_run("an earlier command was interrupted: run it again without --dry-run to finish it")
    with common.writing(folder):
        try:
            finished = transaction.resume(folder)
        except transaction.ConflictError as error:
            common.cannot_run(
                f"an earlier command was interrupted, and {error}: bring it back, or delete"
                f" {folder / transaction.FOLDER}"
            )
        except transaction.DamagedTransactionError as error:
            common.cannot_run(
                f"nothing was done: {folder / transaction.FOLDER} is not what an interrupted command leaves"
                f" ({visible(str(error))}): see what it is, and delete it"
            )
    if finished:
        click.echo(f"finished what was interrupted: {finished}", err=True)
    return finished
