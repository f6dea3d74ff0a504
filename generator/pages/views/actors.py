"""An actor's page: what it said on each subject, in time, and where it changed its mind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.graph.graph import Entry
from generator.graph.positions import HeldPosition, current
from generator.graph.queries import Queries
from generator.model.kinds.actors import Actor
from generator.pages.views.entity import EntityView, entity_view

SHOWN = (">takes-position-on", "<made-by", ">represents", "<represents", ">member-of")


@dataclass(frozen=True)
class ActorView:
    """Everything that an actor's page shows."""

    common: EntityView
    actor: Actor
    subjects: tuple[tuple[str, tuple[HeldPosition, ...]], ...]
    spoken_for: tuple[tuple[str, tuple[HeldPosition, ...]], ...]  # what those say for whom it speaks, as of now
    arguments: tuple[str, ...]
    speaks_for: tuple[str, ...]
    spoke_for: tuple[str, ...]
    spoken_for_by: tuple[str, ...]


def view(queries: Queries, entry: Entry) -> ActorView:
    assert isinstance(entry.entity, Actor)
    incoming = queries.graph.incoming.get(entry.id, ())
    speaks_for = queries.speaks_for(entry.id)
    return ActorView(
        common=entity_view(queries, entry, shown=SHOWN),
        actor=entry.entity,
        subjects=queries.positions_of(entry.id),
        spoken_for=tuple(_spoken_for(queries, entry.id)),
        arguments=tuple(link.source for link in incoming if link.relation == "made-by"),
        speaks_for=speaks_for,
        spoke_for=tuple(each for each in entry.entity.represents if each not in speaks_for),
        spoken_for_by=tuple(
            link.source
            for link in incoming
            if link.relation == "represents" and entry.id in queries.speaks_for(link.source)
        ),
    )


def _spoken_for(queries: Queries, ident: str) -> Iterator[tuple[str, tuple[HeldPosition, ...]]]:
    for actor in queries.spoken_for(ident):
        if subjects := queries.positions_of(actor):
            yield actor, tuple(each for _, held in subjects for each in current(held))
