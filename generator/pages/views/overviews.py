"""The overview of a kind: its entities in sections, each row with a mark and a note.

A kind with many entities gets a page that begins each long section, and further pages that hold it whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from generator.graph import urls
from generator.graph.checks import SAYINGS, VERDICTS
from generator.graph.graph import Entry, Graph
from generator.graph.queries import Queries
from generator.graph.symbols import vocabulary
from generator.graph.urls import SrcPath
from generator.locale import _, clauses, format_number, ngettext, pgettext
from generator.model import labels
from generator.model.anatomy import marked, names
from generator.model.fields import Labels, Vocabulary
from generator.model.kinds import Kind
from generator.model.kinds.events import Event
from generator.model.kinds.proposals import Proposal
from generator.model.kinds.sources import Source
from generator.pages.views.choices import Choice

MOST_ROWS = 300  # entities on one page
MOST_BEGUN, FEWEST_BEGUN = 30, 5  # of each section, where there are more


class OverviewRow(NamedTuple):
    """One entity in a list. `mark` names how `value` is shown: verdict, camp or text."""

    id: str
    mark: str
    value: str | None
    note: str  # prose, one line


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with rows."""

    title: str
    anchor: str
    rows: tuple[OverviewRow, ...]
    whole: Choice | None = None  # where all of it is, if these rows are the first of many

    @property
    def is_marked(self) -> bool:
        return any(row.value for row in self.rows)


@dataclass(frozen=True)
class OverviewView:
    """Everything that an overview shows."""

    kind: Kind
    sections: tuple[Section, ...]
    pages: tuple[Choice, ...] = ()  # of a section that fills several
    part: str = ""  # the section that this page is about, if not about all
    beside: Choice | None = None  # the page that shows the same entities in another way


def view(queries: Queries, kind: Kind) -> OverviewView:
    sections = _sections(queries, kind)
    if not _is_large(queries, kind):
        return OverviewView(kind, sections, beside=_beside(queries, kind))
    shown = _most_begun(sections)
    begun = tuple(_begun(kind, section, most) for section, most in zip(sections, shown, strict=True))
    return OverviewView(kind, begun, beside=_beside(queries, kind))


def _beside(queries: Queries, kind: Kind) -> Choice | None:
    if kind.folder == "proposals" and queries.graph.site.points:
        return Choice(urls.overview_src("comparison"), _("All of them in one table, point by point"))
    return None


def parts(queries: Queries, kind: Kind) -> Iterator[tuple[SrcPath, str, Callable[[], OverviewView]]]:
    """Yield the place, the title and the view of each page that holds a long section, or a part of it."""
    sections = _sections(queries, kind) if _is_large(queries, kind) else ()
    for section, most in zip(sections, _most_begun(sections), strict=True):
        if len(section.rows) <= most:
            continue
        starts = range(0, len(section.rows), MOST_ROWS)
        pages = tuple(_page(kind, section, number) for number in range(1, len(starts) + 1))
        for start, page in zip(starts, pages, strict=True):
            title = _("%(section)s, page %(number)s", section=section.title, number=page.words)
            yield page.target, title if len(pages) > 1 else section.title, partial(_part, kind, section, start, pages)


def _part(kind: Kind, section: Section, start: int, pages: tuple[Choice, ...]) -> OverviewView:
    rows = section.rows[start : start + MOST_ROWS]
    return OverviewView(kind, (replace(section, rows=rows),), pages, section.title)


def _sections(queries: Queries, kind: Kind) -> tuple[Section, ...]:
    divide = _DIVISIONS.get(kind.folder, partial(_by_words, kind) if kind.divided_by else _undivided)
    return tuple(section for section in divide(queries, queries.in_order(kind.folder)) if section.rows)


def _is_large(queries: Queries, kind: Kind) -> bool:
    return len(queries.orders[kind.folder]) > MOST_ROWS


def _most_begun(sections: tuple[Section, ...]) -> list[int]:
    """Return how many rows of each section the overview shows: some of the first sections, none of the many others."""
    begun = max(FEWEST_BEGUN, min(MOST_BEGUN, MOST_ROWS // max(1, len(sections))))
    return [begun if number * begun < MOST_ROWS else 0 for number in range(len(sections))]


def _begun(kind: Kind, section: Section, most: int) -> Section:
    if len(section.rows) <= most:
        return section
    whole = replace(
        _page(kind, section, 1),
        words=_("All %(number)s under “%(section)s”", number=format_number(len(section.rows)), section=section.title),
    )
    return replace(section, rows=section.rows[:most], whole=whole)


def _page(kind: Kind, section: Section, number: int) -> Choice:
    """Name a page of a section, which no entity's page can be."""
    stem = f"all/{section.anchor}{f'-{number}' if number > 1 else ''}"
    return Choice(urls.part_src(urls.overview_src(kind.folder), stem), str(number))


def _row(entry: Entry, mark: str = "", value: str | None = None) -> OverviewRow:
    return OverviewRow(entry.id, mark, value, entry.entity.summary)


def _undivided(queries: Queries, entries: tuple[Entry, ...]) -> Iterable[Section]:
    title = ngettext("%(num)s entry", "%(num)s entries", len(entries))
    yield Section(title, "all", tuple(_row(entry) for entry in entries))


def _terms(queries: Queries, entries: tuple[Entry, ...]) -> Iterable[Section]:
    title = ngettext("%(num)s term", "%(num)s terms", len(entries))
    yield Section(title, "all", tuple(_row(entry) for entry in entries))


def _questions(queries: Queries, entries: tuple[Entry, ...]) -> Iterable[Section]:
    lead = queries.graph.site.question
    yield Section(_("The question"), "lead", tuple(_row(entry) for entry in entries if entry.id == lead))
    title = _("What it turns on") if lead else _("Questions")
    yield Section(title, "turns-on", tuple(_row(entry) for entry in entries if entry.id != lead))


def _arguments(queries: Queries, entries: tuple[Entry, ...]) -> Iterable[Section]:
    """Divide by question, then say the side."""
    by_id = {entry.id: entry for entry in entries}
    for question in sorted(queries.orders["questions"], key=lambda q: (q != queries.graph.site.question,)):
        ranked = dict.fromkeys(i for each in queries.sides.divisions(question) for i in each.arguments)
        apart = pgettext("tag of an argument", "Answers")
        sides = {ident: queries.sides.words(question, ident) or apart for ident in ranked}
        rows = tuple(_row(by_id[ident], "text", words) for ident, words in sides.items())
        yield Section(queries.graph.title(question), question, rows)


def _claims(queries: Queries, entries: tuple[Entry, ...]) -> Iterable[Section]:
    by_id = {entry.id: entry for entry in entries}
    for verdict in (*VERDICTS, *reversed(SAYINGS)):
        title = labels.ATTRIBUTIONS[verdict] if verdict in SAYINGS else labels.VERDICTS[verdict][0]
        rows = tuple(_row(by_id[ident], "verdict", verdict) for ident in queries.claims_with(verdict))
        yield Section(_(title), verdict, rows)
    yield Section(_(labels.OPEN[0]), "open", tuple(_row(by_id[i], "verdict") for i in queries.claims_with(None)))


def _by_words(kind: Kind, queries: Queries, entries: tuple[Entry, ...]) -> Iterable[Section]:
    """Divide by the words of a field, in the order of their list; those without one come last."""
    has_camp = "camp" in names(kind.model)
    for word, title in (*_titles(queries.graph, kind).items(), (None, _("Others"))):
        found = [entry for entry in entries if getattr(entry.entity, kind.divided_by) == word]
        rows = (_row(e, "camp", getattr(e.entity, "camp")) if has_camp else _row(e) for e in found)  # noqa: B009
        yield Section(title, (word or "others").replace(" ", "-"), tuple(rows))


def _titles(graph: Graph, kind: Kind) -> dict[str, str]:
    """Map the words that divide a kind, of a list of the site's or of the model, to what readers see."""
    if listed := marked(kind.model, Vocabulary).get(kind.divided_by):
        return {word: labels.capitalized(graph.word(word)) for word in vocabulary(graph.site)[listed.name]}
    return {word: _(label) for word, label in marked(kind.model, Labels)[kind.divided_by].words.items()}


def _proposals(queries: Queries, entries: tuple[Entry, ...]) -> Iterable[Section]:
    for status, words in labels.STATUSES.items():
        found = [(e, e.entity) for e in entries if isinstance(e.entity, Proposal) and e.entity.status == status]
        yield Section(_(words), status, tuple(_row(e, "text", _date(proposal.date)) for e, proposal in found))


def _date(when: object) -> str:
    words: Callable[..., str] | None = getattr(when, "words", None)
    return words(short=True) if words else _("undated")


def _events(queries: Queries, entries: tuple[Entry, ...]) -> Iterable[Section]:
    rows = (_row(e, "text", _date(e.entity.date)) for e in entries if isinstance(e.entity, Event))
    yield Section(_("Events"), "events", tuple(rows))


def _sources(queries: Queries, entries: tuple[Entry, ...]) -> Iterable[Section]:
    described = [(entry, entry.entity) for entry in entries if isinstance(entry.entity, Source)]
    annotated = tuple(_row(entry, "camp", source.camp) for entry, source in described if source.statements)
    yield Section(_("Annotated"), "annotated", annotated)
    for camp in (*queries.graph.site.camps, None):
        ident = camp.id if camp else None
        rows = tuple(
            OverviewRow(entry.id, "text", source.publisher or "", _described(source))
            for entry, source in described
            if source.camp == ident and not source.statements
        )
        yield Section(camp.title if camp else _("No camp"), ident or "no-camp", rows)


def _described(source: Source) -> str:
    return clauses(_(labels.CONTROL[source.control]), _date(source.issued))


_DIVISIONS: dict[str, Callable[[Queries, tuple[Entry, ...]], Iterable[Section]]] = {
    "questions": _questions,
    "arguments": _arguments,
    "claims": _claims,
    "proposals": _proposals,
    "events": _events,
    "sources": _sources,
    "terms": _terms,
}
