"""Claims: checkable statements of fact, each with a verdict and its evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.kinds.fields import Citation, Day, Entity, Kind, Line, Part, Plain, Ref, Relation, RelationBy, Text, Why

Verdict = Literal["corroborated", "partly", "disputed", "contradicted", "unverified"]

EVIDENCE = {
    "supports": Relation("supported-by", "Supported by", "Evidence for", ("sources",)),
    "disputes": Relation("disputed-by", "Disputed by", "Evidence against", ("sources",)),
    "context": Relation("put-in-context-by", "Put in context by", "Gives context to", ("sources",)),
}


class Evidence(Part):
    """What one source says about the claim."""

    source: Annotated[Ref, RelationBy("role", EVIDENCE)] = Field(description="The id of a source.")
    role: Literal["supports", "disputes", "context"] = Field(description="What it does for the claim.")
    says: Annotated[Line, Why()] = Field(description="What it says, in our words.")
    locator: Plain | None = Field(None, description="Where in it: ¶3, p. 12.")
    quote: Plain | None = Field(None, description="Its exact words, 25 at most.")


class Claim(Entity):
    """A checkable statement of fact. Its title is the statement itself."""

    asserted_by: tuple[Annotated[Ref, Relation("asserted-by", "Asserted by", "Claims it makes", ("actors",))], ...] = (
        Field((), description="Who says it.")
    )
    asserted_in: tuple[Citation, ...] = Field((), description="Where it is said.")
    verdict: Verdict = Field(description="What the evidence seen makes of it.")
    assessment: Text = Field(description="Why, in a sentence or two.")
    evidence: tuple[Evidence, ...] = Field((), description="What each source says about it.")
    checked: Day = Field(description="The day of the check.")
    would_change: Line | None = Field(None, description="What would settle it or change the verdict.")


KIND = Kind(
    "claims", "claim", "Claims by verdict", "Every checkable statement, weakest first.", Claim, "claims", boost=2.0
)
