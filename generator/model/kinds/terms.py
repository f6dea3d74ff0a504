"""Terms: the glossary."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.locale import N_
from generator.model.fields import Citation, Entity, Kind, Line, Noun, Part, Ref, Relation, Why

_NOT_THE_SAME = N_("Not to be confused with")
CONFUSED = Relation("not-to-confuse-with", _NOT_THE_SAME, _NOT_THE_SAME, ("terms",))


class Confusion(Part):
    """A term that is easily mistaken for this one."""

    shorthand = "term"

    term: Annotated[Ref, CONFUSED] = Field(description=N_("The id of a term."))
    why: Annotated[Line, Why()] | None = Field(None, description=N_("The difference, in one sentence."))


class Term(Entity):
    """A word that readers stumble over."""

    definition: Line = Field(description=N_("What it means here."))
    not_to_confuse_with: Annotated[tuple[Confusion, ...], Noun("term mistaken for it", "terms mistaken for it")] = (
        Field((), description=N_("Terms it is easily mistaken for."))
    )
    citations: tuple[Citation, ...] = Field((), description=N_("Where it is defined or used so."))


KIND = Kind(
    "terms",
    N_("term"),
    N_("Glossary"),
    N_("Words that are easily mixed up."),
    Term,
    "glossary",
    schema_type="DefinedTerm",
    gist="definition",
    boost=4.0,
)
