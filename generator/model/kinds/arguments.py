"""Arguments: one reason for or against an answer, with its premises."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import (
    Citation,
    CountsInto,
    Entity,
    Flag,
    Identifying,
    KeyFact,
    Kind,
    Line,
    Noun,
    OneOf,
    Ordered,
    Part,
    Past,
    Plain,
    Ref,
    Relation,
    RelationBy,
    When,
    Why,
)

SUPPORTS = Relation("supports", "Backs up", "Backed up by", ("arguments",), climbs=True, circle="circular-support")
ATTACKS = {
    "rebuts": Relation("rebuts", "Says the conclusion is wrong", "Its conclusion is rebutted by", ("arguments",)),
    "undermines": Relation("undermines", "Disputes a premise", "A premise is disputed by", ("arguments",)),
    "undercuts": Relation("undercuts", "Attacks the step, not the facts", "Its step is undercut by", ("arguments",)),
}


class Premise(Part):
    """One thing that the argument takes as given."""

    shorthand = "text"

    text: Annotated[Line, Why()] = Field(description="The premise as its maker would put it.")
    claim: Annotated[Ref, Relation("rests-on-claim", "Rests on", "Premise of", ("claims",))] | None = Field(
        None, description="The claim that checks it."
    )
    scope: Literal["same", "narrower", "wider"] | None = Field(
        None, description="What the claim says beside the premise: the same, less (narrower) or more (wider)."
    )
    citations: tuple[Citation, ...] = Field((), description="Where its maker says it.")
    unstated: Flag = Field(False, description="true where the maker leaves it unsaid.")


class Support(Part):
    """Another argument that this one backs up."""

    shorthand = "argument"

    argument: Annotated[Ref, SUPPORTS] = Field(description="The id of the argument it backs up.")
    why: Annotated[Line, Why()] | None = Field(None, description="How, in one sentence.")


class Attack(Part):
    """Another argument that this one answers."""

    argument: Annotated[Ref, RelationBy("how", ATTACKS), Identifying()] = Field(
        description="The id of the argument it attacks."
    )
    how: Literal["rebuts", "undermines", "undercuts"] = Field(
        description="rebuts the conclusion, undermines a premise, or undercuts the step between them."
    )
    premise: Annotated[int | None, CountsInto("argument", "premises", "unknown-premise")] = Field(
        None, description="Which premise it undermines, counted from 1.", ge=1
    )
    why: Annotated[Line, Why()] = Field(description="Why, in one sentence.")


class Argument(Entity):
    """One reason for or against an answer."""

    question: Annotated[Ref, Relation("bears-on", "Bears on", "Arguments", ("questions",))] = Field(
        description="The question that it bears on."
    )
    answer: Annotated[Plain, OneOf("question", "answers", "unknown-answer")] | None = Field(
        None, description="The id of the answer, among the question's, that it speaks for."
    )
    stance: Annotated[Literal["for", "against", "mixed"], KeyFact()] | None = Field(
        None, description="Its side of the question; leave it out where it only answers other arguments."
    )
    made_by: Annotated[
        tuple[Annotated[Ref, Relation("made-by", "Made by", "Arguments it makes", ("actors",))], ...],
        Noun("maker", "makers"),
    ] = Field((), description="Who makes it.")
    date: Annotated[When, Past(), KeyFact()] | None = Field(None, description="When it was made.")
    held_until: Annotated[When, Past()] | None = Field(None, description="Since when its makers no longer hold it.")
    concession: Flag = Field(False, description="true where its makers grant it and hold the other side.")
    premises: Annotated[tuple[Premise, ...], Ordered(numbered=True)] = Field(
        (), description="What it takes as given, in order."
    )
    conclusion: Line = Field(description="What follows, in one sentence.")
    rests_on: Annotated[
        tuple[Annotated[Ref, Relation("rests-on", "Rests on", "Arguments resting on it", ("principles",))], ...],
        Noun("principle", "principles"),
    ] = Field((), description="The principles that it appeals to.")
    supports: tuple[Support, ...] = Field((), description="The arguments that it backs up.")
    attacks: tuple[Attack, ...] = Field((), description="The arguments that it answers.")
    citations: tuple[Citation, ...] = Field((), description="Where it is made.")


KIND = Kind(
    "arguments",
    "argument",
    "Arguments",
    "Every argument found, under whoever makes it.",
    Argument,
    "arguments",
    boost=2.0,
)
