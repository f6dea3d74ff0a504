"""`explainer build` writes the whole site, in the place of the old one."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.commands import as_of, common, program

_NOW = "now"


class _KeptDay(as_of.DayType):
    """A full day, or the present where none is named."""

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        return date.max if value == _NOW else super().convert(value, param, ctx)


@click.command()
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where to write it; else as mkdocs.yml says.")
@click.option("--strict", is_flag=True, help="Let warnings stop the build.")
@click.option(
    "--cache/--no-cache", default=True, help="Take what did not change from the last build, or make all anew."
)
@as_of.options
@click.option(
    "--keep",
    type=_KeptDay(),
    multiple=True,
    is_flag=False,
    flag_value=_NOW,
    metavar="[DAY]",
    help="Keep a frozen copy of the site as of DAY, or of now; may be said several times.",
)
@click.option("--force", is_flag=True, help="Replace a folder that holds what no build wrote.")
@click.pass_context
def command(
    context: click.Context,
    site_dir: Path | None,
    keep: tuple[date, ...],
    *,
    strict: bool,
    cache: bool,
    force: bool,
) -> None:
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
    explainer build --keep 2025-08-20     and a copy of that day to be cited
    explainer build --keep                and one of the site as it is now

    A kept copy is a whole site below as-of/DAY/, to be cited: it has its own navigation and search and says which day
    it is of. It is kept in kept/, beside mkdocs.yml, to be committed with the content. Every later build adds what is
    kept there, and changes none of it; a copy of a day that is kept already is not made again.

    Exit status: 0 built, 1 problems, 2 could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    common.need_config(context)
    from generator.mkdocs_ import build  # noqa: PLC0415 - MkDocs takes a third of a second to import

    config = f" -f {program.quoted(str(context.obj))}" if context.obj != Path("mkdocs.yml") else ""
    seeing = f"{program.program()} serve{config}"
    days = as_of.given(context)
    if keep and days:
        raise click.UsageError("--keep names its days itself: leave out --as-of and --known")
    options = build.BuildOptions(strict, cache, force, days, tuple(None if day == date.max else day for day in keep))
    sys.exit(build.build(context.obj, site_dir, options, seeing=seeing))
