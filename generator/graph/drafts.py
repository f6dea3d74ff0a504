"""Leave drafts out of what is published, and find what is published and cannot do without one.

In: a graph. Out: the graph that builds and exports show, the one that a preview shows, and problems. What names a draft
goes with it: the key, or the item of a list that is nothing without it. Sources, links in text, and keys that have to
be there are needed. Knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from generator.content import prose
from generator.graph.graph import SITE_ID, Graph, SiteEntry, assemble
from generator.graph.linking import link_file
from generator.graph.symbols import SymbolTable
from generator.locale import _
from generator.model.anatomy import Leaf, Slot, leaves, slots
from generator.model.fields import CITES, Part
from generator.problems.problem import Problem

Made = TypeVar("Made", bound=Part)


def published(graph: Graph) -> Graph:
    """Return a graph without its drafts. Nothing in it may need one."""
    drafts = _drafts(graph)
    if not drafts:
        return graph
    site = _without(graph.site, drafts) or graph.site
    kept = (graph.entries[ident] for ident in sorted(graph.entries.keys() - drafts))
    entries = tuple(replace(entry, entity=_without(entry.entity, drafts) or entry.entity) for entry in kept)
    symbols = SymbolTable(site, entries, {entry.id: entry.kind.folder for entry in entries})
    linked = [link_file(entry, symbols) for entry in entries]
    own = tuple(link for link in graph.outgoing.get(SITE_ID, ()) if link.target not in drafts)
    links, citations = (each.links for each in linked), (each.citations for each in linked)
    made = assemble(site, entries, (own, *links), (graph.citing.get(SITE_ID, ()), *citations), symbols.former)
    return replace(made, address=graph.address, directories=graph.directories, as_of=graph.as_of)


def marked(graph: Graph) -> Graph:
    """Return a graph in which the title of each draft says that it is one."""
    marks = {ident: graph.entries[ident] for ident in _drafts(graph)}
    titles = {ident: _("Draft: %(title)s", title=entry.title) for ident, entry in marks.items()}
    drafts = {i: replace(e, entity=e.entity.model_copy(update={"title": titles[i]})) for i, e in marks.items()}
    return replace(graph, entries=MappingProxyType({**graph.entries, **drafts})) if drafts else graph


def needed(graph: Graph, site: SiteEntry) -> Iterator[Problem]:
    """Yield a problem for each place at which something that is published needs a draft."""
    drafts = _drafts(graph)
    named = {link.source for ident in drafts for link in graph.incoming.get(ident, ())} - drafts
    for ident in sorted(named):
        item = graph.entries[ident] if ident else site
        for leaf in leaves(item.part):
            for draft, offset in _named_by(leaf, drafts):
                if leaf.slot.relation is None or not _can_do_without(item.part, leaf, draft):
                    message = f"'{draft}' is a draft, and this is published and needs it"
                    hint = (
                        f"delete 'draft' in its file{', write it here too' if ident else ''}, or take the id out here"
                    )
                    yield item.document.problem(leaf.path, "needs-draft", message, hint, offset)


def _drafts(graph: Graph) -> frozenset[str]:
    return frozenset(entry.id for entry in graph.entries.values() if entry.entity.draft)


def _named_by(leaf: Leaf, drafts: AbstractSet[str]) -> Iterator[tuple[str, int | None]]:
    """Yield each draft that a text or a reference names, and at which of its characters."""
    if leaf.slot.relation is not None:
        yield from ((leaf.value, None),) if leaf.value in drafts else ()
    elif leaf.slot.markup is not None:
        for token in prose.scan(leaf.value, leaf.slot.markup):
            if not isinstance(token, prose.ProseFault) and token.id in drafts:
                yield token.id, token.offset


def _can_do_without(part: Part, leaf: Leaf, draft: str) -> bool:
    """Say whether a file is whole without what names a draft."""
    relation = leaf.relation()
    if relation is not None and relation.targets == CITES.targets:
        return False
    rest = _without(part, {draft})
    return rest is not None and not any(rest.faults())


def _without(part: Made, drafts: AbstractSet[str]) -> Made | None:
    """Return a part without what names a draft, the very same where nothing does; None where nothing is left of it."""
    changed = {}
    for slot in slots(type(part)):
        value = getattr(part, slot.name)
        if value and (slot.relation or slot.part):
            items = value if slot.many else (value,)
            kept = tuple(left for each in items if (left := _left(slot, each, drafts)) is not None)
            field = type(part).model_fields[slot.name]
            if not kept and field.is_required():
                return None
            if any(one is not other for one, other in zip(items, kept, strict=False)) or len(kept) < len(items):
                changed[slot.name] = kept if slot.many else next(iter(kept), None)
    return part.model_copy(update=changed) if changed else part


def _left(slot: Slot, item: str | Part, drafts: AbstractSet[str]) -> str | Part | None:
    if isinstance(item, Part):
        return _without(item, drafts)
    return None if item in drafts and slot.relation else item
