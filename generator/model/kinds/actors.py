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
    OneOf,
    Part,
    Past,
    Plain,
    Ref,
    Relation,
    Vocabulary,
    When,
    Why,
    WordsBy,
)

Stance = Literal["supports", "opposes", "conditional", "unclear", "neutral", "yes", "no", "in-part"]
STANCES = WordsBy(
    "on",
    "asks",
    "stance-of-other-question",
    {
        "": ("supports", "opposes", "conditional", "unclear", "neutral"),
        "fact": ("yes", "no", "in-part", "unclear", "neutral"),
    },
)
HELD = ("questions", "proposals", "principles", "arguments")


class Position(Part):
    """What an actor said about something on a day. A later one on the same thing supersedes it."""

    on: Annotated[
        Ref, Relation("takes-position-on", N_("Takes a position on"), N_("Who stands where"), HELD), Identifying()
    ] = Field(description=N_("The id of a question, proposal, principle or argument."))
    answer: Annotated[Plain, OneOf("on", "answers", "unknown-answer")] | None = Field(
        None,
        description=N_("The id of the answer, among the question's, that it is about; the whole question if left out."),
    )
    stance: Annotated[Stance, KeyFact(), STANCES] = Field(
        description=N_("supports, opposes, conditional, unclear or neutral; on a question of fact yes, no or in-part.")
    )
    since: Annotated[When, Past(), HoldsFrom()] = Field(description=N_("When it was said."))
    statement: Annotated[Line, Why()] = Field(description=N_("What was said, in one sentence."))
    quote: Plain | None = Field(None, description=N_("The exact words, 25 at most."))
    speaker: (
        Annotated[Ref, Relation("spoken-by", N_("Spoken by"), N_("Spoke for"), ("actors",), on_record=True)] | None
    ) = Field(None, description=N_("Who said it, where an actor speaks for another."))
    citations: tuple[Citation, ...] = Field((), description=N_("Where it is reported."))

    @property
    def is_choice(self) -> bool:
        """Say whether it is what the actor answers to the whole question: answers exclude each other."""
        return self.answer is None or self.stance in ("supports", "yes")

    def supersedes(self, earlier: Position) -> bool:
        """Say whether it takes the place of one that was said before it or with it."""
        is_other_choice = self.is_choice and earlier.is_choice and self.since.sort_key() > earlier.since.sort_key()
        return self.answer == earlier.answer or is_other_choice

    def differs(self, earlier: Position) -> bool:
        return (self.stance, self.answer) != (earlier.stance, earlier.answer)


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
