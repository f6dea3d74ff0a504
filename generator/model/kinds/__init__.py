"""The registry: every kind of entity, in the order in which a reader meets them."""

from __future__ import annotations

from generator.model.fields import Entity, Kind
from generator.model.kinds import actors, arguments, claims, events, principles, proposals, questions, sources, terms

__all__ = ["BY_FOLDER", "KINDS", "Entity", "Kind"]

KINDS: tuple[Kind, ...] = (
    questions.KIND,
    arguments.KIND,
    claims.KIND,
    actors.KIND,
    proposals.KIND,
    principles.KIND,
    events.KIND,
    sources.KIND,
    terms.KIND,
)
BY_FOLDER = {kind.folder: kind for kind in KINDS}
