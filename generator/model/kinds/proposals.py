"""Proposals: options on the table."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.locale import N_
from generator.model.fields import (
    Citation,
    Entity,
    KeyFact,
    Kind,
    Line,
    NotKnown,
    Noun,
    Part,
    Past,
    Plain,
    Ref,
    Relation,
    Vocabulary,
    When,
)
from generator.model.times import Attests, Begins

PROPOSED_BY = Relation("proposed-by", N_("Proposed by"), N_("Proposals it made"), ("actors",), on_record=True)
ANSWERS = Relation("answers", N_("Answers"), N_("Proposals"), ("questions",))


class ProposalTerm(Part):
    """One thing that a proposal would oblige to, and the point of comparison that it is about."""

    shorthand = "text"

    point: Annotated[Plain, Vocabulary("points")] | None = Field(
        None, description=N_("Which of the points in site.yml it is about.")
    )
    text: Line = Field(description=N_("What it obliges to, in a sentence."))


class Proposal(Entity):
    """An option on the table."""

    proposed_by: Annotated[tuple[Annotated[Ref, PROPOSED_BY], ...], Noun("proposer", "proposers")] = Field(
        (), description=N_("Who put it forward.")
    )
    answers: Annotated[tuple[Annotated[Ref, ANSWERS], ...], Noun("question it answers", "questions it answers")] = (
        Field((), description=N_("The questions it would settle."))
    )
    date: Annotated[When, Past(), Begins(), KeyFact()] | None = Field(None, description=N_("When it was put forward."))
    terms: tuple[ProposalTerm, ...] = Field((), description=N_("What it would oblige to, term by term."))
    status: Annotated[
        Literal["floated", "proposed", "negotiated", "agreed", "rejected", "denied", "lapsed"], KeyFact()
    ] = Field(description=N_("How far it got."))
    outcome: Line | None = Field(None, description=N_("What became of it, in a sentence."))
    not_known: Annotated[tuple[NotKnown, ...], Noun("thing not found", "things not found")] = Field(
        (), description=N_("What was looked for and not found.")
    )
    citations: Annotated[tuple[Citation, ...], Attests()] = Field((), description=N_("Where it is set out."))


KIND = Kind(
    "proposals",
    N_("proposal"),
    N_("Proposals"),
    N_("The options on the table."),
    Proposal,
    "proposals",
    schema_type="CreativeWork",
    boost=2.0,
)
