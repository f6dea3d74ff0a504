"""Content folder to checked graph: the one entry point of the core.

In: a path. Out: a `Compilation`: the graph, if there are no errors, and every problem of every file. Each stage
finishes all files before the next begins. What is done to a single file is in `Steps`, so that somebody who compiles
again after every edit can put steps there that remember.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.content.document import read
from generator.content.folder import RawFile, Reading, read_folder
from generator.graph import editorial, gc_pause, removals
from generator.graph.editorial import TextReview, what_it_says
from generator.graph.graph import SITE_ID, UNKNOWN_KIND, Entry, Graph, Parsed, tie
from generator.graph.linking import Linked, Relate, link, link_file
from generator.graph.symbols import SymbolTable
from generator.model.kinds import BY_FOLDER
from generator.model.site import Site
from generator.model.validate import validate
from generator.problems.problem import Problem, has_errors, joined


@dataclass(frozen=True)
class Compilation:
    """What a content folder says. `graph` is None where there are errors; `documents` are for showing lines."""

    graph: Graph | None
    problems: tuple[Problem, ...]
    lines: dict[str, str]  # the text of each file that has a problem, by path
    files: int  # how many were read
    parsed: tuple[Parsed, ...] = ()  # what is sound in itself, the site among it, whatever is wrong elsewhere
    known: Mapping[str, str] = field(default_factory=dict)  # every id that was read, sound or not, to its folder


@dataclass(frozen=True, slots=True)
class Parse:
    """What one file holds, if it can be used, and what is wrong with it."""

    item: Parsed | None
    problems: tuple[Problem, ...]


def parse(file: RawFile) -> Parse:
    """Read and validate one file."""
    document, problems = read(file.path, file.raw)
    if document is None:
        return Parse(None, tuple(problems))
    kind = BY_FOLDER.get(file.folder)
    part, found = validate(document, kind.model if kind else Site)
    item = Parsed(file.stem if kind else SITE_ID, kind, part, document) if part is not None else None
    return Parse(item, (*problems, *found))


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done to one file at a time, and what puts together what the files say."""

    parse: Callable[[RawFile], Parse] = parse
    link: Callable[[Parsed, SymbolTable], Linked] = link_file
    say: Callable[[Entry, str], TextReview] = what_it_says
    tie: Relate = tie
    today: date | None = None  # nothing can have been done after it; the core has no clock


def compile_content(root: Path, today: date | None = None) -> Compilation:
    """Read, check and link a content folder. Raises FileNotFoundError where there is none."""
    return compile_reading(read_folder(root, BY_FOLDER.keys()), Steps(today=today))


@gc_pause.at_rest()
def compile_reading(reading: Reading, steps: Steps) -> Compilation:
    """Check and link what was read."""
    files, problems = reading.files, list(reading.problems)
    parsed, site = _parse(files, problems, steps)
    known = dict.fromkeys(sorted(reading.mislaid), UNKNOWN_KIND) | _known_ids(files, problems)
    graph, more = link(site, parsed, known, today=steps.today, link_file=steps.link, tie=steps.tie)
    problems += (each for each in more if not each.missing or reading.lost.isdisjoint(each.kinds or BY_FOLDER))
    if site is not None and isinstance(site.part, Site) and graph is not None:
        problems += removals.check(site, known, graph.former)
    if has_errors(problems):
        graph = None
    if graph is not None:
        problems = editorial.review(graph, {item.id: item.document for item in parsed}, problems, say=steps.say)
    found = (*((site,) if site else ()), *parsed)
    return Compilation(graph, joined(problems), _texts(files, problems), len(files), found, known)


def _parse(files: Iterable[RawFile], problems: list[Problem], steps: Steps) -> tuple[list[Parsed], Parsed | None]:
    parsed, site = [], None
    taken: set[str] = set()
    for file in files:
        found = steps.parse(file)
        problems += found.problems
        item = found.item
        if item is None or (item.kind and item.id in taken):
            continue
        if item.kind is None:
            site = item
        else:
            taken.add(item.id)
            parsed.append(item)
    return parsed, site


def _known_ids(files: Iterable[RawFile], problems: list[Problem]) -> dict[str, str]:
    """Map each id to its folder, and report ids that stand twice."""
    known: dict[str, RawFile] = {}
    for file in files:
        if not file.folder:
            continue
        first = known.setdefault(file.stem, file)
        if first is not file:
            message = f"the id '{file.stem}' is already taken by {first.path}"
            problems.append(Problem(file.path, 1, 1, "duplicate-id", message, "rename one of the two files"))
    return {ident: file.folder for ident, file in known.items()}


def _texts(files: Iterable[RawFile], problems: Iterable[Problem]) -> dict[str, str]:
    wanted = {problem.path for problem in problems}
    return {file.path: file.raw.decode("utf-8", "replace") for file in files if file.path in wanted}
