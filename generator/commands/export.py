"""`explainer export` writes everything in a format that other programs read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from generator.commands import as_of, common, completion, help_
from generator.editing import sink, targets, wheel
from generator.formats import exports
from generator.graph.graph import Graph
from generator.problems import progress

_SAME = 12  # characters with which a table of an earlier export begins: the columns that all tables of a kind have


@click.command()
@click.argument("form", metavar="FORMAT", type=completion.WordType({*exports.FORMATS, *exports.FOLDERS}))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file; else standard output.")
@common.force_option
@common.content_option
@as_of.options
@click.pass_context
def command(context: click.Context, form: str, output: Path | None, content: Path | None, *, force: bool) -> None:
    """Write everything in a format that other programs read.

    \b
    explainer export json -o explainer.json
    explainer export argdown | less
    explainer export csv -o tables         a folder, for several files
    explainer export csv -o tables.zip     or an archive
    explainer export json --as-of 2025-08-20    what was there on that day

    Exit status: 0 written, 1 problems, 2 could not run.

    FORMAT is one of:
    """  # noqa: D301 - click takes \\b for "keep these lines"
    own = common.sources(context, content)
    if form in exports.FOLDERS:
        _write_folder(form, output, lambda: common.graph(context, content, as_of.view), own, force=force)
        return
    if output is not None:
        common.need_target(targets.why_no_file(output, own))
    graph = common.graph(context, content, as_of.view)
    if form == "sitemap" and not graph.address:
        common.cannot_run("a sitemap holds whole addresses: write the site's as site_url in mkdocs.yml")
    exporter = exports.FORMATS[form]
    with progress.at_work("Exporting"):
        text = exporter.dump(graph)
    if exporter.left_out:
        click.echo(exporter.left_out(graph), err=True)
    if output is None:
        click.echo(text, nl=False)
    else:
        with common.writing(output):
            sink.write_output(output, text.encode("utf-8"))


_ALL = {**exports.FORMATS, **exports.FOLDERS}
help_.list_words(command, {name: each.title for name, each in sorted(_ALL.items())})


def _write_folder(
    form: str, output: Path | None, graph: Callable[[], Graph], own: targets.Sources, *, force: bool
) -> None:
    """Write the files of a format into a folder, or into an archive where the name says so."""
    if output is None:
        common.cannot_run(f"{form} has several files: name a folder, or an archive that ends in .zip, with -o")
    is_archive = output.suffix == ".zip"
    common.need_target(targets.why_no_file(output, own) if is_archive else targets.why_nowhere(output, own))
    texts = exports.FOLDERS[form].dump(graph())
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    if not is_archive:
        is_ours = targets.would_write(texts, _SAME)
        common.need_target(targets.why_no_folder(output, own, is_ours=is_ours, force=force))
    with common.writing(output):
        if is_archive:
            sink.write_output(output, wheel.archive(files))
        else:
            sink.write_all(output, files)
