"""Cards are the pictures that chats and networks show of a link: kind, title, verdict or side, and the site's name.

In: a graph. Out: what each card says; `card_drawing` draws it. Pages that are shared have one of their own, and all
others show that of the home page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.graph import urls
from generator.graph.graph import Entry, Graph
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.locale import _
from generator.model import labels
from generator.model.kinds.actors import Actor
from generator.model.kinds.arguments import Argument
from generator.model.kinds.claims import Claim
from generator.model.kinds.questions import Question
from generator.model.kinds.sources import Source


class LinkCard(NamedTuple):
    """What a card says, from its top to its foot."""

    kind: str
    title: str
    mark: str  # a verdict, a side, a camp, or nothing
    tone: str  # a verdict, "for", "against", "mixed", or nothing: what the mark's colour is for
    site: str

    @property
    def text(self) -> str:
        """The words of the card, for those who do not see it."""
        return " – ".join(filter(None, (self.kind, self.title, self.mark, self.site)))


def of_home(graph: Graph) -> LinkCard:
    """Return the card of the home page: the question that the site is about, where it names one."""
    question = graph.entries.get(graph.site.question or "")
    return LinkCard("", question.title if question else graph.site.description, "", "", graph.site.title)


def of_entity(queries: Queries, entry: Entry) -> LinkCard | None:
    """Return the card of an entity, or None where its page is seldom shared."""
    found = _marked(queries, entry)
    return LinkCard(found[0], entry.title, found[1], found[2], queries.graph.site.title) if found else None


def all_cards(queries: Queries) -> Iterator[tuple[SrcPath, LinkCard]]:
    """Yield every page that has a card, with it."""
    graph = queries.graph
    yield urls.HOME, of_home(graph)
    for entry in graph.entries.values():
        if urls.entity_src(entry.kind, entry.id) in graph.elsewhere:
            continue
        if card := of_entity(queries, entry):
            yield urls.entity_src(entry.kind, entry.id), card


def _marked(queries: Queries, entry: Entry) -> tuple[str, str, str] | None:
    """Return the words of the kind and of the mark, and the mark's tone."""
    entity, noun = entry.entity, labels.capitalized(_(entry.kind.noun))
    match entity:
        case Claim():
            kind = _("Did they say it?") if entity.is_attribution else _("Is it so?")
            return kind, _(labels.mark(entity.verdict)[0]), entity.verdict or ""
        case Argument():
            return noun, queries.sides.noun(entry.id) if entity.stance else "", entity.stance or ""
        case Question():
            return noun, "", ""
        case Actor():
            return noun, next((camp.title for camp in queries.graph.site.camps if camp.id == entity.camp), ""), ""
        case Source() if entity.statements:
            return _("Annotated source"), "", ""
    return None
