"""A claim's page: the verdict, the evidence on each side, and how independent it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.graph.graph import Entry
from generator.graph.queries import Independence, Queries
from generator.model.kinds.claims import Claim, Evidence
from generator.model.kinds.sources import Source, Statement
from generator.pages.views.entity import EntityView, entity_view
from generator.pages.views.quantities import Scale, scales

SHOWN = (
    ">supported-by", ">disputed-by", ">put-in-context-by", ">asserted-by", "<rests-on-claim", "<treated-in",
    ">is-about", "<is-about", ">gives-figure",
)  # fmt: skip
ROLES = ("supports", "disputes", "context")


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence with its source."""

    evidence: Evidence
    source: Source


@dataclass(frozen=True, slots=True)
class DependentArgument:
    """An argument that rests on the claim, with the number and the words of the premise."""

    argument: str
    premise: int
    text: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """A statement of an annotated source that the claim takes up."""

    source: str
    statement: Statement


@dataclass(frozen=True)
class ClaimView:
    """Everything that a claim's page shows."""

    common: EntityView
    claim: Claim
    evidence: tuple[tuple[str, tuple[EvidenceRow, ...]], ...]
    independence: Independence
    uses: tuple[DependentArgument, ...]
    appearances: tuple[Appearance, ...]
    silent: tuple[str, ...]  # the camps from which nobody is on record as saying it, where somebody is from another
    sayings: tuple[str, ...]  # the attributions that it is the matter of
    quantities: tuple[tuple[str, tuple[Scale, ...]], ...]
    falls: tuple[str, ...]  # the arguments that lose their last support if it is wrong

    @property
    def dots(self) -> str:
        """A dot for each source, those of one report together and only the first of them filled."""
        return " ".join("●" + "○" * (len(story) - 1) for story in self.independence.stories)


def view(queries: Queries, entry: Entry) -> ClaimView:
    claim = queries.claims[entry.id]
    rows = evidence_of(queries, entry.id)
    return ClaimView(
        common=entity_view(queries, entry, shown=SHOWN),
        claim=claim,
        evidence=tuple((role, tuple(row for row in rows if row.evidence.role == role)) for role in ROLES),
        independence=queries.independence(row.evidence.source for row in rows),
        uses=tuple(_uses(queries, entry.id)),
        appearances=tuple(appearances(queries, entry.id)),
        silent=_silent(queries, claim),
        sayings=tuple(link.source for link in queries.graph.incoming.get(entry.id, ()) if link.relation == "is-about"),
        quantities=tuple((each.of, scales(each)) for each in claim.quantities),
        falls=tuple(sorted(queries.support_graph.fallen_without(entry.id), key=queries.place)),
    )


def evidence_of(queries: Queries, claim: str) -> tuple[EvidenceRow, ...]:
    return tuple(EvidenceRow(each, queries.sources[each.source]) for each in queries.claims[claim].evidence)


def _silent(queries: Queries, claim: Claim) -> tuple[str, ...]:
    heard = {queries.camp_of(actor) for actor in claim.asserted_by} - {None}
    return tuple(camp.id for camp in queries.graph.site.camps if camp.id not in heard) if heard else ()


def _uses(queries: Queries, claim: str) -> Iterable[DependentArgument]:
    for argument, number in queries.premises_on.get(claim, ()):
        yield DependentArgument(argument, number, queries.arguments[argument].premises[number - 1].text)


def appearances(queries: Queries, ident: str) -> Iterable[Appearance]:
    """Yield the statements of annotated sources that an entity takes up."""
    sources = {link.source for link in queries.graph.incoming.get(ident, ()) if link.relation == "treated-in"}
    for source in sorted(sources):
        for statement in queries.sources[source].statements:
            if ident in statement.treated_in:
                yield Appearance(source, statement)
