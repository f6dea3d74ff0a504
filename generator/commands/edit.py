"""Commands that change files of the content: `rename` and `remove`.

Exit status: 0 all well, 1 something stands in the way and nothing was changed, 2 the command could not run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from generator.commands import common, completion
from generator.content.folder import Reading, read_folder
from generator.editing import remove as removing
from generator.editing import rename as renaming
from generator.editing import transaction
from generator.editing.change_set import ChangeSet, Refusal, as_diff
from generator.model.kinds import BY_FOLDER
from generator.problems.problem import visible

dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would change as a diff, and change nothing.")


@click.command()
@click.argument("old", type=completion.IdType())
@click.argument("new")
@dry_run_option
@common.content_option
@click.pass_context
def rename(context: click.Context, old: str, new: str, content: Path | None, *, dry_run: bool) -> None:
    """Give a file another name, and rewrite every reference to it.

    \b
    explainer rename cuoncil council             cuoncil.yml becomes council.yml
    explainer rename cuoncil council --dry-run   show what would change

    References in fields, [[links]] and [@citations] are rewritten in all files; everything else in them stays as it
    is, byte by byte. The old id is noted under former_ids, so that the old address leads to the new one. Should the
    command be interrupted, the next one finishes what it had begun.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    folder = common.content_dir(context, content)
    old = _as_id(old)
    if _resume(folder, dry_run=dry_run) == f"rename {old} {new}":
        return
    change_set = _planned(folder, lambda reading: renaming.rename(reading, old, new))
    _carry_out(folder, change_set, dry_run=dry_run)
    if not dry_run:
        files = len(change_set.changes) - 1
        click.echo(
            f"'{old}' is now '{new}': {_count(change_set.references, 'reference')} rewritten, "
            f"{_count(files, 'other file')} changed; the old address leads to the new one"
        )


@click.command()
@click.argument("ident", metavar="ID", type=completion.IdType())
@click.option("--reason", required=True, help="Why, in one sentence, for readers who come by its address.")
@dry_run_option
@common.content_option
@click.pass_context
def remove(context: click.Context, ident: str, reason: str, content: Path | None, *, dry_run: bool) -> None:
    """Take a file away, if nothing refers to it, and say why at its address.

    \b
    explainer remove old-poll --reason "The poll was withdrawn by its publisher."
    explainer remove old-poll --reason "Merged into [[new-poll]]." --dry-run

    What still refers to it is listed, with file, line and column, and nothing is changed. The reason is noted in
    site.yml under 'removed'; the old address shows a page that gives it.
    """  # noqa: D301 - as above
    folder = common.content_dir(context, content)
    ident = _as_id(ident)
    if not reason.strip():
        common.cannot_run('give a reason: --reason "why it goes, in one sentence"')
    if _resume(folder, dry_run=dry_run) == f"remove {ident}":
        return
    change_set = _planned(folder, lambda reading: removing.remove(reading, ident, reason, date.today()))  # noqa: DTZ011 - the editor's day
    _carry_out(folder, change_set, dry_run=dry_run)
    if not dry_run:
        click.echo(f"'{ident}' is removed; its address says why")


def _as_id(word: str) -> str:
    """Return an id, also where the file was named, as a shell completes it."""
    return Path(word).stem if word.endswith((".yml", ".yaml")) else word


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def reading(folder: Path) -> Reading:
    """Read the content folder, or say why not and stop."""
    try:
        return read_folder(folder, BY_FOLDER.keys())
    except FileNotFoundError:
        common.cannot_run(f"there is no content folder {folder}")
    except OSError as error:
        common.cannot_run(f"cannot read {error.filename}: {error.strerror}")


def _planned(folder: Path, plan: Callable[[Reading], ChangeSet | Refusal]) -> ChangeSet:
    planned = plan(reading(folder))
    if isinstance(planned, ChangeSet):
        return planned
    click.echo(f"explainer: {planned.why}", err=True)
    for place in planned.places:
        click.echo(f"  {place}", err=True)
    sys.exit(common.STATUS_PROBLEMS if planned.places else common.STATUS_CANNOT_RUN)


def _carry_out(folder: Path, change_set: ChangeSet, *, dry_run: bool) -> None:
    if dry_run:
        for line in as_diff(change_set):
            click.echo(line, nl=False)
        return
    with common.writing(folder):
        try:
            transaction.carry_out(folder, change_set)
        except transaction.ConflictError as error:
            common.cannot_run(f"nothing was changed: {error}")


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
