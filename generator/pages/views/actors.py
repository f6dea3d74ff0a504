"""An actor's page: what it said on each subject, in time, and where it changed its mind."""

from __future__ import annotations

from dataclasses import dataclass

from generator.graph.graph import Entry
from generator.graph.queries import HeldPosition, Queries
from generator.model.kinds.actors import Actor
from generator.pages.views.entity import EntityView, entity_view

SHOWN = (">takes-position-on", "<made-by", ">represents", "<represents", ">member-of")


@dataclass(frozen=True, slots=True)
class PositionStep:
    """A position, and whether it differs from the one before."""

    held: HeldPosition
    changed: bool


@dataclass(frozen=True)
class ActorView:
    """Everything that an actor's page shows."""

    common: EntityView
    actor: Actor
    subjects: tuple[tuple[str, tuple[PositionStep, ...]], ...]
    arguments: tuple[str, ...]
    spoken_for_by: tuple[str, ...]


def view(queries: Queries, entry: Entry) -> ActorView:
    assert isinstance(entry.entity, Actor)
    incoming = queries.graph.incoming.get(entry.id, ())
    return ActorView(
        common=entity_view(queries, entry, shown=SHOWN),
        actor=entry.entity,
        subjects=tuple((subject, steps(held)) for subject, held in queries.positions_of(entry.id)),
        arguments=tuple(link.source for link in incoming if link.relation == "made-by"),
        spoken_for_by=tuple(link.source for link in incoming if link.relation == "represents"),
    )


def steps(held: tuple[HeldPosition, ...]) -> tuple[PositionStep, ...]:
    """Mark where an actor's stance differs from its previous one."""
    stances = [each.position.stance for each in held]
    return tuple(
        PositionStep(each, number > 0 and stances[number] != stances[number - 1]) for number, each in enumerate(held)
    )
