"""`explainer serve` shows the site in a browser, and again after every edit."""

from __future__ import annotations

import sys

import click

from generator.commands import as_of, common


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@as_of.options
@click.pass_context
def command(context: click.Context, host: str, port: int) -> None:
    """Show the site in a browser, and again after every edit.

    What is wrong is shown over the last good page, with its line and its cure, and goes when it is mended. Where the
    port is taken the next free one is used, and said. Requests for another host than this machine or --host are not
    answered, so that no other page can read the preview; with 0.0.0.0 any address without a name is answered.

    \b
    explainer serve                   at http://127.0.0.1:8000
    explainer serve --port 9000       elsewhere
    explainer serve --host 0.0.0.0    for others in the same network, too
    explainer serve --as-of 2025-08-20    as things stood on that day

    Exit status: 130 stopped with Ctrl-C, 2 could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    common.need_config(context)
    from generator.mkdocs_.preview.command import serve  # noqa: PLC0415 - MkDocs takes a third of a second to import

    sys.exit(serve(context.obj, host, port, lambda text: click.echo(text, err=True), as_of.given(context)))
