"""Say on each page of a translation that it is one, who reviewed it, and what of it is missing or out of date.

In: the graph of a translation, and a page. Out: the paragraph that the page begins with, or nothing in the original.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.graph import urls
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.locale import _, ngettext, own_name
from generator.pages.markdown_text import escaped


def translation_note(graph: Graph, src: SrcPath, entity: str = "") -> str:
    """Return the Markdown of the note. `entity` is the id of the one that the page is about, if there is one."""
    if not graph.language:
        return ""
    link = urls.relative(SrcPath(f"{urls.prefix(graph.language)}{src}"), src)
    original = f'[{escaped(own_name(graph.original))}]({link}){{ hreflang="{graph.original}" }}'
    return f"{' '.join((*_told(graph, entity), original))}\n{{: .translated }}\n\n"


def _told(graph: Graph, entity: str) -> Iterator[str]:
    if graph.reviewed_by:
        yield _("A translation, reviewed by %(name)s.", name=escaped(graph.reviewed_by))
    else:
        yield _("A translation that no native speaker has reviewed yet.")
    state = graph.states.get(entity) if entity else None
    if state and (missing := state.texts - state.done - state.behind):
        yield ngettext(
            "%(num)s of its texts stands in the original.", "%(num)s of its texts stand in the original.", missing
        )
    if state and state.behind:
        yield ngettext(
            "The original of %(num)s has changed since.", "The originals of %(num)s have changed since.", state.behind
        )
