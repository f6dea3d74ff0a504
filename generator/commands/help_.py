"""`explainer help` prints help; here is also how help lists words.

In: commands. Out: text.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping

import click

from generator.commands import completion


def list_words(command: click.Command, rows: Mapping[str, str]) -> None:
    """End a command's help with words and what they mean, in lines that click keeps."""
    width = max(map(len, rows)) + 2
    lines = "\n".join(f"  {word:{width}}{meaning}" for word, meaning in rows.items())
    command.help = f"{inspect.cleandoc(command.help or '')}\n\n\b\n{lines}"


@click.command("help")
@click.argument(
    "name",
    metavar="[COMMAND]",
    required=False,
    shell_complete=completion.completing(lambda context: _group(context).list_commands(context)),
)
@click.pass_context
def command(context: click.Context, name: str | None) -> None:
    """Say what there is, or what one COMMAND can do.

    \b
    explainer help            all commands
    explainer help rename     the same as: explainer rename --help

    Exit status: 0 said, 2 there is no such command.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    above, group = context.find_root(), _group(context)
    if name is None:
        click.echo(group.get_help(above))
        return
    _, found, _ = group.resolve_command(above, [name])
    assert found is not None  # resolve_command stops where there is none
    click.echo(found.get_help(click.Context(found, info_name=name, parent=above)))


def _group(context: click.Context) -> click.Group:
    group = context.find_root().command
    assert isinstance(group, click.Group)
    return group
