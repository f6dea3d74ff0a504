"""The `explainer` command groups all commands, each imported when it is called.

Exit status: 0 all well, 1 problems in the content, 2 the command could not run.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from generator.commands.lazy import CONFIG, LazyGroup


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    None, "-v", "-V", "--version", package_name="explainer", prog_name="explainer", help="Say which version this is."
)
@click.option(
    *CONFIG,
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The configuration; it may stand behind a command, too.",
)
@click.pass_context
def main(context: click.Context, config_file: Path) -> None:
    """Turn YAML files about a contested question into a cross-linked site.

    \b
    explainer serve                 see the site, and each edit at once
    explainer check --strict        is everything right, warnings included?
    explainer new claim "It rained" a new file, with what to fill in
    explainer rename old new        another name, in every file that refers to it
    explainer build -d public       write the site into public/
    explainer export json -o x.json take the data along
    explainer diff HEAD             what changed since the last commit

    Exit status: 0 all well, 1 problems in the content, 2 the command could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a report holds any letter, a terminal may not show all
    context.obj = config_file
