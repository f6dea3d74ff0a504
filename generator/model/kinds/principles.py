"""Principles: norms and doctrines that people invoke."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.fields import (
    Citation,
    Entity,
    KeyFact,
    Kind,
    Line,
    Noun,
    Part,
    Plain,
    Ref,
    Relation,
    Vocabulary,
    When,
    Why,
)


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
    type: Annotated[Plain, Vocabulary("principle_types"), KeyFact()] | None = Field(
        None, description="A type from site.yml."
    )
    origin: Line | None = Field(None, description="Where it comes from.")
    part_of: Annotated[
        tuple[
            Annotated[Ref, Relation("belongs-to", "Belongs to", "Comprises", ("principles",), climbs=True)],
            ...,
        ],
        Noun("larger doctrine", "larger doctrines"),
    ] = Field((), description="The larger doctrine it belongs to.")
    invoked_by: Annotated[tuple[Invocation, ...], Noun("actor who invokes it", "actors who invoke it")] = Field(
        (), description="Who appeals to it."
    )
    in_tension_with: Annotated[
        tuple[Tension, ...], Noun("principle that pulls the other way", "principles that pull the other way")
    ] = Field((), description="Principles that pull the other way.")
    citations: tuple[Citation, ...] = Field((), description="Where it is set out.")


KIND = Kind(
    "principles", "principle", "Principles", "The norms and doctrines that people invoke.", Principle, "principles"
)
