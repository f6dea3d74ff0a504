"""`explainer render` writes the Markdown pages alone."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands import as_of, common
from generator.editing import sink, targets
from generator.pages.editions import editions
from generator.pages.render import environment
from generator.problems import progress


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@common.force_option
@common.content_option
@as_of.options
@click.pass_context
def command(context: click.Context, folder: Path, content: Path | None, *, force: bool) -> None:
    """Write the Markdown pages alone into FOLDER, for MkDocs, ProperDocs or Zensical.

    Pages that an earlier run wrote there and this one did not are removed; other files are left alone.

    \b
    explainer render pages            then build pages/ with any of the three
    explainer render then --as-of 2025-08-20    as things stood on that day

    Exit status: 0 written, 1 problems, 2 could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    own = common.sources(context, content)
    common.need_target(targets.why_no_folder(folder, own, is_ours=targets.has_pages, force=force))
    graph, translations = common.translations(context, content, as_of.view)
    with progress.at_work("Writing pages"):
        made = editions(graph, translations, environment(), has_cards=False)
        pages = {src: made.write(src) for src in made.places()}
    with common.writing(folder):
        written = sink.write_pages(folder, pages)
    click.echo(f"{len(pages)} pages in {folder}, {written} of them changed")
