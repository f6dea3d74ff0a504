"""`explainer import` reads files of other programs, checks them, and writes YAML files."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import click
import yaml

from generator.commands import common, completion, help_, init, input_files
from generator.content.folder import SITE_FILE
from generator.editing import import_plan, sink, starter
from generator.editing.import_plan import ImportPlan, Target
from generator.formats.imports import FORMATS
from generator.formats.records import Task
from generator.problems.problem import has_errors

_SLOW = 2_000  # files, which take seconds


@click.command("import")
@click.argument("form", metavar="FORMAT", type=completion.WordType(FORMATS))
@click.argument("given", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="A content folder; else as mkdocs.yml says.")
@click.option("--update", is_flag=True, help="Change files that are there; without it they stay as they are.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@common.force_option
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    context: click.Context, form: str, given: Path, into: Path | None, *, update: bool, dry_run: bool, force: bool
) -> None:
    """Write YAML files from a file that another program wrote.

    \b
    explainer import argdown debate.argdown --into content --dry-run
    explainer import aif nodeset.json --into content
    explainer import csv tables/ --update
    explainer import json explainer.json --into copy/content

    FILE may be a folder or a zip archive where a format has several files. A file that is there is never changed
    without --update, and then keeps the keys that the import does not have. What cannot be carried over is reported
    with its line. The result is checked as by `explainer check` before anything is written. Content that begins in a
    new folder gets all else that a site needs beside it, and the commands that show it are said.

    Exit status: 0 all well, 1 problems in the file, 2 the command could not run.

    FORMAT is one of:
    """  # noqa: D301 - click takes \\b for "keep these lines"
    folder = into if into is not None else common.content_dir(context, None)
    common.need_content(context, folder, force=force, instead="name another place, or add --force")
    task = Task(input_files.read(FORMATS[form], given), datetime.now(tz=UTC).date())
    result = FORMATS[form].read(task)
    if len(result.drafts) > _SLOW:
        click.echo(f"checking {len(result.drafts):,} entities …", err=True)
    target = Target(folder.absolute().name, common.read_content(folder) if folder.exists() else None, update)
    made = import_plan.plan(result, target, task.today)
    common.show(made.problems, {each.path: each.text for each in task.files} | dict(made.lines))
    if has_errors(made.problems):
        click.echo("nothing was written", err=True)
        sys.exit(common.STATUS_PROBLEMS)
    if dry_run:
        _show(made, folder)
    else:
        _write(made, folder)


help_.list_words(command, {name: each.title for name, each in sorted(FORMATS.items())})


def _show(made: ImportPlan, folder: Path) -> None:
    for file in made.files:
        if file.state != import_plan.SAME:
            click.echo(f"{file.state:8}{folder / file.path}")
    click.echo(_summary(made, "would be written"))


def _write(made: ImportPlan, folder: Path) -> None:
    with common.writing(folder):
        sink.write_all(folder, {each.path: each.text.encode() for each in made.files if each.state != import_plan.SAME})
        click.echo(_summary(made, "written"))
        site = next((file for file in made.files if file.path == SITE_FILE and file.state == import_plan.NEW), None)
        if site is not None:
            _begin_site(folder, yaml.safe_load(site.text))


def _begin_site(folder: Path, site: Mapping[str, Any]) -> None:
    """Put settings and theme beside content that begins here, where none are: so that the next command shows it."""
    around = folder.absolute().parent
    if (around / "mkdocs.yml").exists():
        return
    noted = metadata.distribution("explainer")
    found = starter.around(folder.absolute().name, str(site["title"]), str(site["description"]), noted)
    init.write(around, {place: raw for place, raw in found.items() if not (around / place).exists()})
    init.say_how_to_see(folder.parent)


def _summary(made: ImportPlan, done: str) -> str:
    new, changed, same = (made.count(state) for state in (import_plan.NEW, import_plan.CHANGED, import_plan.SAME))
    return f"{new} new and {changed} changed files {done}, {same} left as they are"
