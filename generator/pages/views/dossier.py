"""The dossier: the whole explainer as one page to print or save.

A dossier of thousands of entities could be neither opened nor printed, so above a limit it keeps to the lead question.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.graph.checks import SAYINGS, VERDICTS
from generator.graph.graph import Entry
from generator.graph.positions import HeldPosition
from generator.graph.queries import Queries
from generator.locale import N_
from generator.model.kinds import KINDS, Kind
from generator.model.kinds.events import Event
from generator.pages.views.arguments import ArgumentView
from generator.pages.views.arguments import view as argument_view
from generator.pages.views.claims import ClaimView
from generator.pages.views.claims import view as claim_view

MOST_ENTITIES = 800


@dataclass(frozen=True, slots=True)
class Chapter:
    """A question with its arguments by side."""

    question: Entry
    sides: tuple[tuple[str, tuple[ArgumentView, ...]], ...]


@dataclass(frozen=True, slots=True)
class DossierSection:
    """A kind whose entities stand one below the other, each in a sentence."""

    title: str
    anchor: str
    entries: tuple[Entry, ...]
    is_dated: bool


@dataclass(frozen=True)
class DossierView:
    """Everything that the page shows."""

    chapters: tuple[Chapter, ...]
    claims: tuple[ClaimView, ...]
    actors: tuple[tuple[Entry, tuple[tuple[str, tuple[HeldPosition, ...]], ...]], ...]
    sections: tuple[DossierSection, ...]  # of all other kinds
    whole: bool
    cites: bool  # whether there are notes to lead to
    included: frozenset[str]  # ids that the dossier itself holds


def view(queries: Queries) -> DossierView:
    graph = queries.graph
    whole = len(graph.entries) <= MOST_ENTITIES
    questions = [q for q in queries.orders["questions"] if whole or q == graph.site.question]
    chapters = tuple(
        _chapter(queries, q, whole=whole) for q in sorted(questions, key=lambda q: q != graph.site.question)
    )
    claims = [ident for verdict in (*VERDICTS, *SAYINGS) for ident in queries.claims_with(verdict)] if whole else []
    actors = queries.in_order("actors") if whole else ()
    sections = tuple(_section(queries, kind) for kind in KINDS if whole and kind.folder not in _APART)
    listed = (*actors, *(entry for section in sections for entry in section.entries))
    arguments = {each.common.entry.id for chapter in chapters for _, views in chapter.sides for each in views}
    return DossierView(
        chapters=chapters,
        claims=tuple(claim_view(queries, graph.entries[ident]) for ident in claims),
        actors=tuple((entry, queries.positions_of(entry.id)) for entry in actors),
        sections=tuple(section for section in sections if section.entries),
        whole=whole,
        cites=bool(graph.citations),
        included=frozenset({*questions, *arguments, *claims, *(entry.id for entry in listed)}),
    )


_APART = frozenset(("questions", "arguments", "claims", "actors", "sources"))  # in forms of their own, or as notes


def _section(queries: Queries, kind: Kind) -> DossierSection:
    is_dated = issubclass(kind.model, Event)
    title, anchor = (N_("Events"), kind.folder) if is_dated else (kind.title, kind.overview)
    return DossierSection(title, anchor, queries.in_order(kind.folder), is_dated)


def _chapter(queries: Queries, question: str, *, whole: bool) -> Chapter:
    """Build a chapter. What bears on several questions stands in that of the first, where all have one."""
    left = {ident for ident, argument in queries.arguments.items() if argument.question == question or not whole}
    sides: list[tuple[str, tuple[ArgumentView, ...]]] = []
    for division in queries.sides.divisions(question):
        if own := [queries.graph.entries[ident] for ident in division.arguments if ident in left]:
            sides.append((division.words, tuple(argument_view(queries, entry) for entry in own)))
            left -= {entry.id for entry in own}
    return Chapter(queries.graph.entries[question], tuple(sides))
