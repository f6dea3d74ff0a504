"""Principles: norms and doctrines that people invoke."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.locale import N_
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
from generator.model.times import Begins

INVOKED_BY = Relation("invoked-by", N_("Invoked by"), N_("Principles it invokes"), ("actors",), on_record=True)
TENSION = Relation("in-tension-with", N_("Pulls against"), N_("Pulls against"), ("principles",))
BELONGS_TO = Relation("belongs-to", N_("Belongs to"), N_("Comprises"), ("principles",), acyclic=True)


class Invocation(Part):
    """Somebody who appeals to the principle."""

    shorthand = "actor"

    actor: Annotated[Ref, INVOKED_BY] = Field(description=N_("The id of an actor."))
    why: Annotated[Line, Why()] | None = Field(None, description=N_("For what, in one sentence."))
    date: Annotated[When, Begins()] | None = Field(None, description=N_("When."))
    citations: tuple[Citation, ...] = Field((), description=N_("Where."))


class Tension(Part):
    """Another principle that pulls the other way."""

    shorthand = "principle"

    principle: Annotated[Ref, TENSION] = Field(description=N_("The id of a principle."))
    why: Annotated[Line, Why()] | None = Field(None, description=N_("Where they collide, in one sentence."))


class Principle(Entity):
    """A norm or doctrine that people invoke."""

    statement: Line = Field(description=N_("What it says, in one sentence."))
    type: Annotated[Plain, Vocabulary("principle_types"), KeyFact()] | None = Field(
        None, description=N_("A type from site.yml.")
    )
    origin: Line | None = Field(None, description=N_("Where it comes from."))
    part_of: Annotated[tuple[Annotated[Ref, BELONGS_TO], ...], Noun("larger doctrine", "larger doctrines")] = Field(
        (), description=N_("The larger doctrine it belongs to.")
    )
    invoked_by: Annotated[tuple[Invocation, ...], Noun("actor who invokes it", "actors who invoke it")] = Field(
        (), description=N_("Who appeals to it.")
    )
    in_tension_with: Annotated[
        tuple[Tension, ...], Noun("principle that pulls the other way", "principles that pull the other way")
    ] = Field((), description=N_("Principles that pull the other way."))
    citations: tuple[Citation, ...] = Field((), description=N_("Where it is set out."))


KIND = Kind(
    "principles",
    N_("principle"),
    N_("Principles"),
    N_("The norms and doctrines that people invoke."),
    Principle,
    "principles",
    schema_type="DefinedTerm",
    gist="statement",
    divided_by="type",
)
