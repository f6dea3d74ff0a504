"""`explainer export` writes everything in a format that other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands import common, completion, export_folder, help_
from generator.editing import sink, targets
from generator.formats import exports
from generator.problems import progress


@click.command()
@click.argument("form", metavar="FORMAT", type=completion.WordType({*exports.FORMATS, *exports.FOLDERS}))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file; else standard output.")
@common.force_option
@common.content_option
@click.pass_context
def command(context: click.Context, form: str, output: Path | None, content: Path | None, *, force: bool) -> None:
    """Write everything in a format that other programs read.

    \b
    explainer export json -o explainer.json
    explainer export argdown | less
    explainer export csv -o tables         a folder, for several files
    explainer export csv -o tables.zip     or an archive

    Exit status: 0 written, 1 problems, 2 could not run.

    FORMAT is one of:
    """  # noqa: D301 - click takes \\b for "keep these lines"
    own = common.sources(context, content)
    if form in exports.FOLDERS:
        export_folder.write_folder(form, output, lambda: common.graph(context, content), own, force=force)
        return
    if output is not None:
        common.need_target(targets.why_no_file(output, own))
    graph = common.graph(context, content)
    if form == "sitemap" and not graph.address:
        common.cannot_run("a sitemap holds whole addresses: write the site's as site_url in mkdocs.yml")
    with progress.at_work("Exporting"):
        text = exports.FORMATS[form](graph)
    if output is None:
        click.echo(text, nl=False)
    else:
        with common.writing(output):
            sink.write_output(output, text.encode("utf-8"))


help_.list_words(command, dict(sorted(exports.TITLES.items())))
