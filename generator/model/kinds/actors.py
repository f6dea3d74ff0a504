"""Actors: persons, states, organisations and blocs, with what each has said."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.locale import N_
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
        Ref, Relation("takes-position-on", N_("Takes a position on"), N_("Who stands where"), HELD), Identifying()
    ] = Field(description=N_("The id of a question, proposal, principle or argument."))
    stance: Annotated[Stance, KeyFact()] = Field(description=N_("supports, opposes, conditional, unclear or neutral."))
    since: Annotated[When, Past(), HoldsFrom()] = Field(description=N_("When it was said."))
    statement: Annotated[Line, Why()] = Field(description=N_("What was said, in one sentence."))
    quote: Plain | None = Field(None, description=N_("The exact words, 25 at most."))
    speaker: (
        Annotated[Ref, Relation("spoken-by", N_("Spoken by"), N_("Spoke for"), ("actors",), on_record=True)] | None
    ) = Field(None, description=N_("Who said it, where an actor speaks for another."))
    citations: tuple[Citation, ...] = Field((), description=N_("Where it is reported."))


class Actor(Entity):
    """A person, state, organisation or bloc."""

    type: Annotated[Plain, Vocabulary("actor_types"), KeyFact()] = Field(description=N_("A type from site.yml."))
    camp: Annotated[Plain, Vocabulary("camps"), KeyFact()] | None = Field(
        None, description=N_("The camp it speaks from.")
    )
    represents: Annotated[
        tuple[
            Annotated[Ref, Relation("represents", N_("Speaks for"), N_("Speaks through"), ("actors",), on_record=True)],
            ...,
        ],
        Noun("actor it speaks for", "actors it speaks for"),
    ] = Field((), description=N_("Whom it speaks for."))
    member_of: Annotated[
        tuple[Annotated[Ref, Relation("member-of", N_("Member of"), N_("Members"), ("actors",), acyclic=True)], ...],
        Noun("membership", "memberships"),
    ] = Field((), description=N_("What it belongs to."))
    positions: tuple[Position, ...] = Field((), description=N_("What it said, and when."))
    searched: Day | None = Field(None, description=N_("When statements of it were last looked for."))


KIND = Kind(
    "actors",
    N_("actor"),
    N_("Actors"),
    N_("States, bodies and people with a part in the dispute."),
    Actor,
    "actors",
    schema_type="Organization",
    divided_by="type",
    boost=4.0,
)
