"""Who stands where: actors by subjects, with the latest position and the one it replaced.

Where that would be more than a page can hold, it shows the subjects most spoken of, with those who spoke on most of
them; the other subjects are listed, and the page of each says who spoke on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.graph.positions import HeldPosition, current
from generator.graph.queries import Queries
from generator.locale import _
from generator.model.kinds.actors import Actor
from generator.model.labels import STANCES
from generator.pages.views.choices import Choice, position_choices

COLUMNS = 6  # more do not fit a screen
MOST_CELLS = 900  # a page of 250 KB
MOST_ROWS = 50  # of a table, where there are more cells than that
MOST_OTHERS = 120  # subjects that are listed only


@dataclass(frozen=True, slots=True)
class Cell:
    """The latest position, or one on each of several answers; or when none was found."""

    subject: str
    latest: tuple[HeldPosition, ...]
    searched: date | None


@dataclass(frozen=True, slots=True)
class Table:
    """At most six subjects."""

    title: str
    anchor: str
    subjects: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    left_out: int = 0  # actors who spoke on one of the subjects, and on no more than those who are here

    @property
    def looked(self) -> tuple[date, ...]:
        """The first and the last day on which statements that no cell has were looked for."""
        days = {cell.searched for _, cells in self.rows for cell in cells if not cell.latest and cell.searched}
        return tuple(sorted(days))[:: max(1, len(days) - 1)]

    @property
    def has_unsearched(self) -> bool:
        return any(not cell.latest and not cell.searched for _, cells in self.rows for cell in cells)

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.subjects)


@dataclass(frozen=True)
class PositionsView:
    """Everything that the page shows."""

    tables: tuple[Table, ...]
    actors: int
    subjects: int
    choices: tuple[Choice, ...]
    others: tuple[tuple[str, int], ...]  # subjects that have no column, with how many actors spoke on them
    left_out: int  # subjects that are not even listed
    stances: tuple[str, ...]  # that somebody takes


def view(queries: Queries, camp: str | None = None) -> PositionsView:
    """Build the page, for the actors of one camp where it is named."""
    spoken = [(who, what) for who, what in queries.positions if camp is None or queries.camp_of(who) == camp]
    actors, on = {who for who, _ in spoken}, Counter(what for _, what in spoken)
    tables = tuple(_tables(queries, camp))
    if sum(table.cells for table in tables) > MOST_CELLS:
        tables = tuple(_within(MOST_CELLS, (_shortened(table) for table in tables)))
    shown = {subject for table in tables for subject in table.subjects}
    others = [(subject, count) for subject, count in on.most_common() if subject not in shown]
    taken = {each.position.stance for held in queries.positions.values() for each in held}
    return PositionsView(
        stances=tuple(stance for stance in STANCES if stance in taken),
        tables=tables,
        actors=len(actors),
        subjects=len(on),
        choices=position_choices(queries),
        others=tuple(others[:MOST_OTHERS]),
        left_out=len(others[MOST_OTHERS:]),
    )


def _tables(queries: Queries, camp: str | None) -> Iterator[Table]:
    for folder in dict.fromkeys(queries.graph.entries[subject].kind.folder for subject in queries.subjects):
        subjects = [s for s in queries.subjects if queries.graph.entries[s].kind.folder == folder]
        kind = queries.graph.entries[subjects[0]].kind
        for start in range(0, len(subjects), COLUMNS):
            part = tuple(subjects[start : start + COLUMNS])
            number = f"-{start // COLUMNS + 1}" if start else ""
            title = _("%(section)s, part %(number)s", section=_(kind.title), number=start // COLUMNS + 1)
            rows = _rows(queries, part, camp)
            if rows:
                yield Table(title if start else _(kind.title), f"on-{folder}{number}", part, rows)


def _shortened(table: Table) -> Table:
    """Keep the actors who spoke on most of the subjects."""
    ranked = sorted(table.rows, key=lambda row: -sum(bool(cell.latest) for cell in row[1]))
    kept = {actor for actor, _ in ranked[:MOST_ROWS]}
    rows = tuple(row for row in table.rows if row[0] in kept)
    return replace(table, rows=rows, left_out=len(table.rows) - len(rows))


def _within(cells: int, tables: Iterable[Table]) -> Iterator[Table]:
    """Yield tables as long as they fit."""
    for table in tables:
        cells -= table.cells
        if cells < 0:
            return
        yield table


def _rows(queries: Queries, subjects: tuple[str, ...], camp: str | None) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Take every actor with a position on one of the subjects, by camp and title."""
    speaking = {held[0].actor for subject in subjects for held in queries.positions_on(subject)}
    if camp is not None:
        speaking = {actor for actor in speaking if queries.camp_of(actor) == camp}
    camps = {each.id: number for number, each in enumerate(queries.graph.site.camps)}

    def place(actor: str) -> tuple[int, int]:
        return (camps.get(queries.camp_of(actor) or "", len(camps)), queries.place(actor))

    return tuple((actor, tuple(_cell(queries, actor, s) for s in subjects)) for actor in sorted(speaking, key=place))


def _cell(queries: Queries, actor: str, subject: str) -> Cell:
    held = queries.positions.get((actor, subject), ())
    if not held:
        entity = queries.graph.entries[actor].entity
        return Cell(subject, (), entity.searched if isinstance(entity, Actor) else None)
    return Cell(subject, current(held), None)
