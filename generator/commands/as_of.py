"""The options of commands that look at the content as of a day, and what they mean for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from generator.commands import common
from generator.graph.as_of import AsOf
from generator.graph.past_content import PastView
from generator.locale import ENGLISH
from generator.mkdocs_ import git_days
from generator.model import dates

_META = f"{__name__}.days"


class DayType(click.ParamType[date]):
    """A full day, as files write it."""

    name = "full day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else dates.day(value)
        except dates.NoFullDayError as error:
            self.fail(f"{error}: write year, month and day, as in 2025-08-20", param, ctx)


def _keep(context: click.Context, param: click.Parameter, value: date | None) -> None:
    context.meta.setdefault(_META, {})[param.name] = value


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the two options: the command asks `given` or `view` for what they say."""
    told = (
        ("--as-of", "Show what had happened, been said and been published by DAY."),
        ("--known", "Show what this explainer knew on DAY: what was read and checked by then."),
    )
    for name, words in reversed(told):
        option = click.option(name, type=DayType(), metavar="DAY", expose_value=False, callback=_keep, help=words)
        command = option(command)
    return command


def given(context: click.Context) -> AsOf:
    """Return the days that the options name."""
    said = context.meta.get(_META, {})
    return AsOf(said.get("as_of"), said.get("known"))


def view(context: click.Context, folder: Path) -> PastView:
    """Return as of which day a content folder is looked at: as the options say, or else the configuration."""
    as_of = given(context) or common.configured_as_of(context)
    added = git_days.added(folder) if as_of.known else {}
    return PastView(as_of, common.language(context) or ENGLISH, added)
