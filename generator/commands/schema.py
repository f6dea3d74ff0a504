"""`explainer schema` writes the JSON Schemas that editors complete from."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.commands import common
from generator.editing import editor_settings, sink, targets
from generator.locale import languages, use_language
from generator.lsp import schema_files
from generator.lsp.catalogue import catalogue

_SAME = 68  # characters with which an earlier schema begins, in any language: up to its title


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Another folder; else .explainer/schemas, where the editor settings look.",
)
@click.option(
    "--editors",
    is_flag=True,
    help="Also write the settings by which VS Code and JetBrains' editors find them, and keep what else stands there.",
)
@click.option(
    "--language", "tag", type=click.Choice(languages()), help="The language of descriptions, with -o; else the site's."
)
@common.force_option
@common.content_option
@click.pass_context
def command(
    context: click.Context, output: Path | None, content: Path | None, tag: str | None, *, editors: bool, force: bool
) -> None:
    """Write a JSON Schema for each kind of file, with the ids that are there now.

    \b
    explainer schema                where the editor settings look for them
    explainer schema -o schemas     somewhere else, also in another --language
    explainer schema --editors      and the settings in .vscode and .idea

    `explainer serve` keeps the first up to date while it runs, and `explainer check` says when they are not.
    Files with problems do not stop it: their ids are listed all the same.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    own = common.sources(context, content)
    if tag and output is None:
        common.cannot_run("--language wants -o: the schemas beside the content are kept in the language of the site")
    if tag:
        use_language(tag)
    folder = output or context.obj.parent / schema_files.FOLDER
    common.need_target(targets.why_nowhere(folder, own))
    place = common.content_dir(context, content)
    settings = _settings(context.obj.parent, place, folder, own) if editors else {}
    compiled = common.compile_folder(place)
    listed = catalogue(compiled.parsed, compiled.known)
    if output is not None:
        is_ours = targets.would_write(schema_files.texts(listed), _SAME)
        common.need_target(targets.why_no_folder(output, own, is_ours=is_ours, force=force))
    with common.writing(folder):
        changed = sum(schema_files.written(folder, listed))
    click.echo(f"schemas in {folder}, {changed} of them changed")
    for path, text in settings.items():
        with common.writing(path):
            path.parent.mkdir(exist_ok=True)
            click.echo(f"{path}: {'written' if sink.write_text(path, text) else 'as it should be'}")


def _settings(root: Path, content: Path, schemas: Path, own: targets.Sources) -> dict[Path, str]:
    """Return what the settings of editors that open `root` should say, or stop."""
    paths = {place: root / place for place in editor_settings.PLACES}
    for path in paths.values():
        common.need_target(targets.why_no_file(path, own))
    inside = (Path(os.path.relpath(each, root)).as_posix() for each in (content, schemas))
    try:
        there = {place: path.read_text("utf-8") for place, path in paths.items() if path.exists()}
        made = editor_settings.editor_files(there, *inside)
    except (editor_settings.CannotUpdateError, OSError, UnicodeDecodeError) as error:
        common.cannot_run(f"nothing was written: {error}")
    return {paths[place]: text for place, text in made.items()}
