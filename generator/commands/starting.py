"""The command `init`: a new explainer on another topic.

Exit status: 0 all well, 2 the command could not run.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import click

from generator.commands import running
from generator.editing import starter

_SHOWN = 10


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Begin a new explainer: an example to replace, settings, the theme, a workflow.

    \b
    explainer init my-topic     the folder is made if it is not there
    cd my-topic
    explainer serve             see it, then replace it file by file: README.md says how

    No file that is there is overwritten: if one is in the way, nothing is written.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    files = starter.files(*installed())
    in_the_way = [place for place in files if (folder / place).exists() or (folder / place).is_symlink()]
    if in_the_way:
        more = len(in_the_way) - _SHOWN
        listed = ", ".join(in_the_way[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
        running.cannot_run(f"nothing was written, because this is there already in {folder}: {listed}")
    with running.writing():
        for place, raw in files.items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as stream:
                stream.write(raw)
    click.echo(f"{len(files)} files in {folder}")
    click.echo(f"next: cd {folder}\n      explainer serve\nand open README.md", err=True)


def installed() -> tuple[str | None, str]:
    """Return what the installer noted about where this package came from, and its version."""
    noted = metadata.distribution("explainer")
    return noted.read_text("direct_url.json"), noted.version
