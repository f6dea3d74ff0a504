"""`explainer translate` brings the catalogues of translations up to the content.

Exit status: 0 all well, 1 a file is no catalogue, or with --check would be changed, 2 the command could not run.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.commands import common, completion, program
from generator.content.folder import SITE_FILE, TRANSLATIONS, RawFile, whole
from generator.editing import sink
from generator.graph.graph import Graph
from generator.model import language_tags
from generator.translation import catalogue, merging
from generator.translation.catalogue import MessageCatalogue
from generator.translation.merging import Merged
from generator.translation.messages import SITE, name_of


def _there(context: click.Context) -> list[str]:
    """Return the languages of which there is a catalogue, for a shell."""
    return sorted(path.stem for path in completion.content_files(context, f"{TRANSLATIONS}/*.po"))


@click.command()
@click.argument("language", metavar="[LANG]", required=False, default="", shell_complete=completion.completing(_there))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; end with 1 where a file would change.")
@common.content_option
@click.pass_context
def command(context: click.Context, language: str, content: Path | None, *, only_check: bool) -> None:
    """Bring a catalogue of translations up to the content, or begin one.

    \b
    explainer translate uk         begin content/translations/uk.po, or bring it
                                   up to the content
    explainer translate            all catalogues that are there
    explainer translate --check    is each of them up to the content?

    LANG is the tag of a language: uk, zh-Hans, pt-BR. Every text of the content gets an entry, which translators fill
    in with Poedit, Weblate, OmegaT or an editor. What they wrote stays, with their comments: where an original was
    edited since, its translation is marked as fuzzy, and where it is gone, kept at the end of the file.

    It is said how many texts are new, changed, gone, translated, and behind their originals, and how far each question
    is translated, with what bears on it. Guide for translators: docs/editing/translations.md

    Exit status: 0 all well, 1 a file is no catalogue or would change with --check, 2 the command could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    folder = common.content_dir(context, content)
    files = {file.stem: file for file in common.read_content(folder).catalogues}
    wanted = [language] if language else list(files)
    for tag in wanted:
        _need_tag(tag, "" if language else files[tag].path)
    if not wanted:
        common.cannot_run(f"there is no catalogue yet: name a language, as in `{program.program()} translate uk`")
    if language and language == common.language(context):
        common.cannot_run(f"the content is written in '{language}': name a language that it is translated into")
    graph = common.linked(folder)
    states = [_translate(graph, folder, files.get(tag), tag, only_check=only_check) for tag in wanted]
    sys.exit(max(states))


def _need_tag(tag: str, path: str) -> None:
    """Stop where a word is no tag of a language in the form in which files are named."""
    if fault := language_tags.fault_of_name(tag):
        place = f"{path}: a catalogue is named by the tag of its language, and " if path else ""
        common.cannot_run(f"{place}'{tag}' is no tag of a language: {fault}")


def _translate(graph: Graph, folder: Path, file: RawFile | None, tag: str, *, only_check: bool) -> int:
    """Merge the content into one catalogue, write it, and tell what was done."""
    before: MessageCatalogue | None = MessageCatalogue(tag, f"{whole(folder).name}/{TRANSLATIONS}/{tag}.po", ())
    if file is not None:
        before, problems = catalogue.read(file)
        common.show(problems, {file.path: file.raw.decode("utf-8", "replace")})
    if before is None:
        return common.STATUS_PROBLEMS
    made = merging.merged(graph, before, datetime.now(tz=UTC))
    if made.is_changed and not only_check:
        text = catalogue.written(made.catalogue, _sources(graph, folder))
        with common.writing(folder):
            sink.write_all(folder, {f"{TRANSLATIONS}/{tag}.po": text.encode()})
    done = "begun" if file is None else "brought up to the content"
    if not made.is_changed:
        done = "is up to the content"
    _tell(made, graph, f"would be {done}" if made.is_changed and only_check else done)
    return common.STATUS_PROBLEMS if made.is_changed and only_check else 0


def _sources(graph: Graph, folder: Path) -> dict[str, str]:
    """Return the paths of files by what the contexts of their messages begin with."""
    return {SITE: f"{whole(folder).name}/{SITE_FILE}", **{name_of(each): each.path for each in graph.entries.values()}}


def _tell(made: Merged, graph: Graph, done: str) -> None:
    """Say what has changed, and how far the translation is."""
    entries, news = made.matching.found.values(), len(made.matching.new)
    translated, behind = (sum(map(each, entries)) for each in (merging.is_current, merging.is_behind))
    click.echo(f"{made.catalogue.path} {done}: {news:,} new, {made.changed:,} changed, {made.gone:,} gone")
    click.echo(f"{translated:,} of {len(entries):,} texts translated, {behind:,} behind\n")
    click.echo("      translated  behind  question")
    for each in merging.shares(graph, made.matching):
        share = f"{each.translated:,} of {each.texts:,}"
        click.echo(f"{share:>16}  {each.behind:>6,}  {each.question or 'other pages'}")
    click.echo()
