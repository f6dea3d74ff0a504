"""A source's page: what it is, who cites it for what and, where annotated, what its statements come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from generator.graph.checks import SAYING, SAYINGS, UNCHECKED, VERDICTS, Check
from generator.graph.containers import completed
from generator.graph.graph import Entry
from generator.graph.queries import Queries
from generator.model import apa, bibliography
from generator.model.kinds.sources import Source, Statement
from generator.pages.views.entity import EntityView, entity_view

SHOWN = (">treated-in", ">relays", "<relays", ">published-by", ">contained-in")


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """A statement, what was found out about it, the weakest verdict on the matter, and the arguments it serves."""

    statement: Statement
    number: int
    check: Check
    verdict: str | None
    arguments: tuple[str, ...]


class BarPart(NamedTuple):
    """The part of a bar that one verdict, or one side, has: where it begins, and how wide it is."""

    of: str
    x: int
    width: int


class Bar(NamedTuple):
    """A bar that shows how statements divide by verdict, or arguments by side, ten units to each."""

    width: int
    parts: tuple[BarPart, ...]


@dataclass(frozen=True)
class SourceView:
    """Everything that a source's page shows."""

    common: EntityView
    source: Source
    whole: Source  # with what it has from what it is part of
    paragraphs: tuple[tuple[int, tuple[CheckedStatement, ...]], ...]
    tally: tuple[tuple[str, int], ...]  # verdicts on the matter with the number of statements, best first
    only_said: tuple[tuple[str, int], ...]  # the same of statements of which no more was checked than who made them
    unchecked: int
    relayed_by: tuple[str, ...]
    apa: str
    in_text: str
    bibtex: str

    @property
    def checked(self) -> int:
        """Return how many statements were checked on the matter."""
        return sum(number for _, number in self.tally)

    @property
    def bar(self) -> Bar | None:
        """Return the tally as a bar, if anything was checked."""
        return bar(self.tally)

    def file_line(self, number: int) -> int:
        """Return where the file makes a statement; both are counted from 1. The file is read again to find it."""
        return self.common.entry.line("statements", number - 1)


def bar(counts: Iterable[tuple[str, int]]) -> Bar | None:
    """Return a bar of parts by their numbers, if there is anything to show."""
    parts, x = [], 0
    for name, number in counts:
        if number:
            parts.append(BarPart(name, x, 10 * number))
            x += 10 * number
    return Bar(x, tuple(parts)) if parts else None


def view(queries: Queries, entry: Entry) -> SourceView:
    source = queries.sources[entry.id]
    whole = completed(queries.graph, source).source
    lines = tuple(_line(queries, statement, number) for number, statement in enumerate(source.statements, 1))
    verdicts = [line.verdict for line in lines]
    said = [queries.claims[line.check.sayings[0]].verdict for line in lines if line.check.reach == SAYING]
    return SourceView(
        common=entity_view(queries, entry, shown=SHOWN),
        source=source,
        whole=whole,
        paragraphs=tuple((n, tuple(group)) for n, group in groupby(lines, key=lambda line: line.statement.paragraph)),
        tally=tuple((verdict, verdicts.count(verdict)) for verdict in reversed(VERDICTS) if verdict in verdicts),
        only_said=tuple((verdict, said.count(verdict)) for verdict in reversed(SAYINGS) if verdict in said),
        unchecked=sum(line.check.reach == UNCHECKED for line in lines),
        relayed_by=tuple(link.source for link in queries.graph.incoming.get(entry.id, ()) if link.relation == "relays"),
        apa=apa.reference(whole),
        in_text=apa.in_text(whole),
        bibtex=bibliography.bibtex(entry.id, whole),
    )


def _line(queries: Queries, statement: Statement, number: int) -> CheckedStatement:
    check = queries.check_of_statement(statement)
    arguments = tuple(ident for ident in statement.treated_in if ident not in queries.claims)
    return CheckedStatement(statement, number, check, queries.verdict_on(check), arguments)
