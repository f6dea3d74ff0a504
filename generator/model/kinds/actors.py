"""Actors: persons, states, organisations and blocs, with what each has said."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import (
    Citation,
    Day,
    Entity,
    HoldsFrom,
    Identifying,
    KeyFact,
    Kind,
    Line,
    Noun,
    Part,
    Past,
    Plain,
    Ref,
    Relation,
    Vocabulary,
    When,
    Why,
)

Stance = Literal["supports", "opposes", "conditional", "unclear", "neutral"]
HELD = ("questions", "proposals", "principles", "arguments")


class Position(Part):
    """What an actor said about something on a day. A later one on the same thing supersedes it."""

    on: Annotated[
        Ref, Relation("takes-position-on", "Takes a position on", "Who stands where", HELD), Identifying()
    ] = Field(description="The id of a question, proposal, principle or argument.")
    stance: Annotated[Stance, KeyFact()] = Field(description="supports, opposes, conditional, unclear or neutral.")
    since: Annotated[When, Past(), HoldsFrom()] = Field(description="When it was said.")
    statement: Annotated[Line, Why()] = Field(description="What was said, in one sentence.")
    quote: Plain | None = Field(None, description="The exact words, 25 at most.")
    speaker: Annotated[Ref, Relation("spoken-by", "Spoken by", "Spoke for", ("actors",))] | None = Field(
        None, description="Who said it, where an actor speaks for another."
    )
    citations: tuple[Citation, ...] = Field((), description="Where it is reported.")


class Actor(Entity):
    """A person, state, organisation or bloc."""

    type: Annotated[Plain, Vocabulary("actor_types"), KeyFact()] = Field(description="A type from site.yml.")
    camp: Annotated[Plain, Vocabulary("camps"), KeyFact()] | None = Field(None, description="The camp it speaks from.")
    represents: Annotated[
        tuple[Annotated[Ref, Relation("represents", "Speaks for", "Speaks through", ("actors",))], ...],
        Noun("actor it speaks for", "actors it speaks for"),
    ] = Field((), description="Whom it speaks for.")
    member_of: Annotated[
        tuple[Annotated[Ref, Relation("member-of", "Member of", "Members", ("actors",), climbs=True)], ...],
        Noun("membership", "memberships"),
    ] = Field((), description="What it belongs to.")
    positions: tuple[Position, ...] = Field((), description="What it said, and when.")
    searched: Day | None = Field(None, description="When statements of it were last looked for.")


KIND = Kind(
    "actors", "actor", "Actors", "States, bodies and people with a part in the dispute.", Actor, "actors", boost=4.0
)
