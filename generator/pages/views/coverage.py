"""How far each camp's statements were checked: on the matter, only as sayings, or not at all. One rule for every side.

A statement of a camp is a step of an argument that one of its actors makes, or a statement of an annotated source that
speaks from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.graph.checks import MATTER, SAYING, UNCHECKED
from generator.graph.queries import Queries


@dataclass(frozen=True, slots=True)
class Coverage:
    """The statements of one camp, by how far they were checked."""

    camp: str
    matter: int
    saying: int
    unchecked: int

    @property
    def total(self) -> int:
        return self.matter + self.saying + self.unchecked

    def share(self, number: int) -> int:
        """Return a number of them as a whole percentage."""
        return round(100 * number / self.total)


def coverage(queries: Queries) -> tuple[Coverage, ...]:
    """Return what was checked of each camp that has a statement here, in the site's order."""
    counts = Counter(_statements(queries))
    rows = (
        Coverage(camp.id, *(counts[camp.id, reach] for reach in (MATTER, SAYING, UNCHECKED)))
        for camp in queries.graph.site.camps
    )
    return tuple(row for row in rows if row.total)


def _statements(queries: Queries) -> Iterator[tuple[str, str]]:
    """Yield the camp of each statement, and how far it was checked."""
    for ident, argument in queries.arguments.items():
        for camp in queries.camps_of_argument(ident):
            yield from ((camp, queries.check_of(premise).reach) for premise in argument.premises)
    for source in queries.sources.values():
        if source.camp:
            yield from ((source.camp, queries.check_of_statement(each).reach) for each in source.statements)
