"""Who stands where: actors by subjects, with the latest position and the one it replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.kinds.actors import Actor
from generator.survey import Held, Survey
from generator.views.choices import Choice, position_choices

COLUMNS = 6  # more do not fit a screen


@dataclass(frozen=True, slots=True)
class Cell:
    """The latest position, and the last one with another stance; or when none was found."""

    latest: Held | None
    before: Held | None
    searched: date | None


@dataclass(frozen=True, slots=True)
class Table:
    """At most six subjects."""

    title: str
    anchor: str
    subjects: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class PositionsView:
    """Everything that the page shows."""

    tables: tuple[Table, ...]
    actors: int
    subjects: int
    choices: tuple[Choice, ...]


def view(survey: Survey, camp: str | None = None) -> PositionsView:
    """Build the page, for the actors of one camp where it is named."""
    tables = []
    for folder in dict.fromkeys(survey.graph.entries[subject].kind.folder for subject in survey.subjects):
        subjects = [s for s in survey.subjects if survey.graph.entries[s].kind.folder == folder]
        kind = survey.graph.entries[subjects[0]].kind
        for start in range(0, len(subjects), COLUMNS):
            part = tuple(subjects[start : start + COLUMNS])
            number = f"-{start // COLUMNS + 1}" if start else ""
            title = f"{kind.title}, part {start // COLUMNS + 1}" if start else kind.title
            rows = _rows(survey, part, camp)
            if rows:
                tables.append(Table(title, f"on-{folder}{number}", part, rows))
    spoken = [(who, what) for who, what in survey.positions if camp is None or survey.camp_of(who) == camp]
    actors, on = {who for who, _ in spoken}, {what for _, what in spoken}
    return PositionsView(tuple(tables), len(actors), len(on), position_choices(survey))


def _rows(survey: Survey, subjects: tuple[str, ...], camp: str | None) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Take every actor with a position on one of the subjects, by camp and title."""
    speaking = {held[0].actor for subject in subjects for held in survey.positions_on(subject)}
    if camp is not None:
        speaking = {actor for actor in speaking if survey.camp_of(actor) == camp}
    camps = {each.id: number for number, each in enumerate(survey.graph.site.camps)}

    def place(actor: str) -> tuple[int, str]:
        return (camps.get(survey.camp_of(actor) or "", len(camps)), survey.graph.title(actor).casefold())

    return tuple((actor, tuple(_cell(survey, actor, s) for s in subjects)) for actor in sorted(speaking, key=place))


def _cell(survey: Survey, actor: str, subject: str) -> Cell:
    held = survey.positions.get((actor, subject), ())
    if not held:
        entity = survey.graph.entries[actor].entity
        return Cell(None, None, entity.searched if isinstance(entity, Actor) else None)
    latest = held[-1]
    before = next((h for h in reversed(held[:-1]) if h.position.stance != latest.position.stance), None)
    return Cell(latest, before, None)
