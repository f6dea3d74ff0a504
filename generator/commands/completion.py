"""`explainer completion` prints the script by which a shell completes commands, options and ids.

In: the name of a shell. Out: the script that it reads at its start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem, get_completion_class
from click.types import StringParamType

from generator.mkdocs_ import settings
from generator.model.kinds import BY_FOLDER
from generator.problems.problem import did_you_mean

_VARIABLE = "_EXPLAINER_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the script that completes commands, options and ids in a SHELL.

    \b
    eval "$(explainer completion bash)"           in ~/.bashrc
    eval "$(explainer completion zsh)"            in ~/.zshrc
    explainer completion fish | source            in ~/.config/fish/config.fish

    Then `explainer ch` and the Tab key give `explainer check`. It works for the command `explainer` of an activated
    environment; the wrapper `./explainer` does not complete.

    Exit status: 0 printed, 2 could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    found = get_completion_class(shell)
    assert found is not None  # click has all three
    made = found(context.find_root().command, {}, "explainer", _VARIABLE)
    click.echo(made.source_template % made.source_vars())


class WordType(click.Choice[str]):
    """A parameter type: one of some words, with a hint at the nearest for any other."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(sorted(words))

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        meant = did_you_mean(str(value), self.choices)
        return super().get_invalid_choice_message(value, ctx) + (f" {meant[:1].upper()}{meant[1:]}" if meant else "")


def completing(known: Callable[[click.Context], Iterable[str]]) -> Callable[[click.Context, Any, str], list[str]]:
    """Return a completion of words that are worked out when they are asked for."""
    return lambda context, option, begun: [word for word in known(context) if word.startswith(begun)]


def content_files(context: click.Context, pattern: str) -> Iterable[Path]:
    """Return the files of the content whose paths match a pattern."""
    config_file = context.obj or context.find_root().params.get("config_file") or Path("mkdocs.yml")
    try:
        return settings.load(config_file).content_dir.glob(pattern)
    except settings.SettingsError:
        return ()


class IdType(StringParamType):
    """A parameter type: the id of an entity, which a shell completes from the names of the files."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return an id, also where the file was named, as a shell completes it."""
        word = super().convert(value, param, ctx)
        return Path(word).stem if word.endswith((".yml", ".yaml")) else word

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        files = sorted(path for path in content_files(ctx, "*/*.yml") if path.parent.name in BY_FOLDER)
        found = (path for path in files if path.stem.startswith(incomplete))
        return [CompletionItem(path.stem, help=BY_FOLDER[path.parent.name].noun) for path in found]
