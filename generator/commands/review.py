"""`explainer review` signs what files say now, in the name of who compared them with their sources."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import click

from generator.commands import common, completion, edit
from generator.content import yaml_nodes
from generator.editing import review as reviewing
from generator.model import dates
from generator.problems.problem import plural


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...", type=completion.IdType())
@click.option("--by", "who", required=True, metavar="NAME", help="Who compared the pages with their sources.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day of the review; else today.")
@edit.dry_run_option
@common.content_option
@click.pass_context
def command(
    context: click.Context, ids: tuple[str, ...], who: str, day: str | None, content: Path | None, *, dry_run: bool
) -> None:
    """Sign a review of the pages with these IDs: NAME compared what they say with their sources.

    \b
    explainer review fares-rise --by "Olha Example"             signed today
    explainer review fares-rise tram --by "Olha Example" --date 2026-12-01

    The signature is written under reviewed_by, with a digest of what the file says; all else stays as it is, byte by
    byte. The page says "Reviewed by" as long as the file says the same: another order of keys, other quotes, wrapping
    and comments change nothing. After an edit it says that it was edited since, `check` warns (edited-since-review),
    and "What is missing" counts it. Sign again after the next comparison: a person's new signature takes the place of
    the old one.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    name = " ".join(who.split())
    if not name or yaml_nodes.UNPRINTABLE.search(name):
        common.cannot_run("a review needs a name: --by NAME")
    plan = partial(reviewing.review, idents=ids, who=name, day=_day(day))
    made = edit.run(common.content_dir(context, content), f"review {' '.join(ids)}", plan, dry_run=dry_run)
    if made is not None:
        signed = plural(len(made.changes), "file")
        click.echo(f"{signed} signed by {name}" if made.changes else f"nothing to do: signed by {name} already")


def _day(given: str | None) -> dt.date:
    """Return the day that was given, or today."""
    if given is None:
        return dt.date.today()  # noqa: DTZ011 - the editor's day
    try:
        return dates.day(given)
    except dates.BadDateError as error:
        common.cannot_run(f"--date {given} is no day: {error}")
