"""The command `new`: a file of a kind, to be filled in.

Exit status: 0 all well, 1 what was given holds problems, 2 the command could not run.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from generator.commands import running
from generator.commands.editing import reading
from generator.editing import renaming, scaffold
from generator.editing.naming import proposed_id
from generator.editing.scaffold import Known
from generator.folder import Reading
from generator.kinds import BY_FOLDER, KINDS, Kind
from generator.kinds.fields import Entity
from generator.kinds.site import Site
from generator.linking import vocabulary
from generator.site import parse

_NOUNS = ", ".join(kind.noun for kind in KINDS)


@click.command()
@click.argument("kind_name", metavar="KIND")
@click.argument("title")
@click.option("--id", "ident", default="", help="The id; else one is made from the title.")
@click.option("--edit", is_flag=True, help="Open the file in the editor that EDITOR names.")
@running.content_option
@click.pass_context
def new(context: click.Context, kind_name: str, title: str, ident: str, content: Path | None, *, edit: bool) -> None:
    """Write a new file of a kind, with what to fill in and hints.

    \b
    explainer new argument "Buses are cheaper"             content/arguments/buses-are-cheaper.yml
    explainer new actor "Рада міста" --id city-council     an id of your own
    explainer new claim "3,000 fewer cars" --edit          open it in $EDITOR

    KIND is what the thing is: an argument, a claim, an actor … The id, which is the file's name and part of the page's
    address, is made from the title in any script. A file that is there is never overwritten.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    kind = _kind(kind_name)
    if not title.strip():
        running.cannot_run("give a title")
    folder = running.content_dir(context, content)
    found = reading(folder)
    path = _place(folder, kind, ident or _id_for(title, kind), found)
    text = scaffold.scaffold(kind, " ".join(title.split()), _known(found))
    with running.writing():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except FileExistsError:
            running.cannot_run(f"{path} is there already: nothing was written")
    click.echo(str(path))
    if edit:
        _open(path)
    else:
        click.echo("fill in what stands free, and ask: explainer check", err=True)


def _kind(word: str) -> Kind:
    kind = scaffold.kind_named(word.lower())
    if kind is None:
        running.cannot_run(f"there is no kind '{word}': write one of {_NOUNS}")
    return kind


def _id_for(title: str, kind: Kind) -> str:
    ident = proposed_id(title, kind.noun)
    if not ident:
        running.cannot_run(f"no id can be made of '{title}': give one with --id")
    return ident


def _place(folder: Path, kind: Kind, ident: str, found: Reading) -> Path:
    """Return where the file is to be, or say why an id cannot be used."""
    if refusal := renaming.why_not(found, ident):
        running.cannot_run(f"{refusal.why}; another id can be given with --id")
    if ident in found.mislaid:
        running.cannot_run(f"a file named '{ident}' is there already, in the wrong place: explainer check says where")
    return folder / kind.folder / f"{ident}.yml"


def _known(found: Reading) -> Known:
    """Gather what the scaffold can suggest, from every file that is right."""
    titles: dict[str, dict[str, str]] = {folder: {} for folder in BY_FOLDER}
    words: dict[str, tuple[str, ...]] = {}
    for file in found.files:
        item = parse(file).item
        if item is not None and isinstance(item.part, Entity) and item.kind:
            titles[item.kind.folder][item.id] = item.part.title
        elif item is not None and isinstance(item.part, Site):
            words = vocabulary(item.part)
    return Known(date.today(), titles, words)  # noqa: DTZ011 - the editor's day


def _open(path: Path) -> None:
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        running.cannot_run(f"{path} is written, but EDITOR names no editor: set it, such as EDITOR=nano")
    try:
        click.edit(filename=str(path))
    except click.ClickException as error:
        running.cannot_run(f"{path} is written, but cannot be opened: {error.message}")


COMMANDS = (new,)
