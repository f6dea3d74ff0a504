"""The `explainer` command: a thin shell around the core.

Exit status: 0 all well, 1 problems in the content, 2 the command could not run.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from generator.commands import common, completion, export_folder, help_, program
from generator.commands.lazy import CONFIG, LazyGroup
from generator.formats import exports
from generator.lsp import schema_files
from generator.lsp.catalogue import catalogue
from generator.output import progress, sink, targets
from generator.pages.render import Renderer
from generator.problems import recovery, report
from generator.problems.problem import each_place, joined


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    None, "-v", "-V", "--version", package_name="explainer", prog_name="explainer", help="Say which version this is."
)
@click.option(
    *CONFIG,
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The configuration; it may stand behind a command, too.",
)
@click.pass_context
def main(context: click.Context, config_file: Path) -> None:
    """Turn YAML files about a contested question into a cross-linked site.

    \b
    explainer serve                 see the site, and each edit at once
    explainer check --strict        is everything right, warnings included?
    explainer new claim "It rained" a new file, with what to fill in
    explainer rename old new        another name, in every file that refers to it
    explainer build -d public       write the site into public/
    explainer export json -o x.json take the data along
    explainer diff HEAD             what changed since the last commit

    Exit status: 0 all well, 1 problems in the content, 2 the command could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a report holds any letter, a terminal may not show all
    context.obj = config_file


@main.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@common.content_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...], content: Path | None, form: str, *, strict: bool) -> None:
    """Report every problem of every file: where, what, and how to mend it.

    \b
    explainer check                   what stops a build, and warnings
    explainer check content/claims    the problems of these files alone
    explainer check --strict          warnings fail too, as before publishing
    explainer check --format json     for scripts and editors
    explainer check --format github   annotations beside the lines, in a workflow

    All of the content is read in any case, since files refer to each other.

    Every problem has a code, such as unknown-ref: docs/editing/problems.md explains each, with its cure.

    Exit status: 0 no errors (with --strict no warnings either), 1 problems, 2 could not run.
    """  # noqa: D301 - as above
    folder = common.content_dir(context, content)
    compiled = common.compile_folder(folder)
    listed = catalogue(compiled.parsed, compiled.known)
    astray = common.stray_links(context, folder)
    count = compiled.files
    problems = tuple(sorted((*compiled.problems, *astray, *schema_files.check(context.obj.parent, listed))))
    if files:
        apart = tuple(each_place(problems))
        known = (*(each.document.path for each in compiled.parsed), *(problem.path for problem in apart))
        chosen = common.chosen(folder, files, known)
        problems, count = joined(each for each in apart if each.path in chosen), len(chosen)
    problems = recovery.with_git(problems, folder)
    if form == "json":
        click.echo(report.as_json(problems).encode(), nl=False)  # UTF-8, whatever the system's encoding
    else:
        told, lines = common.from_here(problems, compiled.lines, folder)
        if form == "github":
            click.echo(report.as_github(told), nl=False)
        else:
            common.show(told, lines, err=False)
            click.echo(report.summary(told, files=count))
    if common.stops(problems, strict=strict):
        sys.exit(common.STATUS_PROBLEMS)


@main.command()
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where to write it; else as mkdocs.yml says.")
@click.option("--strict", is_flag=True, help="Let warnings stop the build.")
@click.option(
    "--cache/--no-cache", default=True, help="Take what did not change from the last build, or make all anew."
)
@click.option("--force", is_flag=True, help="Replace a folder that holds what no build wrote.")
@click.pass_context
def build(context: click.Context, site_dir: Path | None, *, strict: bool, cache: bool, force: bool) -> None:
    """Write the site, by default into site/.

    Until the new site is whole the old one stays as it is; with errors in the content it stays for good. A folder that
    is not empty and that no build wrote is not touched without --force; nor are the sources, with or without it.

    \b
    explainer build                   into the folder that mkdocs.yml names
    explainer build -d public         into public/
    explainer build --strict          not with warnings
    explainer build --no-cache        all anew, and nothing from the last build

    Exit status: 0 built, 1 problems, 2 could not run.
    """  # noqa: D301 - as above
    common.need_config(context)
    from generator.mkdocs_ import build  # noqa: PLC0415 - MkDocs takes a third of a second to import

    config = f" -f {program.quoted(str(context.obj))}" if context.obj != Path("mkdocs.yml") else ""
    seeing = f"{program.program()} serve{config}"
    sys.exit(build.build(context.obj, site_dir, strict=strict, cache=cache, seeing=seeing, force=force))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.pass_context
def serve(context: click.Context, host: str, port: int) -> None:
    """Show the site in a browser, and again after every edit.

    What is wrong is shown over the last good page, with its line and its cure, and goes when it is mended. Where the
    port is taken the next free one is used, and said. Requests for another host than this machine or --host are not
    answered, so that no other page can read the preview; with 0.0.0.0 any address without a name is answered.

    \b
    explainer serve                   at http://127.0.0.1:8000
    explainer serve --port 9000       elsewhere
    explainer serve --host 0.0.0.0    for others in the same network, too

    Exit status: 130 stopped with Ctrl-C, 2 could not run.
    """  # noqa: D301 - as above
    common.need_config(context)
    from generator.mkdocs_ import build  # noqa: PLC0415 - as above

    sys.exit(build.preview(context.obj, host, port, lambda text: click.echo(text, err=True)))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@common.force_option
@common.content_option
@click.pass_context
def render(context: click.Context, folder: Path, content: Path | None, *, force: bool) -> None:
    """Write the Markdown pages alone into FOLDER, for MkDocs, ProperDocs or Zensical.

    Pages that an earlier run wrote there and this one did not are removed; other files are left alone.

    \b
    explainer render pages            then build pages/ with any of the three

    Exit status: 0 written, 1 problems, 2 could not run.
    """  # noqa: D301 - as above
    own = common.sources(context, content)
    common.need_target(targets.why_no_folder(folder, own, is_ours=targets.has_pages, force=force))
    graph = common.graph(context, content)
    with progress.at_work("Writing pages"):
        pages = dict(Renderer(graph).render_all())
    with common.writing(folder):
        written = sink.write_pages(folder, pages)
    click.echo(f"{len(pages)} pages in {folder}, {written} of them changed")


@main.command()
@click.argument("form", metavar="FORMAT", type=completion.WordType({*exports.FORMATS, *exports.FOLDERS}))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file; else standard output.")
@common.force_option
@common.content_option
@click.pass_context
def export(context: click.Context, form: str, output: Path | None, content: Path | None, *, force: bool) -> None:
    """Write everything in a format that other programs read.

    \b
    explainer export json -o explainer.json
    explainer export argdown | less
    explainer export csv -o tables         a folder, for several files
    explainer export csv -o tables.zip     or an archive

    Exit status: 0 written, 1 problems, 2 could not run.

    FORMAT is one of:
    """  # noqa: D301 - as above
    own = common.sources(context, content)
    if form in exports.FOLDERS:
        export_folder.write_folder(form, output, lambda: common.graph(context, content), own, force=force)
        return
    if output is not None:
        common.need_target(targets.why_no_file(output, own))
    graph = common.graph(context, content)
    if form == "sitemap" and not graph.address:
        common.cannot_run("a sitemap holds whole addresses: write the site's as site_url in mkdocs.yml")
    with progress.at_work("Exporting"):
        text = exports.FORMATS[form](graph)
    if output is None:
        click.echo(text, nl=False)
    else:
        with common.writing(output):
            sink.write_output(output, text.encode("utf-8"))


help_.list_words(export, dict(sorted(exports.TITLES.items())))

_HERE = "generator.commands"
main.later = {
    "completion": f"{_HERE}.completion:completion",
    "diff": f"{_HERE}.diff:diff",
    "fmt": f"{_HERE}.fmt:fmt",
    "help": f"{_HERE}.help_:command",
    "import": f"{_HERE}.import_:command",
    "init": f"{_HERE}.init:init",
    "lsp": f"{_HERE}.schema:lsp",
    "new": f"{_HERE}.new:new",
    "remove": f"{_HERE}.edit:remove",
    "rename": f"{_HERE}.edit:rename",
    "schema": f"{_HERE}.schema:schema",
}

if __name__ == "__main__":
    main(prog_name="explainer")
