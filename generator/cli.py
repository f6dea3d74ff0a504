"""The `explainer` command: a thin shell around the core.

Exit status: 0 all well, 1 problems in the content, 2 the command could not run.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from generator import exports, report, sink
from generator.commands import editing, exporting, formatting, importing, language, making, running, starting
from generator.language import schema_files
from generator.language.catalogue import catalogue
from generator.render import Renderer


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="explainer")
@click.option("-f", "--config-file", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True)
@click.pass_context
def main(context: click.Context, config_file: Path) -> None:
    """Turn YAML files about a contested question into a cross-linked site.

    \b
    explainer serve                 see the site, and each edit at once
    explainer check --strict        is everything right, warnings included?
    explainer build -d public       write the site into public/
    explainer export json -o x.json take the data along

    Exit status: 0 all well, 1 problems in the content, 2 the command could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a report holds any letter, a terminal may not show all
    context.obj = config_file


@main.command()
@running.content_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")
@click.pass_context
def check(context: click.Context, content: Path | None, form: str, *, strict: bool) -> None:
    """Report every problem of every file."""
    compiled = running.compile_folder(running.content_dir(context, content))
    listed = catalogue(compiled.parsed, compiled.known)
    problems = tuple(sorted((*compiled.problems, *schema_files.check(context.obj.parent, listed))))
    if form == "json":
        click.echo(report.as_json(problems).encode(), nl=False)  # UTF-8, whatever the system's encoding
    elif form == "github":
        click.echo(report.as_github(problems), nl=False)
    else:
        click.echo(report.as_text(problems, compiled.lines, colour=sys.stdout.isatty()), nl=False)
        click.echo(report.summary(problems, files=compiled.files))
    if running.stops(problems, strict=strict):
        sys.exit(running.STATUS_PROBLEMS)


@main.command()
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where to write it; else as mkdocs.yml says.")
@click.option("--strict", is_flag=True, help="Let warnings stop the build.")
@click.option(
    "--cache/--no-cache", default=True, help="Take what did not change from the last build, or make all anew."
)
@click.pass_context
def build(context: click.Context, site_dir: Path | None, *, strict: bool, cache: bool) -> None:
    """Write the site, by default into site/."""
    running.need_config(context)
    from generator import building  # noqa: PLC0415 - MkDocs takes a third of a second to import

    sys.exit(building.build(context.obj, site_dir, strict=strict, cache=cache))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.pass_context
def serve(context: click.Context, host: str, port: int) -> None:
    """Show the site in a browser, and again after every edit."""
    running.need_config(context)
    from generator import building  # noqa: PLC0415 - as above

    sys.exit(building.preview(context.obj, host, port, lambda text: click.echo(text, err=True)))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@running.content_option
@click.pass_context
def render(context: click.Context, folder: Path, content: Path | None) -> None:
    """Write the Markdown pages alone, for MkDocs, ProperDocs or Zensical."""
    graph = running.graph(context, content)
    pages = dict(Renderer(graph).render_all())
    with running.writing():
        written = sink.write_pages(folder, pages)
    click.echo(f"{len(pages)} pages in {folder}, {written} of them changed")


@main.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted({*exports.FORMATS, *exports.FOLDERS})))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file; else standard output.")
@running.content_option
@click.pass_context
def export(context: click.Context, form: str, output: Path | None, content: Path | None) -> None:
    """Write everything in a format that other programs read.

    \b
    explainer export json -o explainer.json
    explainer export argdown | less
    explainer export csv -o tables          a folder, because there are several files
    explainer export csv -o tables.zip      or an archive
    """  # noqa: D301 - as above
    if form in exports.FOLDERS:
        exporting.write_folder(form, output, lambda: running.graph(context, content))
        return
    text = exports.FORMATS[form](running.graph(context, content))
    if output is None:
        click.echo(text, nl=False)
    else:
        with running.writing():
            sink.write_text(output, text)


for command in (
    *editing.COMMANDS,
    *formatting.COMMANDS,
    *language.COMMANDS,
    *making.COMMANDS,
    *starting.COMMANDS,
    importing.command,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
