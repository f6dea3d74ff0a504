"""`explainer evidence` looks whether sources are still there, and keeps and checks copies of what is quoted.

Exit status: 0 nothing to report, 1 problems, 2 the command could not run.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from generator.commands import common
from generator.commands.completion import IdType
from generator.editing import targets
from generator.evidence import addresses, findings, quotations
from generator.evidence.addresses import AddressedSource
from generator.evidence.causes import Caused, told_once
from generator.evidence.memory import SourceMemory
from generator.evidence.quotations import Quotation
from generator.graph.compile import Compilation
from generator.graph.graph import Graph
from generator.problems import progress, report
from generator.problems.problem import Problem, plural

MEMORY = Path(".explainer") / "evidence"  # beside the configuration
_NEEDED = ("requests", "protego", "pypdf", "warcio")
_DIR = click.Path(path_type=Path, file_okay=False)
_SECONDS = click.FloatRange(min=0)
_MANY = 3  # hosts that are hardly out of order all at once


@click.command()
@click.option("--only", "ids", metavar="ID", type=IdType(), multiple=True, help="Look at this source; several times.")
@click.option("--host", "hosts", metavar="HOST", multiple=True, help="Look at the sources of this host; several times.")
@click.option("--save", metavar="DIR", type=_DIR, help="Keep copies of what is quoted in this folder.")
@click.option("--check", metavar="DIR", type=_DIR, help="Compare with the copies in it; asks no network.")
@click.option("--anew", is_flag=True, help="Begin again, where the last run was cut off.")
@click.option("--pause", type=_SECONDS, default=1.0, show_default=True, help="Seconds between two requests to a host.")
@click.option("--patience", type=_SECONDS, default=20.0, show_default=True, help="Seconds to wait for an answer.")
@common.content_option
@common.format_option("json", "github")
@click.pass_context
def command(context: click.Context, /, content: Path | None, form: str, **wishes: Any) -> None:
    """Look whether sources are still at their addresses, with the words that are quoted from them.

    \b
    explainer evidence                     every source, which takes some minutes
    explainer evidence --only gazette      one source
    explainer evidence --host example.org  the sources of one host
    explainer evidence --save evidence     and keep copies of the quoted passages
    explainer evidence --check evidence    does each quotation stand in its copy?

    It says at which line of the content a source is gone, has moved, has changed since it was read, is behind a
    paywall or cannot be reached, and which quotations are not there. No build asks the network; this does: one request
    at a time to a host, as its robots.txt allows. What was seen is remembered in .explainer/evidence, so that a run
    that was cut off goes on where it was.

    --save writes WARC files with the quoted passages alone, and index.json with their digests: put that folder under
    version control. Guide: docs/editing/evidence.md. Each code, with its cure: docs/editing/problems.md

    Exit status: 0 nothing to report, 1 problems, 2 could not run.
    """  # noqa: D301 - click takes \\b for "keep these lines"
    asked = _Wishes(**wishes)
    if asked.save and asked.check:
        raise click.UsageError("--save looks at sources and --check asks no network: use one after the other.")
    if lacking := [name for name in _NEEDED if find_spec(name) is None]:
        common.cannot_run(f"this needs {', '.join(lacking)}: pip install 'explainer[evidence]'")
    work = _work(context, content, asked)
    problems, summary = _check(work, asked.check) if asked.check else _look(context, work, asked)
    _show(work, problems, summary, form)
    sys.exit(common.STATUS_PROBLEMS if problems else 0)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the options ask for."""

    ids: tuple[str, ...]
    hosts: tuple[str, ...]
    save: Path | None
    check: Path | None
    anew: bool
    pause: float
    patience: float


@dataclass(frozen=True)
class _Job:
    """The content, with what is to be looked at of it."""

    folder: Path
    graph: Graph
    compiled: Compilation
    sources: dict[str, AddressedSource]
    quoted: tuple[Quotation, ...]

    def told(self, found: Iterable[Caused]) -> tuple[Problem, ...]:
        return told_once(found, self.compiled.parsed)

    @property
    def hosts(self) -> int:
        return len({each.host for each in self.sources.values()})


def _work(context: click.Context, content: Path | None, asked: _Wishes) -> _Job:
    """Read the content, and choose from its sources; stop where there are none."""
    folder = common.content_dir(context, content)
    graph, compiled = common.linked_compilation(folder)
    every = addresses.addressed(graph)
    for ident in asked.ids:
        if ident not in every:
            common.cannot_run(f"'{ident}' is not the id of a source that has an address")
    sources = addresses.chosen(every, asked.ids, asked.hosts)
    if asked.hosts and not sources:
        common.cannot_run(f"no source has an address at {' or '.join(asked.hosts)}")
    return _Job(folder, graph, compiled, sources, quotations.quotations(compiled.parsed))


def _look(context: click.Context, job: _Job, asked: _Wishes) -> tuple[tuple[Problem, ...], str]:
    """Look at the sources, and return what is wrong with them and a summary."""
    from generator.evidence import looking  # noqa: PLC0415 - what it needs takes a quarter of a second to import
    from generator.evidence.turns import Manners  # noqa: PLC0415 - as above

    keeper = _keeper(context, job, asked.save) if asked.save else None
    memory = SourceMemory(context.obj.parent / MEMORY)
    since = memory.begin(datetime.now(UTC).isoformat(timespec="microseconds"), anew=asked.anew)
    with progress.at_work("Looking at sources") as tell, _keeping():
        found = looking.look(
            job.sources,
            memory,
            Manners(_agent(job.graph.address), asked.pause, asked.patience),
            since=since,
            keeper=keeper,
            tell=tell,
        )
    memory.finish()
    if found.is_offline and job.hosts >= _MANY:
        common.cannot_run("no server at all could be reached: is there a connection to the network?")
    before = f", {found.before:,} of them before the run was cut off" if found.before else ""
    kept = f"; {plural(keeper.added, 'copy').replace('copys', 'copies')} added to {asked.save}" if keeper else ""
    summary = f"{plural(len(job.sources), 'source')} at {plural(job.hosts, 'host')} looked at{before}{kept}"
    return job.told(findings.findings(found.seen, job.sources, job.quoted)), summary


@contextlib.contextmanager
def _keeping() -> Iterator[None]:
    """Say in plain words why a copy could not be kept."""
    from generator.evidence.copies import DamagedCopyError  # noqa: PLC0415 - as above

    try:
        yield
    except DamagedCopyError as error:
        common.cannot_run(f"{error}: move it away, and run this again")


def _keeper(context: click.Context, job: _Job, folder: Path) -> Any:
    """Return what keeps copies in a folder, or say why it cannot be kept there and stop."""
    from generator.evidence import copies, looking  # noqa: PLC0415 - as above

    def is_ours(place: Path) -> bool:
        return (place / copies.INDEX).is_file()

    refusal = targets.why_no_folder(folder, common.sources(context, job.folder), is_ours=is_ours, overwrites=False)
    common.need_target(refusal.replace(", or add --force", ""))
    try:
        index = copies.read_index(folder)
    except copies.IndexUnreadableError as error:
        common.cannot_run(str(error))
    return looking.CopyKeeper(folder, index, quotations.by_source(job.quoted))


def _check(job: _Job, folder: Path) -> tuple[tuple[Problem, ...], str]:
    """Compare the quotations with the copies, and return what is wrong and a summary."""
    from generator.evidence import copies, proof  # noqa: PLC0415 - as above

    if not folder.is_dir():
        common.cannot_run(f"there is no folder {folder}: make it with `explainer evidence --save {folder}`")
    try:
        index = copies.read_index(folder)
    except copies.IndexUnreadableError as error:
        common.cannot_run(str(error))
    proven = proof.prove(folder, index, job.quoted, job.sources)
    return job.told(proven.problems), f"{proven.standing:,} of {plural(proven.total, 'quotation')} stand in {folder}"


def _agent(address: str) -> str:
    """Return the name by which servers know us, with the site that asks, where it is known."""
    home = f" (+{address})" if address else ""
    return f"Explainer/{version('explainer')}{home}"


def _show(job: _Job, problems: Iterable[Problem], summary: str, form: str) -> None:
    texts = {each.document.path: each.document.text for each in job.compiled.parsed}
    if form == "json":
        common.show_json(problems)
        return
    told, lines = common.from_here(problems, texts, job.folder)
    if form == "github":
        click.echo(report.as_github(told), nl=False)
        return
    common.show(told, lines, err=False)
    click.echo(f"{summary}: {plural(len(told), 'problem')}" if told else f"{summary}, no problems")
