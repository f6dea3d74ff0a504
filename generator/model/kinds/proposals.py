"""Proposals: options on the table."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import Citation, Entity, KeyFact, Kind, Line, NotKnown, Noun, Past, Ref, Relation, When


class Proposal(Entity):
    """An option on the table."""

    proposed_by: Annotated[
        tuple[Annotated[Ref, Relation("proposed-by", "Proposed by", "Proposals it made", ("actors",))], ...],
        Noun("proposer", "proposers"),
    ] = Field((), description="Who put it forward.")
    answers: Annotated[
        tuple[Annotated[Ref, Relation("answers", "Answers", "Proposals", ("questions",))], ...],
        Noun("question it answers", "questions it answers"),
    ] = Field((), description="The questions it would settle.")
    date: Annotated[When, Past(), KeyFact()] | None = Field(None, description="When it was put forward.")
    terms: tuple[Line, ...] = Field((), description="What it would oblige to, term by term.")
    status: Annotated[
        Literal["floated", "proposed", "negotiated", "agreed", "rejected", "denied", "lapsed"], KeyFact()
    ] = Field(description="How far it got.")
    outcome: Line | None = Field(None, description="What became of it, in a sentence.")
    not_known: Annotated[tuple[NotKnown, ...], Noun("thing not found", "things not found")] = Field(
        (), description="What was looked for and not found."
    )
    citations: tuple[Citation, ...] = Field((), description="Where it is set out.")


KIND = Kind("proposals", "proposal", "Proposals", "The options on the table.", Proposal, "proposals", boost=2.0)
