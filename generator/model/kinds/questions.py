"""Questions: what is in dispute (an issue, in IBIS)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import (
    Entity,
    Identifying,
    Kind,
    Line,
    NotKnown,
    Noun,
    Ordered,
    Part,
    Plain,
    Ref,
    Relation,
    Text,
)


class Answer(Part):
    """One possible answer."""

    id: Annotated[Plain, Identifying()] = Field(description="A short name that arguments refer to.", examples=["yes"])
    text: Line = Field(description="The answer in words.")
    side: Literal["for", "against"] | None = Field(None, description="Which column it stands in, if either.")


class Question(Entity):
    """What is in dispute."""

    answers: Annotated[tuple[Answer, ...], Ordered()] = Field((), description="The possible answers.")
    short_answer: Text | None = Field(None, description="What is known, in two or three cited sentences.")
    context: Text | None = Field(None, description="What a reader has to know first.")
    not_known: Annotated[tuple[NotKnown, ...], Noun("thing not found", "things not found")] = Field(
        (), description="What was looked for and not found."
    )
    part_of: Annotated[Ref, Relation("part-of", "Part of", "Turns on", ("questions",), climbs=True)] | None = Field(
        None, description="The larger question that turns on this one."
    )


KIND = Kind("questions", "question", "Questions", "What is in dispute.", Question, "questions", boost=4.0)
