"""Plan the pages: which there are, where, of which type, and how their views are built.

In: a `Queries`. Out: a `Page` for each address, whose view is built only when the page is rendered, so that one page
costs no more in a large site than in a small one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextvars import copy_context
from functools import cached_property, partial
from typing import Any, NamedTuple

from generator.graph import urls
from generator.graph.graph import Entry, Graph
from generator.graph.history import VERDICT, History
from generator.graph.past_queries import PastQueries
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.locale import _, labelled
from generator.model import dates
from generator.model.kinds import BY_FOLDER, KINDS, Kind
from generator.pages.views import (
    actors,
    arguments,
    choices,
    claims,
    comparison,
    coverage,
    data,
    debate,
    dossier,
    entity,
    events,
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
    "events": events.view,
}


class Plan(Mapping[SrcPath, Page]):
    """Every page by its place, in the order in which a reader would list them.

    An entity's page is planned when it is asked for: there are thousands, and a preview, for which all is planned
    anew after each edit, shows one. For that page alone the others need not be known. Whenever that is, titles are in
    the language in which the plan was begun.
    """

    def __init__(self, queries: Queries, past: PastQueries) -> None:
        self._queries, self._past, self._begun_in = queries, past, copy_context()
        self._planned: dict[SrcPath, Page] = {}  # those of entities

    @cached_property
    def _entries(self) -> Mapping[SrcPath, Entry]:
        found = ((urls.entity_src(entry.kind, entry.id), entry) for entry in self._queries.graph.entries.values())
        return {src: entry for src, entry in found if src not in self._queries.graph.elsewhere}

    @cached_property
    def _pages(self) -> Mapping[SrcPath, Page | Entry]:
        return self._begun_in.run(self._all_pages)

    def _all_pages(self) -> Mapping[SrcPath, Page | Entry]:
        queries, entries = self._queries, self._entries
        found: dict[SrcPath, Page | Entry] = {page.src: page for page in _overviews(queries)}
        for kind in KINDS:
            places = (urls.entity_src(kind, ident) for ident in queries.orders[kind.folder])
            found |= {src: entries[src] for src in places if src in entries}
        found |= {
            page.src: page
            for page in (*_parts(queries), *_days(queries, self._past), *_moved(queries), *_removed(queries))
        }
        return {src: page for src, page in found.items() if src not in queries.graph.elsewhere}

    def __getitem__(self, src: SrcPath) -> Page:
        if src not in self._planned and src in self._entries:
            self._planned[src] = _of_entity(self._queries, src, self._entries[src])
        found = self._planned.get(src) or self._pages[src]
        assert isinstance(found, Page)
        return found

    def __iter__(self) -> Iterator[SrcPath]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def leads_on(self, src: SrcPath) -> bool:
        """Say whether a page only leads to another one."""
        found = self._pages[src]
        return isinstance(found, Page) and found.moved_to is not None

    def __contains__(self, src: object) -> bool:
        return src in self._entries or src in self._pages  # without planning it


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
        title, lead = _(kind.title), _(kind.lead)
        if kind.folder == "events":
            yield Page(src, "timeline.md.jinja", "timeline", title, lead, partial(timeline.view, queries))
            yield from _years(queries)
        else:
            yield Page(src, "overview.md.jinja", "list", title, lead, partial(overviews.view, queries, kind))
            yield from _sections(queries, kind)
        if kind.overview != kind.folder:
            yield _redirect(urls.overview_src(kind.folder), title, src)
    yield from _singles(queries)
    yield from _imprint(queries)


def _sections(queries: Queries, kind: Kind) -> Iterator[Page]:
    """Plan the pages of sections that are too long for the overview."""
    for src, section, build in overviews.parts(queries, kind):
        title = labelled(_(kind.title), section)
        yield Page(src, "overview.md.jinja", "list", title, _(kind.lead), build)


def _years(queries: Queries) -> Iterator[Page]:
    """Plan the pages of years, where there are too many events for one page."""
    for src, year, build in timeline.parts(queries):
        title, lead = _("Timeline: %(part)s", part=year), _("The events of %(year)s.", year=year)
        yield Page(src, "timeline.md.jinja", "timeline", title, lead, build)


def _corrections(queries: Queries) -> Any:
    verdicts = (change for change in History(queries.graph).all if change.kind == VERDICT)
    return tuple(sorted((*queries.graph.site.corrections, *verdicts), key=lambda each: each.date, reverse=True))


def _singles(queries: Queries) -> Iterator[Page]:
    """Plan the overviews of no kind."""

    def page(folder: str, frame: str, title: str, lead: str, build: Callable[[Queries], Any]) -> Page:
        return Page(urls.overview_src(folder), f"{folder}.md.jinja", frame, title, lead, partial(build, queries))

    yield page("positions", "matrix", _("Who stands where"), _positions_lead(), positions.view)
    lead = _("What each proposal says on the same points, and on which it says nothing.")
    yield page("comparison", "matrix", _("Proposals compared"), lead, comparison.view)
    lead = _("Where this explainer has gaps, and how it is balanced.")
    yield page("gaps", "plain", _("What is missing"), lead, gaps.view)
    lead = _("How claims are checked, sources judged and arguments chosen.")
    yield page("method", "plain", _("How to read this site"), lead, coverage.coverage)
    lead = _("What was put right after publication, and when.")
    yield page("corrections", "plain", _("Corrections, updates and clarifications"), lead, _corrections)
    lead = _("Every question, argument, claim and position, to print or to save.")
    yield page("dossier", "doc", _("The whole explainer on one page"), lead, dossier.view)
    lead = _("The whole explainer in formats that other programs read.")
    yield page("data", "list", _("Take the data along"), lead, data.view)
    lead = _("Every key of every kind of file, what it takes and what it is for.")
    yield page("fields", "list", _("What each file may say"), lead, fields.view)


def _imprint(queries: Queries) -> Iterator[Page]:
    """Plan the page on who answers for the site, where the site says anything of it."""
    site = queries.graph.site
    if has_imprint(queries.graph):
        lead = _("Who answers for this site, and on what terms others may use it.")
        yield Page(urls.IMPRINT, "imprint.md.jinja", "plain", _("Imprint and contact"), lead, lambda: site)


def has_imprint(graph: Graph) -> bool:
    return bool(graph.site.imprint or graph.site.contact) and urls.IMPRINT not in graph.elsewhere


def _positions_lead() -> str:
    return _("Each actor’s latest position found, with its date and source.")


def _parts(queries: Queries) -> Iterator[Page]:
    """Plan the prepared pages that filters lead to."""
    graph = queries.graph
    for entry in queries.in_order("questions"):
        for choice in choices.question_choices(queries, entry)[1:]:
            part = partial(questions.part_view, queries, entry, choice.camp or "")
            title = _("%(question)s %(camp)s", question=entry.title, camp=choice.words)
            lead = _("The arguments on this question that %(camp)s makes.", camp=choice.words)
            yield Page(choice.target, "question_part.md.jinja", "list", title, lead, part)
    for choice in choices.position_choices(queries)[1:]:
        build = partial(positions.view, queries, choice.camp)
        title = _("Who stands where: %(camp)s", camp=choice.words)
        yield Page(choice.target, "positions.md.jinja", "matrix", title, _positions_lead(), build)
    about, by = choices.timeline_choices(queries)
    for choice in (*about[1:], *by[1:]):
        ident = choice.target.rpartition("/")[2].removesuffix(".md")
        title = _("Timeline: %(part)s", part=graph.title(ident))
        lead = _("The events linked to “%(title)s”.", title=graph.title(ident))
        yield Page(choice.target, "timeline.md.jinja", "timeline", title, lead, partial(timeline.view, queries, ident))


def _days(queries: Queries, past: PastQueries) -> Iterator[Page]:
    """Plan a page for each day on which a question turned. No graph of then is made before one of them is shown."""
    for entry in queries.in_order("questions"):
        for point in queries.turning_points.of(entry.id):
            title = _("%(question)s As it stood on %(day)s", question=entry.title, day=dates.day_words(point.day))
            lead = _(
                "What had been said on this question by %(day)s, and what was new.", day=dates.day_words(point.day)
            )
            src = urls.day_src(urls.entity_src(entry.kind, entry.id), point.day)
            build = partial(debate.view, queries, past, entry, point)
            yield Page(src, "debate.md.jinja", "debate", title, lead, build)


def _moved(queries: Queries) -> Iterator[Page]:
    """Plan a page at each former address that leads to the present one."""
    for former, present in sorted(queries.graph.former.items()):
        entry = queries.graph.entries[present]
        yield _redirect(urls.entity_src(entry.kind, former), entry.title, urls.entity_src(entry.kind, present))


def _removed(queries: Queries) -> Iterator[Page]:
    """Plan a page at each address of what was taken away, which says why."""
    for removal in queries.graph.site.removed:
        kind = BY_FOLDER[removal.kind]
        lead = partial(queries.graph.words, removal.reason)
        for ident in removal.ids:
            view = partial[Any](dict, removal=removal, kind=kind)
            yield Page(urls.entity_src(kind, ident), "removed.md.jinja", "plain", removal.title, lead, view)


def _redirect(src: SrcPath, title: str, target: SrcPath) -> Page:
    view = partial[Any](dict, title=title, target=target)
    return Page(src, "moved.md.jinja", "plain", title, _("This page has moved."), view, moved_to=target)
