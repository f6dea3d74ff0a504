"""`explainer check` reports every problem of the content, with its line and its cure."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.commands import as_of, common
from generator.editing.kept_copies import KeptFolder
from generator.graph.compile import Compilation
from generator.lsp import schema_files
from generator.lsp.catalogue import catalogue
from generator.problems import recovery, report
from generator.problems.problem import Problem, has_errors, within
from generator.translation.checks import checked


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@common.content_option
@common.format_option("json", "github")
@as_of.options
@click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")
@click.pass_context
def command(context: click.Context, files: tuple[Path, ...], content: Path | None, form: str, *, strict: bool) -> None:
    """Report every problem of every file: where, what, and how to mend it.

    \b
    explainer check                   what stops a build, and warnings
    explainer check content/claims    the problems of these files alone
    explainer check content/translations/uk.po    of one language's translations
    explainer check --strict          warnings fail too, as before publishing
    explainer check --format json     for scripts and editors
    explainer check --format github   annotations beside the lines, in a workflow
    explainer check --as-of 2025-08-20    what a site as of that day would lack

    All of the content is read in any case, since files refer to each other.

    Every problem has a code, such as unknown-ref: docs/editing/problems.md explains each, with its cure.

    Exit status: 0 no errors (with --strict no warnings either), 1 problems, 2 could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    folder = common.content_dir(context, content)
    compiled = _compiled(context, folder)
    count = compiled.files
    problems = tuple(sorted((*compiled.problems, *_of_project(context, folder, compiled))))
    if files:
        troubled = (path for problem in problems for path, *_ in problem.places)
        read = (*(each.document.path for each in compiled.parsed), *(each.path for each in compiled.catalogues))
        chosen = common.chosen(folder, files, (*read, *troubled))
        problems, count = within(problems, frozenset(chosen)), len(chosen)
    problems = recovery.with_git(problems, folder)
    if form == "json":
        common.show_json(report.shortened(problems))
    else:
        told, lines = common.from_here(problems, compiled.lines, folder)
        if form == "github":
            click.echo(report.as_github(told), nl=False)
        else:
            common.show(told, lines, err=False)
            click.echo(report.summary(told, files=count))
    if has_errors(problems) or (strict and problems):
        sys.exit(common.STATUS_PROBLEMS)


def _compiled(context: click.Context, folder: Path) -> Compilation:
    """Compile the content, and check its translations, which are of the present."""
    view = as_of.view(context, folder)
    compiled = common.compile_folder(folder, view)
    return compiled if view.as_of else checked(compiled)


def _of_project(context: click.Context, folder: Path, compiled: Compilation) -> Iterator[Problem]:
    """Yield problems of what stands beside the content."""
    yield from common.stray_links(context, folder)
    yield from KeptFolder(context.obj.parent).problems
    if not as_of.given(context):
        listed = catalogue(compiled.parsed, compiled.known)
        yield from schema_files.check(context.obj.parent, listed)
