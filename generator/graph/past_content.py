"""Make the content of a day from all content, before it is linked: `AsOf` says which day, and `as_of.py` the rule.

In: the site and the entries of all valid files. Out: a `PastContent`: those that were there, each without what is
later, whose documents still know where everything stands. What is left out takes with it what cannot be without it,
and so on until nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType

from generator.graph.as_of import NO_LIMIT, AsOf
from generator.graph.cut_document import CutDocument
from generator.graph.cut_parts import Cut, Remains, cut, last_day_of_beginning
from generator.graph.field_plans import plan_of
from generator.graph.graph import Entry, SiteEntry
from generator.graph.support import grouped
from generator.graph.symbols import vocabulary
from generator.graph.text_store import TextStore, dated_names, named_word
from generator.locale import ENGLISH
from generator.model.anatomy import Leaf, key_of, leaves, marked, models, parts
from generator.model.choices import CountsInto
from generator.model.fields import CITES, Part
from generator.model.kinds import KINDS, Entity
from generator.model.site import Site
from generator.model.times import AtLatest

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PastView:
    """As of which day content is looked at, in which language it is written, and when its files were added."""

    as_of: AsOf = NO_LIMIT
    language: str = ENGLISH
    added: Mapping[str, date] = field(default_factory=dict)  # by path, where it is known


PRESENT = PastView()


@dataclass(frozen=True)
class PastContent:
    """What was there as of a day."""

    site: SiteEntry | None
    entries: tuple[Entry, ...]
    out: frozenset[str]  # ids of what is left out


def past_content(site: SiteEntry | None, entries: Iterable[Entry], view: PastView, store: TextStore) -> PastContent:
    """Return the content of a day."""
    content, as_of = PastContent(site, tuple(entries), _NOTHING), view.as_of
    if as_of.known is not None:
        content = _Past(content, date.max, store, as_of.known, view.added).content()
    return _Past(content, as_of.day, store).content() if as_of else content


def is_empty(content: PastContent) -> bool:
    """Say whether nothing that bears a date is left."""
    return not any(plan_of(type(entry.entity)).begins for entry in content.entries)


def first_day(entries: Iterable[Entry]) -> date | None:
    """Return the day by which the first of what bears a date had begun, if anything does."""
    dated = ((entry.entity, plan_of(type(entry.entity)).begins) for entry in entries)
    found = (getattr(entity, names[0]) for entity, names in dated if names)
    return min((last_day_of_beginning(when) for when in found if when is not None), default=None)


class _Past:
    """One content and one day, while it is found what is left."""

    def __init__(
        self,
        content: PastContent,
        day: date,
        store: TextStore,
        known: date | None = None,
        added: Mapping[str, date] = MappingProxyType({}),
    ) -> None:
        self._all = {entry.id: entry for entry in content.entries}
        self._site, self._before = content.site, content.out
        self._day, self._known, self._store, self._added = day, known, store, added
        self._limit = day if known is None else known
        self._out: set[str] = set()
        self._left: dict[str, Remains] = {}
        self._items: dict[tuple[str, str], Mapping[str, str]] = {}
        self._words = self._lost_words()

    def content(self) -> PastContent:
        self._out |= {entry.id for entry in self._all.values() if not self._is_there(entry)}
        waiting = {ident for ident in self._all if ident not in self._out and self._is_touched(ident)}
        while waiting:
            self._cut(waiting)
            waiting = self._unattested()
        kept = (entry for ident, entry in self._all.items() if ident not in self._out)
        return PastContent(self._past_site(), tuple(map(self._entry, kept)), self._before | frozenset(self._out))

    def _is_there(self, entry: Entry) -> bool:
        """Say whether an entity had begun by the day, and was known."""
        plan = plan_of(type(entry.entity))
        if self._known is not None:
            learnt = getattr(entry.entity, plan.learnt) if plan.learnt else None
            return all(day is None or day <= self._known for day in (learnt, self._added.get(entry.path)))
        return not plan.begins or self._begin(entry) <= self._day

    def _begin(self, entry: Entry, above: frozenset[str] = _NOTHING) -> date:
        """Return the day by which an entity had certainly begun, or the last that there is where nothing says one."""
        entity, plan = entry.entity, plan_of(type(entry.entity))
        if plan.begins and (when := getattr(entity, plan.begins[0])) is not None:
            return last_day_of_beginning(when)
        for rank in sorted({rank for _, rank in plan.attests}):
            names = [name for name, each in plan.attests if each == rank]
            cited = {leaf.value for leaf in leaves(entity) if leaf.path[0] in names and _is_citation(leaf)}
            sources = (self._all[ident] for ident in cited - above - {entry.id} if ident in self._all)
            first = min((self._begin(each, above | {entry.id}) for each in sources), default=date.max)
            if first < date.max:
                return first
        return min(_known_by(entity), default=date.max)

    def _is_touched(self, ident: str) -> bool:
        facts = self._store.facts_of(self._all[ident].entity)
        return facts.latest > self._limit or not facts.names.isdisjoint(self._out | self._lost_names)

    @cached_property
    def _referrers(self) -> Mapping[str, tuple[str, ...]]:
        """The files that name an id."""
        named = ((name, e.id) for e in self._all.values() for name in self._store.facts_of(e.entity).names)
        return grouped(named)

    def _cut(self, waiting: Iterable[str]) -> None:
        """Cut files, and again those that name what goes with that."""
        queue = set(waiting)
        while queue:
            changed = {ident for ident in sorted(queue) if self._has_changed(ident)}
            queue = {name for ident in changed for name in self._referrers.get(ident, ())} - self._out

    def _has_changed(self, ident: str) -> bool:
        """Cut one file, and say whether that may change others: it is gone, or items that others name are."""
        entity = self._all[ident].entity
        remains = cut(entity, self._by())
        if remains is None:
            self._out.add(ident)
            return True
        self._left[ident] = remains
        items = {name: _left_items(entity, name, remains) for name in _named_lists() if (name,) in remains.lists}
        changed = {(ident, name): left for name, left in items.items() if self._items.get((ident, name)) != left}
        self._items |= changed
        return bool(changed)

    def _by(self) -> Cut:
        return Cut(self._day, self._out, self._store.text, self._words, self._items, self._known)

    def _unattested(self) -> set[str]:
        """Leave out what bears no date, of whose summary nothing is left, and which nothing dated names.

        Returns the files that name it.
        """
        lost = {
            ident
            for ident, remains in self._left.items()
            if ident not in self._out and remains.lost and not remains.has_dated and not self._is_attested(ident)
        }
        self._out |= lost
        return {name for ident in lost for name in self._referrers.get(ident, ())} - self._out

    def _is_attested(self, ident: str) -> bool:
        if plan_of(type(self._all[ident].entity)).begins:
            return True
        named_by = (each for each in self._referrers.get(ident, ()) if each not in self._out)
        return any(ident in self._dated_names(each) for each in named_by)

    def _dated_names(self, ident: str) -> Iterator[str]:
        """Yield the ids that what is dated in a file names: all of it, where that is of a kind that bears a date."""
        part = self._part(ident)
        return dated_names(part, self._store, is_dated=bool(plan_of(type(part)).begins))

    def _part(self, ident: str) -> Part:
        return self._left[ident].part if ident in self._left else self._all[ident].entity

    def _entry(self, entry: Entry) -> Entry:
        remains = self._left.get(entry.id)
        if remains is None or remains.part is entry.entity or not isinstance(remains.part, Entity):
            return entry
        return replace(entry, entity=remains.part, document=CutDocument.of(entry.document, remains))

    def _past_site(self) -> SiteEntry | None:
        if self._site is None:
            return None
        remains = cut(self._site.part, self._by())
        assert remains is not None  # it needs nothing that may be left out
        assert isinstance(remains.part, Site)
        return replace(self._site, part=remains.part, document=CutDocument.of(self._site.document, remains))

    def _lost_words(self) -> frozenset[tuple[str, str]]:
        """Return the words of lists of the site that name a later day."""
        if self._site is None:
            return frozenset()
        left = cut(self._site.part, Cut(self._day, _NOTHING, self._store.text))
        after = vocabulary(left.part) if left is not None and isinstance(left.part, Site) else {}
        before = vocabulary(self._site.part)
        return frozenset((name, word) for name, words in before.items() for word in words if word not in after[name])

    @cached_property
    def _lost_names(self) -> frozenset[str]:
        return frozenset(named_word(*each) for each in self._words)


def _is_citation(leaf: Leaf) -> bool:
    relation = leaf.relation()
    return relation is not None and relation.targets == CITES.targets


def _known_by(entity: Part) -> Iterator[date]:
    """Yield the days on which something without a date was there."""
    for _, part in parts(entity):
        yield from (day for name in marked(type(part), AtLatest) if (day := getattr(part, name)) is not None)


@cache
def _named_lists() -> Mapping[str, bool]:
    """Map the name of each list whose items are named elsewhere to whether they are named by their numbers."""
    named = (each for kind in KINDS for model in models(kind.model) for _, each in plan_of(model).names_items)
    return {each.items: isinstance(each, CountsInto) for each in named}


def _left_items(entity: Part, name: str, remains: Remains) -> Mapping[str, str]:
    """Map what names an item that is left to what names it now."""
    kept = remains.lists[name,]
    if _named_lists()[name]:
        return {str(old + 1): str(new + 1) for new, old in enumerate(kept)}
    keys = [key_of(getattr(entity, name)[number]) for number in kept]
    return dict(zip(keys, keys, strict=True))
