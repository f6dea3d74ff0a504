"""The command group imports each command when it is called: a build does not wait for the importers.

Every command gets what all have: help in the words in which it was called, and `-f` behind its name as well. An
interrupt, or what the system refuses, ends one with a status and at most one line.
"""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from generator.commands import program

_CANNOT_RUN, _INTERRUPTED = 2, 130
_STATUS = "Exit status: 0 all well, 1 problems, 2 could not run."
CONFIG = ("-f", "--config-file")
NAMES = (
    *("build", "check", "completion", "diff", "evidence", "export", "fmt", "help", "import", "init", "lsp", "new"),
    *("remove", "rename", "render", "review", "schema", "serve", "translate"),
)
_WITHOUT = frozenset(("completion", "help", "init"))  # commands that read no configuration


class LazyGroup(click.Group):
    """A group that knows its commands by name, and imports a module of that name for each."""

    def make_context(self, info_name: str | None, *args: Any, **extra: Any) -> click.Context:
        return super().make_context(program.program(), *args, **extra)

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except click.Abort:  # an interrupt
            status = _INTERRUPTED
        except click.ClickException as error:
            error.show()
            status = error.exit_code
        except OSError as error:
            place = error.filename2 or error.filename
            click.echo(f"explainer: {f'{place}: ' if place else ''}{error.strerror or error}", err=True)
            status = _CANNOT_RUN
        sys.exit(status)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in NAMES and cmd_name not in self.commands:
            module = f"{cmd_name}_" if cmd_name in ("help", "import") else cmd_name  # words of Python's own
            command: click.Command = import_module(f"generator.commands.{module}").command
            if "exit status" not in (command.help or "").lower():
                command.epilog = _STATUS
            self.add_command(command, cmd_name)
        return super().get_command(ctx, cmd_name)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        cmd.help = program.spelled(inspect.cleandoc(cmd.help or ""))
        if (name or cmd.name) not in _WITHOUT:
            cmd.params.append(_config_option())
        super().add_command(cmd, name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not args[0].startswith("-") and not ctx.resilient_parsing and args[0] not in self.list_commands(ctx):
            raise click.NoSuchCommand(args[0], possibilities=self.list_commands(ctx), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with the whole of its summary, wrapped where a line is too short for it."""
        found = commands_of(self)
        with formatter.section("Commands"):
            formatter.write_dl([(name, each.get_short_help_str(999).removesuffix(".")) for name, each in found.items()])


def _config_option() -> click.Option:
    """Return `-f`, which may stand before a command or behind it."""

    def heed(context: click.Context, option: click.Parameter, path: Path | None) -> None:
        if path is not None:
            context.obj = path

    kind: click.Path = click.Path(path_type=Path)
    text = "The configuration; else mkdocs.yml in this folder."
    return click.Option(CONFIG, type=kind, expose_value=False, callback=heed, help=text)


def commands_of(group: click.Group) -> dict[str, click.Command]:
    """Return every command of a group by its name, all of them imported."""
    context = click.Context(group)
    found = ((name, group.get_command(context, name)) for name in group.list_commands(context))
    return {name: command for name, command in found if command is not None}
