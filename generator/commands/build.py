"""`explainer build` writes the whole site, in the place of the old one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands import as_of, common, program


@click.command()
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where to write it; else as mkdocs.yml says.")
@click.option("--strict", is_flag=True, help="Let warnings stop the build.")
@click.option(
    "--cache/--no-cache", default=True, help="Take what did not change from the last build, or make all anew."
)
@as_of.options
@click.option("--force", is_flag=True, help="Replace a folder that holds what no build wrote.")
@click.pass_context
def command(context: click.Context, site_dir: Path | None, *, strict: bool, cache: bool, force: bool) -> None:
    """Write the site, by default into site/.

    Until the new site is whole the old one stays as it is; with errors in the content it stays for good. A folder that
    is not empty and that no build wrote is not touched without --force; nor are the sources, with or without it.

    \b
    explainer build                   into the folder that mkdocs.yml names
    explainer build -d public         into public/
    explainer build --strict          not with warnings
    explainer build --no-cache        all anew, and nothing from the last build
    explainer build --as-of 2025-08-20 -d then      as things stood on that day
    explainer build --known 2025-09-01 -d known     as this explainer knew them

    Exit status: 0 built, 1 problems, 2 could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    common.need_config(context)
    from generator.mkdocs_ import build  # noqa: PLC0415 - MkDocs takes a third of a second to import

    config = f" -f {program.quoted(str(context.obj))}" if context.obj != Path("mkdocs.yml") else ""
    seeing = f"{program.program()} serve{config}"
    options = build.BuildOptions(strict, cache, force, as_of.given(context))
    sys.exit(build.build(context.obj, site_dir, options, seeing=seeing))
