"""The GraphML writer writes every entity as a node and every link as an edge.

In: a graph. Out: XML, http://graphml.graphdrawing.org/specification.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from generator.graph import urls
from generator.graph.graph import SITE_ID, Graph

_NODE = ("kind", "title", "summary", "uri")
_EDGE = ("relation", "why")


def dump(graph: Graph) -> str:
    return "".join(_lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for part, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            yield f'<key id="{name}" for="{part}" attr.name="{name}" attr.type="string"/>\n'
    yield '<graph id="explainer" edgedefault="directed">\n'
    for ident, entry in graph.entries.items():
        summary = graph.words(entry.entity.summary)
        values = (entry.kind.folder, entry.title, summary, urls.page_uri(graph, urls.entity_src(entry.kind, ident)))
        yield f"<node id={quoteattr(ident)}>{_data(_NODE, values)}</node>\n"
    # What the site itself links to has no node to begin at.
    for number, link in enumerate(each for each in graph.links if each.source != SITE_ID):
        ends = f"source={quoteattr(link.source)} target={quoteattr(link.target)}"
        yield f'<edge id="e{number}" {ends}>{_data(_EDGE, (link.relation, link.why))}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _data(names: tuple[str, ...], values: tuple[str, ...]) -> str:
    given = ((name, value) for name, value in zip(names, values, strict=True) if value)
    return "".join(f'<data key="{name}">{escape(value)}</data>' for name, value in given)
