"""Terms: the glossary."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.fields import Citation, Entity, Kind, Line, Noun, Part, Ref, Relation, Why


class Confusion(Part):
    """A term that is easily mistaken for this one."""

    shorthand = "term"

    term: Annotated[
        Ref, Relation("not-to-confuse-with", "Not to be confused with", "Not to be confused with", ("terms",))
    ] = Field(description="The id of a term.")
    why: Annotated[Line, Why()] | None = Field(None, description="The difference, in one sentence.")


class Term(Entity):
    """A word that readers stumble over."""

    definition: Line = Field(description="What it means here.")
    not_to_confuse_with: Annotated[tuple[Confusion, ...], Noun("term mistaken for it", "terms mistaken for it")] = (
        Field((), description="Terms it is easily mistaken for.")
    )
    citations: tuple[Citation, ...] = Field((), description="Where it is defined or used so.")


KIND = Kind("terms", "term", "Glossary", "Words that are easily mixed up.", Term, "glossary", boost=4.0)
