"""Content folder to checked graph: the one entry point of the core.

In: a path. Out: a `Compilation`: the graph, if there are no errors, and every problem of every file. Each stage
finishes all files before the next begins. What is done to a single file (`parse`, `link_file`, `review_texts`) is a
function of its own, and so is what puts its results together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.content.document import read
from generator.content.folder import RawFile, Reading, read_folder
from generator.graph import editorial, gc_pause, removals
from generator.graph.editorial import TextReview
from generator.graph.graph import SITE_ID, UNKNOWN_KIND, Graph, Parsed
from generator.graph.linking import Linked, link, link_file
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


@dataclass(frozen=True)
class ParsedContent:
    """What every file says by itself, and what any of them may refer to."""

    reading: Reading
    site: Parsed | None
    entities: tuple[Parsed, ...]
    symbols: SymbolTable
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> tuple[Parsed, ...]:
        """What is sound in itself, the site first."""
        return (*((self.site,) if self.site else ()), *self.entities)


def compile_content(root: Path, today: date | None = None) -> Compilation:
    """Read, check and link a content folder. Raises FileNotFoundError where there is none."""
    return compile_reading(read_folder(root, BY_FOLDER.keys()), today)


@gc_pause.at_rest()
def compile_reading(reading: Reading, today: date | None = None) -> Compilation:
    """Check and link what was read. Nothing can have been done after `today`; the core has no clock."""
    content = gather(reading, map(parse, reading.files), today)
    graph, problems = connect(content, {item.id: link_file(item, content.symbols) for item in content.sound})
    voice = editorial.voice(graph.site) if graph else ""
    reviews = {entry.id: editorial.review_texts(entry, voice) for entry in graph.entries.values()} if graph else {}
    return conclude(content, graph, problems, reviews)


def gather(reading: Reading, parses: Iterable[Parse], today: date | None) -> ParsedContent:
    """Put together what the files say, each by itself. `parses` are in the order of the files."""
    problems = list(reading.problems)
    site, entities = None, dict[str, Parsed]()
    for each in parses:
        problems += each.problems
        if each.item is not None and each.item.kind is None:
            site = each.item
        elif each.item is not None:
            entities.setdefault(each.item.id, each.item)
    known = dict.fromkeys(sorted(reading.mislaid), UNKNOWN_KIND) | _known_ids(reading.files, problems)
    described = site.part if site and isinstance(site.part, Site) else None
    found = tuple(entities.values())
    return ParsedContent(reading, site, found, SymbolTable(described, found, known, today), tuple(problems))


def connect(content: ParsedContent, linked: Mapping[str, Linked]) -> tuple[Graph | None, list[Problem]]:
    """Put together what the files say of each other, by id. Where there are errors there is no graph."""
    site = content.site.part if content.site else None
    described, lost = site if isinstance(site, Site) else None, content.reading.lost
    graph, found = link(described, content.entities, content.symbols, linked)
    problems = list(content.problems)
    problems += (each for each in found if not each.missing or lost.isdisjoint(each.kinds or BY_FOLDER))
    if content.site is not None and graph is not None:
        problems += removals.check(content.site, content.symbols.known, graph.former)
    return None if has_errors(problems) else graph, problems


def conclude(
    content: ParsedContent, graph: Graph | None, problems: list[Problem], reviews: Mapping[str, TextReview]
) -> Compilation:
    """Add the editorial warnings. `reviews` are of the texts of each entity, by id."""
    if graph is not None:
        problems = editorial.review(graph, problems, reviews)
    files = content.reading.files
    lines = _texts(files, problems)
    return Compilation(graph, joined(problems), lines, len(files), content.sound, content.symbols.known)


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
