"""Principles: norms and doctrines that people invoke."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.fields import Citation, Entity, Kind, Line, Part, Plain, Ref, Relation, Vocabulary, When, Why


class Invocation(Part):
    """Somebody who appeals to the principle."""

    shorthand = "actor"

    actor: Annotated[Ref, Relation("invoked-by", "Invoked by", "Principles it invokes", ("actors",))] = Field(
        description="The id of an actor."
    )
    why: Annotated[Line, Why()] | None = Field(None, description="For what, in one sentence.")
    date: When | None = Field(None, description="When.")
    citations: tuple[Citation, ...] = Field((), description="Where.")


class Tension(Part):
    """Another principle that pulls the other way."""

    shorthand = "principle"

    principle: Annotated[Ref, Relation("in-tension-with", "Pulls against", "Pulls against", ("principles",))] = Field(
        description="The id of a principle."
    )
    why: Annotated[Line, Why()] | None = Field(None, description="Where they collide, in one sentence.")


class Principle(Entity):
    """A norm or doctrine that people invoke."""

    statement: Line = Field(description="What it says, in one sentence.")
    type: Annotated[Plain, Vocabulary("principle_types")] | None = Field(None, description="A type from site.yml.")
    origin: Line | None = Field(None, description="Where it comes from.")
    part_of: tuple[
        Annotated[Ref, Relation("belongs-to", "Belongs to", "Comprises", ("principles",), climbs=True)],
        ...,
    ] = Field((), description="The larger doctrine it belongs to.")
    invoked_by: tuple[Invocation, ...] = Field((), description="Who appeals to it.")
    in_tension_with: tuple[Tension, ...] = Field((), description="Principles that pull the other way.")
    citations: tuple[Citation, ...] = Field((), description="Where it is set out.")


KIND = Kind(
    "principles", "principle", "Principles", "The norms and doctrines that people invoke.", Principle, "principles"
)
