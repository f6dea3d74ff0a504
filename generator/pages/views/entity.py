"""What every entity's page shows: its dates, its neighbours, and its links in both directions by relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.graph import reviews
from generator.graph.graph import SITE_ID, Entry, Graph, every_relation
from generator.graph.queries import Independence, Queries
from generator.graph.reviews import ReviewState
from generator.graph.support import grouped
from generator.locale import _
from generator.model import labels
from generator.model.dates import EdtfDate
from generator.model.fields import CITES, MENTIONS
from generator.model.site import Correction


class Connection(NamedTuple):
    """One linked entity, and the sentence that makes the link. A tuple, because a large site has tens of thousands."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """All connections by one relation in one direction."""

    label: str
    items: tuple[Connection, ...]


@dataclass(frozen=True, slots=True)
class CorrectionGroup:
    """What was corrected on a page, or updated, or made clearer: each by itself, newest first."""

    kind: str
    label: str
    items: tuple[Correction, ...]


@dataclass(frozen=True)
class EntityView:
    """What is the same on the pages of all kinds."""

    entry: Entry
    facts_as_of: date
    newest_event: EdtfDate | None
    reviewed: date
    review_due: date
    is_past: bool  # as of a day, when the next review is of no interest
    previous: str | None
    next: str | None
    groups: tuple[Group, ...]
    told: Independence  # of all sources that the page cites
    review: ReviewState
    corrections: tuple[CorrectionGroup, ...]

    @property
    def common(self) -> EntityView:
        """Return itself, so that every entity's view has a `common`."""
        return self


def entity_view(queries: Queries, entry: Entry, *, shown: Iterable[str] = ()) -> EntityView:
    """Build the common view. `shown` names relations that the page shows elsewhere: `>name` out, `<name` in."""
    previous, following = queries.neighbours(entry)
    return EntityView(
        entry=entry,
        facts_as_of=queries.graph.site.facts_as_of,
        newest_event=queries.newest_event,
        reviewed=queries.reviewed(entry),
        review_due=queries.review_due(entry),
        is_past=bool(queries.graph.as_of),
        previous=previous,
        next=following,
        groups=_groups(queries.graph, entry.id, frozenset(shown)),
        told=queries.independence(queries.graph.cited_by(entry.id)),
        review=reviews.state(entry),
        corrections=_corrections(queries, entry.id),
    )


def _corrections(queries: Queries, ident: str) -> tuple[CorrectionGroup, ...]:
    """Group the corrections of a page by their kind, in the order of the labels."""
    by_kind = grouped((each.kind, each) for each in queries.corrections.get(ident, ()))
    return tuple(
        CorrectionGroup(kind, _(label), by_kind[kind]) for kind, label in labels.CORRECTED.items() if kind in by_kind
    )


def _groups(graph: Graph, ident: str, shown: frozenset[str]) -> tuple[Group, ...]:
    """Group links by label, in the order in which the relations are declared; citations of it are its notes.

    The sentence with a link in its own text stands on the page already.
    """
    by_label: dict[str, dict[str, str]] = defaultdict(dict)
    out = grouped((link.relation, link) for link in graph.outgoing.get(ident, ()))
    back = grouped((link.relation, link) for link in graph.incoming.get(ident, ()) if link.source != SITE_ID)
    for name, relation in ((each.name, each) for each in every_relation() if each.name in out or each.name in back):
        if f">{name}" not in shown and name != CITES.name:
            for link in out.get(name, ()):
                _add(by_label[_(relation.label)], link.target, "" if name == MENTIONS.name else link.why)
        if f"<{name}" not in shown:
            for link in back.get(name, ()):
                _add(by_label[_(relation.inverse)], link.source, link.why)
    return tuple(
        Group(label, tuple(Connection(other, why) for other, why in found.items()))
        for label, found in by_label.items()
        if found
    )


def _add(found: dict[str, str], ident: str, why: str) -> None:
    """Keep the first sentence that says why; an entity stands once in a group."""
    if not found.get(ident):
        found[ident] = why
