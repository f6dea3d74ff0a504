"""Content folder to checked graph: the one entry point of the core.

In: a path. Out: a `Compilation`: the graph, if there are no errors, and every problem of every file. Each stage
finishes all files before the next begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator import editorial
from generator.folder import RawFile, read_folder
from generator.graph import SITE_ID, UNKNOWN_KIND, Graph, Parsed, link
from generator.kinds import BY_FOLDER
from generator.kinds.site import Site
from generator.problem import Problem, has_errors
from generator.source import Document, read
from generator.validate import validate


@dataclass(frozen=True)
class Compilation:
    """What a content folder says. `graph` is None where there are errors; `documents` are for showing lines."""

    graph: Graph | None
    problems: tuple[Problem, ...]
    lines: dict[str, str]  # the text of each file that has a problem, by path
    files: int  # how many were read


def compile_content(root: Path) -> Compilation:
    """Read, check and link a content folder. Raises FileNotFoundError where there is none."""
    reading = read_folder(root, BY_FOLDER.keys())
    files, problems = reading.files, list(reading.problems)
    documents = _documents(files, problems)
    parsed, site = _parse(documents, problems)
    known = dict.fromkeys(sorted(reading.mislaid), UNKNOWN_KIND) | _known_ids(files, problems)
    graph, more = link(site, parsed, known)
    problems += more
    if has_errors(problems):
        graph = None
    if graph is not None:
        problems = editorial.review(graph, {item.id: item.document for item in parsed}, problems)
    return Compilation(graph, tuple(sorted(set(problems))), _texts(files, problems), len(files))


def _documents(files: Iterable[RawFile], problems: list[Problem]) -> list[tuple[RawFile, Document]]:
    documents = []
    for file in files:
        document, found = read(file.path, file.raw)
        problems += found
        if document is not None:
            documents.append((file, document))
    return documents


def _parse(documents: list[tuple[RawFile, Document]], problems: list[Problem]) -> tuple[list[Parsed], Parsed | None]:
    parsed, site = [], None
    taken: set[str] = set()
    for file, document in documents:
        kind = BY_FOLDER.get(file.folder)
        part, found = validate(document, kind.model if kind else Site)
        problems += found
        if part is None or file.stem in taken:
            continue
        if kind is None:
            site = Parsed(SITE_ID, None, part, document)
        else:
            taken.add(file.stem)
            parsed.append(Parsed(file.stem, kind, part, document))
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
