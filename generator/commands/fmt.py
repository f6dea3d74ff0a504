"""`explainer fmt` writes files of the content in their one form.

Exit status: 0 all well, 1 a file is, or with --check would be, changed or refused, 2 the command could not run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands import common
from generator.content.folder import RawFile, whole
from generator.editing import scratch, sink
from generator.editing.formatter import CannotFormatError, formatted
from generator.graph.compile import parse
from generator.model.site import model_of
from generator.problems.problem import plural

_SLOW = 100  # files, which take about a second


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; list what would change, and end with 1.")
@common.content_option
@click.pass_context
def command(context: click.Context, files: tuple[Path, ...], content: Path | None, *, only_check: bool) -> None:
    """Write files in their one form: order of keys, quotes, wrapping.

    \b
    explainer fmt                              all files of the content
    explainer fmt content/actors/council.yml   these only
    explainer fmt --check                      what is not in that form?

    What a file says stays the same, and so do its comments. A file with an error is not touched: `explainer check`
    says how to mend it. The form is described in docs/editing/index.md.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    folder = common.content_dir(context, content)
    above = whole(folder).parent
    changed: dict[str, bytes] = {}
    refused: list[str] = []
    chosen = _chosen(folder, files)
    if len(chosen) > _SLOW:
        click.echo(f"looking at {len(chosen):,} files …", err=True)
    for file in chosen:
        made = _made(file, refused)
        if made is not None and made != file.raw:
            changed[file.path] = made
    if changed and not only_check:
        with common.writing(folder), scratch.folder(folder) as drafts:
            for path, raw in changed.items():
                sink.write_bytes((above / path).resolve(), raw, drafts)
    for path in changed:
        click.echo(path)
    click.echo(_summary(len(changed), refused, only_check=only_check), err=True)
    sys.exit(common.STATUS_PROBLEMS if refused or (only_check and changed) else 0)


def _chosen(folder: Path, files: tuple[Path, ...]) -> list[RawFile]:
    """Return the files that were named, or all."""
    reading = common.read_content(folder)
    found = {file.path: file for file in reading.files}
    known = (*found, *(file.path for file in reading.catalogues))  # which stay in the form of translators' programs
    return [found[each] for each in common.chosen(folder, files or (folder,), known) if each in found]


def _made(file: RawFile, refused: list[str]) -> bytes | None:
    """Return a file in its one form, or say why not."""
    if problems := [problem for problem in parse(file).problems if problem.is_error]:
        common.show(problems, {file.path: file.raw.decode("utf-8", "replace")})
    else:
        try:
            return formatted(file.path, file.raw, model_of(file.folder))
        except CannotFormatError as error:
            click.echo(f"{file.path}: {error}", err=True)
    refused.append(file.path)
    return None


def _summary(changed: int, refused: list[str], *, only_check: bool) -> str:
    would = "would be" if only_check else ("was" if changed == 1 else "were")
    said = f"{plural(changed, 'file')} {would} changed"
    return f"{said}, {len(refused)} not touched" if refused else said
