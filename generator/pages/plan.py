"""Graph to planned pages: which pages there are, where, of which type, and how their views are built.

In: a `Queries`. Out: a `Page` for each address, whose view is built only when the page is rendered, so that one page
costs no more in a large site than in a small one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from generator.formats import exports
from generator.graph import urls
from generator.graph.graph import Entry
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.model.kinds import BY_FOLDER, KINDS, Kind
from generator.model.site import Removal
from generator.pages.views import (
    actors,
    arguments,
    choices,
    claims,
    coverage,
    dossier,
    entity,
    fields,
    gaps,
    home,
    overviews,
    positions,
    questions,
    sources,
    timeline,
)


class Page(NamedTuple):
    """A page that can be rendered."""

    src: SrcPath
    template: str
    type: str  # the frame that the theme gives it
    title: str
    lead: str | Callable[[], str]
    view: Callable[[], Any]
    entity: str = ""  # the id of the entity that it is about
    content_path: str = ""  # the file to edit
    moved_to: SrcPath | None = None  # the page that a former address leads to

    @property
    def description(self) -> str:
        """What the page is about, for those who have not opened it. Worked out late, as the view is."""
        return self.lead if isinstance(self.lead, str) else self.lead()


_ENTITY_VIEWS: dict[str, Callable[[Queries, Entry], Any]] = {
    "questions": questions.view,
    "arguments": arguments.view,
    "claims": claims.view,
    "actors": actors.view,
    "sources": sources.view,
}


class Plan(Mapping[SrcPath, Page]):
    """Every page by its place, in the order in which a reader would list them.

    An entity's page is planned when somebody asks for it: there are thousands, and a preview, for which all is planned
    anew after each edit, shows one.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self._pages: dict[SrcPath, Page | Entry] = {page.src: page for page in _overviews(queries)}
        for kind in KINDS:
            self._pages |= {urls.entity_src(kind, entry.id): entry for entry in queries.in_order(kind.folder)}
        self._pages |= {page.src: page for page in (*_parts(queries), *_moved(queries), *_removed(queries))}

    def __getitem__(self, src: SrcPath) -> Page:
        found = self._pages[src]
        if isinstance(found, Entry):
            found = self._pages[src] = _of_entity(self._queries, src, found)
        return found

    def __iter__(self) -> Iterator[SrcPath]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def __contains__(self, src: object) -> bool:
        return src in self._pages  # without planning it


def _of_entity(queries: Queries, src: SrcPath, entry: Entry) -> Page:
    build = _ENTITY_VIEWS.get(entry.kind.folder, entity.entity_view)
    return Page(
        src=src,
        template=f"{entry.kind.folder}.md.jinja",
        type=entry.kind.noun,
        title=entry.title,
        lead=partial(queries.graph.words, entry.entity.summary),
        view=partial(build, queries, entry),
        entity=entry.id,
        content_path=entry.path,
    )


def _overviews(queries: Queries) -> Iterator[Page]:
    site = queries.graph.site
    yield Page(urls.HOME, "home.md.jinja", "home", site.title, site.description, partial(home.view, queries))
    for kind in KINDS:
        src = urls.overview_src(kind.overview)
        if kind.folder == "events":
            build = partial(timeline.view, queries)
            yield Page(src, "timeline.md.jinja", "timeline", kind.title, kind.lead, build)
            yield from _years(queries)
        else:
            yield Page(src, "overview.md.jinja", "list", kind.title, kind.lead, partial(overviews.view, queries, kind))
        if kind.folder != "events":
            yield from _sections(queries, kind)
        if kind.overview != kind.folder:
            yield _redirect(urls.overview_src(kind.folder), kind.title, src)
    for folder, template, frame, title, lead, build_any in _SINGLES:
        yield Page(urls.overview_src(folder), template, frame, title, lead, partial(build_any, queries))


def _sections(queries: Queries, kind: Kind) -> Iterator[Page]:
    """Plan the pages of sections that are too long for the overview."""
    for src, title, build in overviews.parts(queries, kind):
        yield Page(src, "overview.md.jinja", "list", f"{kind.title}: {title}", kind.lead, build)


def _years(queries: Queries) -> Iterator[Page]:
    """Plan the pages of years, where there are too many events for one page."""
    for src, title, build in timeline.parts(queries):
        lead = f"The events of {title}."
        yield Page(src, "timeline.md.jinja", "timeline", f"Timeline: {title}", lead, build)


_POSITIONS_LEAD = "Each actor’s latest position found, with its date and source."


def _corrections(queries: Queries) -> Any:
    return tuple(sorted(queries.graph.site.corrections, key=lambda each: each.date, reverse=True))


def _publications(queries: Queries) -> Any:
    return tuple(exports.publications(queries.graph))


_SINGLES: tuple[tuple[str, str, str, str, str, Callable[[Queries], Any]], ...] = (
    (
        "positions",
        "positions.md.jinja",
        "matrix",
        "Who stands where",
        _POSITIONS_LEAD,
        positions.view,
    ),
    (
        "gaps",
        "gaps.md.jinja",
        "plain",
        "What is missing",
        "Where this explainer has gaps, and how it is balanced.",
        gaps.view,
    ),
    (
        "method",
        "method.md.jinja",
        "plain",
        "How to read this site",
        "How claims are checked, sources judged and arguments chosen.",
        coverage.coverage,
    ),
    (
        "corrections",
        "corrections.md.jinja",
        "plain",
        "Corrections, updates and clarifications",
        "What was put right after publication, and when.",
        _corrections,
    ),
    (
        "dossier",
        "dossier.md.jinja",
        "doc",
        "The whole explainer on one page",
        "Every question, argument, claim and position, to print or to save.",
        dossier.view,
    ),
    (
        "data",
        "data.md.jinja",
        "list",
        "Take the data along",
        "The whole explainer in formats that other programs read, under CC BY 4.0.",
        _publications,
    ),
    (
        "fields",
        "fields.md.jinja",
        "list",
        "What each file may say",
        "Every key of every kind of file, what it takes and what it is for.",
        fields.view,
    ),
)


def _parts(queries: Queries) -> Iterator[Page]:
    """Plan the prepared pages that filters lead to."""
    graph = queries.graph
    for entry in queries.in_order("questions"):
        for choice in choices.question_choices(queries, entry)[1:]:
            part = partial(questions.part_view, queries, entry, choice.camp or "")
            lead = f"The arguments on this question that {choice.words} makes."
            yield Page(choice.target, "question_part.md.jinja", "list", f"{entry.title} {choice.words}", lead, part)
    for choice in choices.position_choices(queries)[1:]:
        build = partial(positions.view, queries, choice.camp)
        title = f"Who stands where: {choice.words}"
        yield Page(choice.target, "positions.md.jinja", "matrix", title, _POSITIONS_LEAD, build)
    about, by = choices.timeline_choices(queries)
    for choice in (*about[1:], *by[1:]):
        ident = choice.target.rpartition("/")[2].removesuffix(".md")
        title = f"Timeline: {graph.title(ident)}"
        lead = f"The events linked to “{graph.title(ident)}”."
        yield Page(choice.target, "timeline.md.jinja", "timeline", title, lead, partial(timeline.view, queries, ident))


def _moved(queries: Queries) -> Iterator[Page]:
    """Plan a page at each former address that leads to the present one."""
    for former, present in sorted(queries.graph.former.items()):
        entry = queries.graph.entries[present]
        src = urls.entity_src(entry.kind, former)
        yield _redirect(src, entry.title, urls.entity_src(entry.kind, present))


def _removed(queries: Queries) -> Iterator[Page]:
    """Plan a page at each address of what was taken away, which says why."""
    for removal in queries.graph.site.removed:
        kind = BY_FOLDER[removal.kind]
        lead = partial(queries.graph.words, removal.reason)
        for ident in removal.ids:
            view = partial(_Removed, removal, kind)
            yield Page(urls.entity_src(kind, ident), "removed.md.jinja", "plain", removal.title, lead, view)


@dataclass(frozen=True, slots=True)
class _Removed:
    """Why a page went, and where others of its kind are."""

    removal: Removal
    kind: Kind


def _redirect(src: SrcPath, title: str, target: SrcPath) -> Page:
    return Page(
        src,
        "moved.md.jinja",
        "plain",
        title,
        "This page has moved.",
        partial(_Moved, title, target),
        moved_to=target,
    )


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where a page went."""

    title: str
    target: SrcPath
