"""A group of commands that are imported when they are called: whoever builds a site does not wait for the importers."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

_STATUS = "Exit status: 0 all well, 1 problems, 2 could not run."


class LateGroup(click.Group):
    """Knows some of its commands by name only."""

    later: Mapping[str, str] = {}  # where each of them is: `module:name`

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.later and cmd_name not in self.commands:
            module, _, name = self.later[cmd_name].partition(":")
            command: click.Command = getattr(import_module(module), name)
            if "exit status" not in (command.help or "").lower():
                command.epilog = _STATUS
            self.add_command(command, cmd_name)
        return super().get_command(ctx, cmd_name)


def commands_of(group: click.Group) -> dict[str, click.Command]:
    """Return every command of a group by its name, all of them imported."""
    context = click.Context(group)
    found = ((name, group.get_command(context, name)) for name in group.list_commands(context))
    return {name: command for name, command in found if command is not None}
