"""Questions: what is in dispute (an issue, in IBIS)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.locale import N_
from generator.model.choices import Decision
from generator.model.fields import (
    AsIs,
    Entity,
    Identifying,
    Kind,
    Labels,
    Line,
    NotKnown,
    Noun,
    Ordered,
    Part,
    Ref,
    Relation,
    Text,
)

ASKS = {"fact": N_("What is so"), "policy": N_("What should be done"), "value": N_("What is better")}
SORT = Decision(
    "question-sort-unsaid",
    "the question does not say what it asks",
    "positions on it are said in the words for what should be done",
    "write 'asks: fact' (is it so?), 'policy' (should it be done?) or 'value' (is it better?), in each of them",
)


class Answer(Part):
    """One possible answer."""

    id: Annotated[AsIs, Identifying()] = Field(
        description=N_("A short name that arguments refer to."), examples=["yes"]
    )
    text: Line = Field(description=N_("The answer in words."))
    side: Literal["for", "against"] | None = Field(
        None,
        description=N_("Which column it stands in, if either; where no answer says one, each has a column of its own."),
    )


class Question(Entity):
    """What is in dispute."""

    asks: Annotated[Literal["fact", "policy", "value"] | None, Labels(ASKS), SORT] = Field(
        None, description=N_("What it asks: a fact (yes, no, in part), or a policy or a value (supports, opposes).")
    )
    answers: Annotated[tuple[Answer, ...], Ordered()] = Field((), description=N_("The possible answers."))
    short_answer: Text | None = Field(None, description=N_("What is known, in two or three cited sentences."))
    context: Text | None = Field(None, description=N_("What a reader has to know first."))
    not_known: Annotated[tuple[NotKnown, ...], Noun("thing not found", "things not found")] = Field(
        (), description=N_("What was looked for and not found.")
    )
    part_of: Annotated[Ref, Relation("part-of", N_("Part of"), N_("Turns on"), ("questions",), acyclic=True)] | None = (
        Field(None, description=N_("The larger question that turns on this one."))
    )


KIND = Kind(
    "questions",
    N_("question"),
    N_("Questions"),
    N_("What is in dispute."),
    Question,
    "questions",
    schema_type="Question",
    boost=4.0,
)
