"""Commands share how they find the content, what stops them, and the status that they end with.

Exit status: 0 all well, 1 problems in the content, 2 the command could not run.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NoReturn

import click

from generator.commands import program
from generator.content.folder import SITE_FILE, Reading, read_folder, whole
from generator.content.folder import stray_links as stray
from generator.editing import kept_copies, scratch, targets
from generator.graph import drafts
from generator.graph.as_of import NO_LIMIT, AsOf
from generator.graph.compile import Compilation, compile_content
from generator.graph.graph import Graph
from generator.graph.past_content import PRESENT, PastView
from generator.locale import ENGLISH, use_language
from generator.mkdocs_ import settings
from generator.model.kinds import BY_FOLDER
from generator.problems import progress, recovery, report, terminal
from generator.problems.problem import Problem
from generator.translation.graphs import ContentTranslation, Translator

View = Callable[[click.Context, Path], PastView]
STATUS_PROBLEMS = 1
STATUS_CANNOT_RUN = 2

content_option = click.option(
    "--content", type=click.Path(path_type=Path), help="The content folder; else as mkdocs.yml says."
)
TEXT = "text"


def format_option(*others: str, told: str = "what is told") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option that chooses between text and forms for programs."""
    choice = click.Choice([TEXT, *others])
    return click.option("--format", "form", type=choice, default=TEXT, show_default=True, help=f"The form of {told}.")


force_option = click.option("--force", is_flag=True, help="Write into a folder that holds other files.")


def cannot_run(message: str) -> NoReturn:
    click.echo(f"explainer: {message}", err=True)
    sys.exit(STATUS_CANNOT_RUN)


def need_config(context: click.Context) -> None:
    if not context.obj.is_file():
        cannot_run(f"there is no {context.obj} here: run this in the folder that has it, or name it with -f")


def _configured(context: click.Context) -> settings.Settings:
    """Return what the configuration says, which a command reads once, or stop."""
    if settings.PLUGIN not in context.meta:
        try:
            found = context.meta[settings.PLUGIN] = settings.load(context.obj, os.environ)
            use_language(found.language)
        except settings.SettingsError as error:
            cannot_run(str(error))
    known: settings.Settings = context.meta[settings.PLUGIN]
    return known


def content_dir(context: click.Context, given: Path | None) -> Path:
    """Return the content folder that was given, or that the configuration names."""
    folder = _configured(context).content_dir if given is None else given
    for place in (folder, context.obj.parent):
        scratch.clear(place)  # what commands left that were killed
    return folder


def sources(context: click.Context, content: Path | None = None) -> targets.Sources:
    """Return what no output may replace: what the configuration names, and the content that was given."""
    given = targets.Sources.of(None, content, None, None)
    if not context.obj.exists():
        return given
    found = _configured(context)
    docs = found.docs_dir if found.has_plugin else None  # otherwise it may be what `render` writes for another builder
    kept = context.obj.parent / kept_copies.FOLDER
    named = targets.Sources.of(context.obj, found.content_dir, docs, found.theme_dir, kept)
    return replace(named, folders=(*named.folders, *given.folders))


def stray_links(context: click.Context, content: Path) -> Iterator[Problem]:
    """Yield the links beside the content that would publish what is elsewhere."""
    above = whole(content).parent
    for noun, place in sources(context).folders:
        if noun != targets.CONTENT:
            yield from stray(place, noun, above)


def need_target(refusal: str) -> None:
    """Stop where there is a reason not to write somewhere."""
    if refusal:
        cannot_run(f"nothing was written: {refusal}")


def need_content(context: click.Context, folder: Path, *, force: bool = False, instead: str = "name another") -> None:
    """Stop where a folder cannot be one of content, in which files are made: it holds or is something else."""
    own = sources(context)
    others = tuple(each for each in own.folders if each[0] != targets.CONTENT or not targets.is_same(folder, each[1]))
    is_content = any((folder / name).exists() for name in (SITE_FILE, *BY_FOLDER))
    refusal = targets.why_no_folder(
        folder,
        replace(own, folders=others),
        is_ours=lambda _: is_content,
        force=force,
        overwrites=False,
        instead=instead,
    )
    need_target(refusal)
    for kind in BY_FOLDER:
        if not targets.is_inside(folder / kind, folder):
            need_target(f"{folder / kind} is a link that leads out of the content folder: put a folder there")


@contextlib.contextmanager
def _reading(folder: Path) -> Iterator[None]:
    """Say in plain words why the content folder cannot be read."""
    try:
        yield
    except FileNotFoundError:
        cannot_run(f"there is no content folder {folder}")
    except OSError as error:
        cannot_run(f"cannot read {error.filename}: {error.strerror}")


def read_content(folder: Path) -> Reading:
    """Read the content folder, or say why not and stop."""
    with _reading(folder):
        return read_folder(folder, BY_FOLDER.keys())


def compile_folder(folder: Path, view: PastView = PRESENT) -> Compilation:
    with _reading(folder), progress.at_work("Checking the content"):
        return compile_content(folder, date.today(), view)  # noqa: DTZ011 - the editor's day


def show(problems: Iterable[Problem], lines: Mapping[str, str], *, err: bool = True, by_kind: bool = False) -> None:
    """Print problems, in colours on a terminal; or each kind of warning once."""
    colour = terminal.has_colours(sys.stderr if err else sys.stdout)
    advised = (replace(problem, hint=program.spelled(problem.hint)) for problem in problems)
    say = report.kinds_as_text if by_kind else report.as_text
    click.echo(say(advised, lines, colour=colour), nl=False, err=err)


def show_json(problems: Iterable[Problem]) -> None:
    """Print problems for scripts, as UTF-8 also where the system's encoding is another."""
    click.echo(report.as_json(problems).encode(), nl=False)


def from_here(
    problems: Iterable[Problem], lines: Mapping[str, str], folder: Path
) -> tuple[tuple[Problem, ...], Mapping[str, str]]:
    """Return problems and the text of their files, by paths that lead from this folder, where the site is below it.

    A terminal opens them, and GitHub shows them beside the lines. Otherwise they begin with the content's own folder.
    """
    above, here = whole(folder).parent, Path.cwd()
    if above == here or not above.is_relative_to(here):
        return tuple(problems), lines
    way = above.relative_to(here).as_posix()
    told = (replace(problem, path=f"{way}/{problem.path}") for problem in problems)
    return tuple(told), {f"{way}/{path}": text for path, text in lines.items()}


def chosen(folder: Path, named: Iterable[Path], known: Iterable[str]) -> list[str]:
    """Return those files of the content that were named, or lie in a folder that was; stop where one is none."""
    found: list[str] = []
    files = sorted(set(known))
    for path in named:
        place = _place(path, folder)
        inside = [each for each in files if each == place or each.startswith(f"{place}/")]
        if not inside:
            cannot_run(f"{path} is no file of the content in {folder}")
        found += inside
    return list(dict.fromkeys(found))


def _place(path: Path, folder: Path) -> str:
    """Return the path of a file as reports give it: from the folder of the content on, which may be a link."""
    named, top = whole(path), os.path.realpath(folder)
    there = os.path.join(os.path.realpath(named.parent), named.name)  # noqa: PTH118 - a text for relpath
    rest = "." if os.path.realpath(path) == top else os.path.relpath(there, top)
    return (PurePosixPath(whole(folder).name) / Path(rest).as_posix()).as_posix()


def configured_as_of(context: click.Context) -> AsOf:
    """Return the day as of which the configuration has the content shown, if there is one."""
    return _configured(context).as_of if context.obj.exists() else NO_LIMIT


def language(context: click.Context) -> str:
    """Return the language of the content, if there is a configuration, which says it."""
    return _configured(context).language if context.obj.exists() else ""


def linked_compilation(folder: Path, view: PastView = PRESENT) -> tuple[Graph, Compilation]:
    """Return the linked content, drafts included, with what was compiled, or report its problems and stop."""
    compiled = compile_folder(folder, view)
    if compiled.graph is None:
        show(recovery.with_git(compiled.problems, folder), compiled.lines)
        click.echo(report.summary(compiled.problems, files=compiled.files), err=True)
        sys.exit(STATUS_PROBLEMS)
    return compiled.graph, compiled


def linked(folder: Path) -> Graph:
    """Return the linked content, drafts included, or report its problems and stop."""
    return linked_compilation(folder)[0]


def graph(context: click.Context, content: Path | None, view: View | None = None) -> Graph:
    """Return the linked content that is published, or report its problems and stop.

    `view` says as of which day a command looks at its folder, which is otherwise the present.
    """
    return _published(context, content, view)[0]


def translations(
    context: click.Context, content: Path | None, view: View | None = None
) -> tuple[Graph, tuple[ContentTranslation, ...]]:
    """Return the linked content that is published and its translations, or report its problems and stop."""
    shown, compiled = _published(context, content, view)
    return shown, Translator(language(context) or ENGLISH).translations(compiled, shown)


def _published(context: click.Context, content: Path | None, view: View | None) -> tuple[Graph, Compilation]:
    folder = content_dir(context, content)
    found, compiled = linked_compilation(folder, view(context, folder) if view else PRESENT)
    shown = drafts.published(found)
    if not context.obj.exists():  # content alone is enough
        return shown, compiled
    configured = _configured(context)
    return replace(shown, address=configured.address, directories=configured.directories), compiled


@contextlib.contextmanager
def writing(place: Path) -> Iterator[None]:
    """Say in plain words what could not be written: the file that the system names, or else the place."""
    try:
        yield
    except OSError as error:
        cannot_run(f"cannot write {error.filename or place}: {error.strerror or error}")
