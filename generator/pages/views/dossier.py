"""The dossier: the whole explainer as one page to print or save.

A dossier of thousands of entities could be neither opened nor printed, so above a limit it keeps to the lead question.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.graph.checks import SAYINGS, VERDICTS
from generator.graph.graph import Entry
from generator.graph.queries import HeldPosition, Queries
from generator.pages.views.arguments import ArgumentView
from generator.pages.views.arguments import view as argument_view
from generator.pages.views.claims import ClaimView
from generator.pages.views.claims import view as claim_view

MOST_ENTITIES = 800


@dataclass(frozen=True, slots=True)
class Chapter:
    """A question with its arguments by side."""

    question: Entry
    sides: tuple[tuple[str | None, tuple[ArgumentView, ...]], ...]


@dataclass(frozen=True)
class DossierView:
    """Everything that the page shows."""

    chapters: tuple[Chapter, ...]
    claims: tuple[ClaimView, ...]
    actors: tuple[tuple[Entry, tuple[tuple[str, tuple[HeldPosition, ...]], ...]], ...]
    proposals: tuple[Entry, ...]
    principles: tuple[Entry, ...]
    events: tuple[Entry, ...]
    terms: tuple[Entry, ...]
    whole: bool
    cites: bool  # whether there are notes to lead to
    included: frozenset[str]  # ids that the dossier itself holds


def view(queries: Queries) -> DossierView:
    graph = queries.graph
    whole = len(graph.entries) <= MOST_ENTITIES
    questions = [q for q in queries.orders["questions"] if whole or q == graph.site.question]
    chapters = tuple(_chapter(queries, q) for q in sorted(questions, key=lambda q: q != graph.site.question))
    claims = [ident for verdict in (*VERDICTS, *SAYINGS) for ident in queries.claims_with(verdict)] if whole else []
    others = {folder: queries.in_order(folder) if whole else () for folder in _OTHERS}
    arguments = {each.common.entry.id for chapter in chapters for _, views in chapter.sides for each in views}
    return DossierView(
        chapters=chapters,
        claims=tuple(claim_view(queries, graph.entries[ident]) for ident in claims),
        actors=tuple((entry, queries.positions_of(entry.id)) for entry in others["actors"]),
        proposals=others["proposals"],
        principles=others["principles"],
        events=others["events"],
        terms=others["terms"],
        whole=whole,
        cites=bool(graph.citations),
        included=frozenset({*questions, *arguments, *claims, *(e.id for found in others.values() for e in found)}),
    )


_OTHERS = ("actors", "proposals", "principles", "events", "terms")


def _chapter(queries: Queries, question: str) -> Chapter:
    sides = ((stance, queries.bearing_on(question, stance)) for stance in ("for", "against", "mixed", None))
    return Chapter(
        queries.graph.entries[question],
        tuple(
            (stance, tuple(argument_view(queries, queries.graph.entries[ident]) for ident in ids))
            for stance, ids in sides
            if ids
        ),
    )
