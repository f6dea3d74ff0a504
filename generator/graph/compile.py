"""Compile a content folder to a checked graph: the one entry point of the core.

In: a path, and after an edit the files that changed. Out: a `Compilation`: the graph, if there are no errors, and every
problem of every file. Each stage finishes all files before the next begins. What is done to a single file (`parse`,
`link_file`, `review_texts`) is a function of its own, and so is what puts its results together: a compiler that is
asked again keeps each file parsed, linked and reviewed, as long as an edit cannot have changed that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.content.document import read
from generator.content.folder import RawFile, Reading, read_again, read_folder
from generator.graph import drafts, editorial, gc_pause, removals
from generator.graph.editorial import TextReview
from generator.graph.graph import UNKNOWN_KIND, Entry, Graph, SiteEntry
from generator.graph.incremental import IncrementalLinker
from generator.graph.linking import Linked, link, problems_of
from generator.graph.past_content import PRESENT, PastView, first_day, is_empty, past_content
from generator.graph.symbols import SymbolTable
from generator.graph.text_store import TextStore
from generator.model import signature
from generator.model.kinds import BY_FOLDER, Entity
from generator.model.site import Site
from generator.model.validate import validate
from generator.problems.problem import Problem, has_errors, joined

_NO_LICENCE = (
    "nothing says on what terms others may use the content, so the site declares no licence",
    "add 'licence: none' if they may not, or 'licence: {name: CC BY 4.0, url: …}'",
)


@dataclass(frozen=True)
class Compilation:
    """A compiled content folder. `graph` is None where there are errors."""

    graph: Graph | None
    problems: tuple[Problem, ...]
    lines: dict[str, str]  # the text of each file that has a problem, by path
    files: int  # how many were read
    parsed: tuple[Entry | SiteEntry, ...] = ()  # every valid file, also where others have errors
    known: Mapping[str, str] = field(default_factory=dict)  # every id that was read, valid or not, to its folder
    catalogues: tuple[RawFile, ...] = ()  # of translations, as they were read


@dataclass(frozen=True, slots=True)
class Parse:
    """The entry of one file, if it is valid, and the problems of the file."""

    item: Entry | SiteEntry | None
    problems: tuple[Problem, ...]


def parse(file: RawFile) -> Parse:
    """Read and validate one file."""
    document, problems = read(file.path, file.raw)
    if document is None:
        return Parse(None, tuple(problems))
    kind = BY_FOLDER.get(file.folder)
    part, found = validate(document, kind.model if kind else Site)
    item: Entry | SiteEntry | None = None
    if isinstance(part, Site):
        item = SiteEntry(part, document)
    elif isinstance(part, Entity) and kind:
        item = Entry(file.stem, kind, part, document, signature.digest(part) if part.reviewed_by else "")
    return Parse(item, (*problems, *found))


@dataclass(frozen=True)
class ParsedContent:
    """The entries of the valid files, and the symbols that any of them may refer to."""

    reading: Reading
    site: SiteEntry | None
    entries: tuple[Entry, ...]
    symbols: SymbolTable
    problems: tuple[Problem, ...]

    @property
    def valid(self) -> tuple[Entry | SiteEntry, ...]:
        """The site, if it is valid, and the entries."""
        return (*((self.site,) if self.site else ()), *self.entries)


def compile_content(root: Path, today: date | None = None, view: PastView = PRESENT) -> Compilation:
    """Read, check and link a content folder, as of a day. Raises FileNotFoundError where there is none."""
    return IncrementalCompiler(root, lambda: today, view).compile()


def compile_reading(reading: Reading) -> Compilation:
    """Check and link what was read, from whatever folder."""
    return IncrementalCompiler(Path()).compile_reading(reading)


def gather(reading: Reading, parses: Iterable[Parse], today: date | None) -> ParsedContent:
    """Put together the parsed files. `parses` are in the order of the files."""
    problems = list(reading.problems)
    site, entries = None, dict[str, Entry]()
    for each in parses:
        problems += each.problems
        if isinstance(each.item, SiteEntry):
            site = each.item
        elif each.item is not None:
            entries.setdefault(each.item.id, each.item)
    known = dict.fromkeys(sorted(reading.refused), UNKNOWN_KIND) | _known_ids(reading.files, problems)
    found = tuple(entries.values())
    symbols = SymbolTable(site.part if site else None, found, known, today)
    return ParsedContent(reading, site, found, symbols, tuple(problems))


def as_of_day(content: ParsedContent, view: PastView, texts: TextStore) -> ParsedContent:
    """Return what was there on a day, and a problem where nothing was."""
    past = past_content(content.site, content.entries, view, texts)
    known = {ident: folder for ident, folder in content.symbols.known.items() if ident not in past.out}
    symbols = SymbolTable(past.site.part if past.site else None, past.entries, known, content.symbols.today)
    problems = content.problems
    if content.site is not None and content.entries and is_empty(past):
        problems = (*problems, content.site.document.problem(("title",), "nothing-by-then", *_nothing(content, view)))
    return replace(content, site=past.site, entries=past.entries, symbols=symbols, problems=problems)


def _nothing(content: ParsedContent, view: PastView) -> tuple[str, str]:
    first = first_day(content.entries)
    hint = f"name {first} or a later day" if first else "nothing here bears a date: leave the day out"
    return f"nothing of what bears a date had begun and was known as of {view.as_of.day}", hint


def connect(content: ParsedContent, linked: Mapping[str, Linked]) -> tuple[Graph | None, list[Problem]]:
    """Put together the linked files, by id. Where there are errors there is no graph."""
    site, lost = content.site, content.reading.refused_folders
    graph = link(site.part, content.entries, content.symbols, linked) if site else None
    problems = list(content.problems)
    found = problems_of(content.symbols, linked)
    problems += (each for each in found if not each.missing or lost.isdisjoint(each.kinds or BY_FOLDER))
    if site is not None and graph is not None:
        problems += removals.check(site, content.symbols.known, graph.former)
        problems += drafts.needed(graph, site)
        problems += editorial.unused_words(site, linked)
    if site is not None and site.part.licence is None:
        problems.append(site.document.problem(("title",), "no-licence", *_NO_LICENCE))
    return None if has_errors(problems) else graph, problems


def conclude(content: ParsedContent, graph: Graph | None, problems: Iterable[Problem]) -> Compilation:
    """Put together what is known of the content."""
    files = content.reading.files
    lines = _texts(files, problems)
    known, catalogues = content.symbols.known, content.reading.catalogues
    return Compilation(graph, joined(problems), lines, len(files), content.valid, known, catalogues)


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


def with_errors_alone(compiled: Compilation) -> Compilation:
    """Return a compilation without warnings: nobody can mend what a past day lacks."""
    return replace(compiled, problems=tuple(problem for problem in compiled.problems if problem.is_error))


def _texts(files: Iterable[RawFile], problems: Iterable[Problem]) -> dict[str, str]:
    wanted = {problem.path for problem in problems}
    return {file.path: file.raw.decode("utf-8", "replace") for file in files if file.path in wanted}


class IncrementalCompiler:
    """Compiles one content folder, as often as it is asked."""

    def __init__(self, root: Path, clock: Callable[[], date | None] = lambda: None, view: PastView = PRESENT) -> None:
        """`clock` says which day it is: nothing can have been done after that. The core has none of its own.

        Where `view` is of a day, all that follows the reading of files is done with what was there then.
        """
        self.view, self._texts = view, TextStore(view.language)
        self.root = root
        self._clock = clock
        self._reading: Reading | None = None
        self._linked: Compilation | None = None
        self._compiled: tuple[Compilation, Compilation] | None = None  # as it was linked, and reviewed
        self._parses: dict[RawFile, Parse] = {}
        self._linker = IncrementalLinker()
        self._reviews: dict[str, tuple[Entity, str, TextReview]] = {}

    def compile(self, changed: Iterable[Path] | None = None) -> Compilation:
        """Compile the folder as it is now. `changed`, where it is known, spares reading the others.

        Returns the very same compilation as the last time where no file has changed. Raises FileNotFoundError where
        there is no folder.
        """
        return self.review(self.link(changed))

    def link(self, changed: Iterable[Path] | None = None) -> Compilation:
        """Compile the folder as `compile` does, but for the editorial warnings, for which no page has to wait."""
        again = None
        if self._reading is not None and changed is not None:
            again = read_again(self._reading, self.root, changed)
        before, self._reading = self._reading, again or read_folder(self.root, BY_FOLDER.keys())
        if self._linked is not None and self._reading == before:
            return self._linked
        self._linked = None
        self._linked = self._link(self._reading)
        return self._linked

    @gc_pause.at_rest()
    def review(self, linked: Compilation) -> Compilation:
        """Add the editorial warnings to what `link` returned the last time."""
        if self._compiled is None or self._compiled[0] is not linked:
            self._compiled = linked, self._reviewed(linked)
        return self._compiled[1]

    def compile_reading(self, reading: Reading) -> Compilation:
        """Check and link a folder that was read already."""
        return self._reviewed(self._link(reading))

    @gc_pause.at_rest()
    def _link(self, reading: Reading) -> Compilation:
        self._parses = {file: self._parses.get(file) or parse(file) for file in reading.files}
        content = gather(reading, self._parses.values(), self._clock())
        if self.view.as_of:
            content = as_of_day(content, self.view, self._texts)
        graph, problems = connect(content, self._linker.link(content.valid, content.symbols))
        return conclude(content, replace(graph, as_of=self.view.as_of) if graph else None, problems)

    @gc_pause.at_rest()
    def _reviewed(self, linked: Compilation) -> Compilation:
        if linked.graph is None:
            return linked
        problems = joined(editorial.review(linked.graph, list(linked.problems), self._review(linked.graph)))
        return replace(linked, problems=problems, lines=_texts(self._parses, problems))

    def _review(self, graph: Graph) -> dict[str, TextReview]:
        """Review the texts of each file that changed, or of all where the loaded words did."""
        voice, reviews = editorial.voice(graph.site), {}
        for entry in graph.entries.values():
            known = self._reviews.get(entry.id)
            if known is None or known[0] is not entry.entity or known[1] != voice:
                known = (entry.entity, voice, editorial.review_texts(entry, voice))
            reviews[entry.id] = known
        self._reviews = reviews
        return {ident: review for ident, (_, _, review) in reviews.items()}
