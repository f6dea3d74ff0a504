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
from generator.formats.records import GivenFile, Task
from generator.problems.problem import has_errors

_SLOW = 2_000  # files, which take seconds


@click.command("import")
@click.argument("file_format", metavar="FORMAT", type=completion.WordType(FORMATS))
@click.argument("given", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="A content folder; else as mkdocs.yml says.")
@click.option("--update", is_flag=True, help="Change files that are there; without it they stay as they are.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@common.format_option("json", told="problems; as JSON every one of them")
@common.force_option
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    context: click.Context,
    file_format: str,
    given: Path,
    into: Path | None,
    form: str,
    *,
    update: bool,
    dry_run: bool,
    force: bool,
) -> None:
    """Write YAML files from a file that another program wrote.

    \b
    explainer import argdown debate.argdown --into content --dry-run
    explainer import aif nodeset.json --into content
    explainer import csv tables/ --update
    explainer import json explainer.json --into copy/content
    explainer import bibtex refs.bib --dry-run --format json

    FILE may be a folder or a zip archive where a format has several files. A file that is there is never changed
    without --update, and then keeps the keys that the import does not have. What cannot be carried over is reported
    with its line: each kind of loss once, with their number and the first places; with --format json every one. The
    result is checked as by `explainer check` before anything is written. Content that begins in a new folder gets all
    else that a site needs beside it, and the commands that show it are said.

    Exit status: 0 all well, 1 problems in the file, 2 the command could not run.

    FORMAT is one of:
    """  # noqa: D301 - click takes \\b for "keep these lines"
    folder = into if into is not None else common.content_dir(context, None)
    common.need_content(context, folder, force=force, instead="name another place, or add --force")
    task = Task(input_files.read(FORMATS[file_format], given), datetime.now(tz=UTC).date(), input_files.beside(given))
    result = FORMATS[file_format].read(task)
    if len(result.drafts) > _SLOW:
        click.echo(f"checking {len(result.drafts):,} entities …", err=True)
    target = Target(folder.absolute().name, common.read_content(folder) if folder.exists() else None, update)
    made = import_plan.plan(result, target, task.today)
    _tell(made, (*task.files, *result.further), form)
    (_show if dry_run else _write)(made, folder, err=form != common.TEXT)


help_.list_words(command, {name: each.title for name, each in sorted(FORMATS.items())})


def _tell(made: ImportPlan, files: tuple[GivenFile, ...], form: str) -> None:
    """Print every problem, and stop where one is an error."""
    if form == common.TEXT:
        common.show(made.problems, {each.path: each.text for each in files} | dict(made.lines), by_kind=True)
    else:
        common.show_json(made.problems)
    if has_errors(made.problems):
        click.echo("nothing was written", err=True)
        sys.exit(common.STATUS_PROBLEMS)


def _show(made: ImportPlan, folder: Path, *, err: bool) -> None:
    for file in made.files:
        if file.state != import_plan.SAME:
            click.echo(f"{file.state:8}{folder / file.path}", err=err)
    click.echo(_summary(made, "would be written"), err=err)


def _write(made: ImportPlan, folder: Path, *, err: bool) -> None:
    with common.writing(folder):
        sink.write_all(folder, {each.path: each.text.encode() for each in made.files if each.state != import_plan.SAME})
        click.echo(_summary(made, "written"), err=err)
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
