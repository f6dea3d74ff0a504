"""`llms.txt`: what is on the site, for programs that read text: a heading, a sentence, and links with a line each.

In: a graph. Out: Markdown whose links lead to the Markdown twins of the pages. Format: https://llmstxt.org.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.escaping import readably
from generator.graph import urls
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath, Uri
from generator.model.kinds import KINDS, Kind

PLACE = Uri("llms.txt")
_EVERYTHING = Uri("data/explainer.json")
_OPTIONAL = "Optional"  # by the format's rule what may be left out where room is short
_PAGES = (
    ("positions", "Who stands where", "Each actor's latest position on each subject."),
    ("method", "How to read this site", "How claims are checked, sources judged and arguments chosen."),
    ("gaps", "What is missing", "Where this explainer has gaps, and how it is balanced."),
    ("corrections", "Corrections", "What was put right after publication, and when."),
    ("dossier", "The whole on one page", "Every question, argument, claim and position."),
)


def dump(graph: Graph) -> str:
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    site = graph.site
    yield f"# {readably(site.title)}"
    yield ""
    yield f"> {readably(site.description)}"
    yield ""
    browsers = "; without `index.md` at its end it leads to the page for browsers" if graph.directories else ""
    yield (
        f"Facts as of {site.facts_as_of.isoformat()}. Each link leads to a page as Markdown{browsers}."
        f" Everything in one file, with all fields and links: {urls.reach(graph.address, PLACE, _EVERYTHING)}"
    )
    yield from _section("Overviews", (_link(graph, urls.overview_src(f), title, words) for f, title, words in _PAGES))
    later = [kind for kind in KINDS if kind.boost < 1]  # what search puts last can be left out first
    for kind in KINDS:
        if kind not in later:
            yield from _section(kind.title, _links(graph, kind))
    yield from _section(_OPTIONAL, (line for kind in later for line in _links(graph, kind)))


def _section(title: str, links: Iterator[str]) -> Iterator[str]:
    lines = list(links)
    if lines:
        yield from ("", f"## {readably(title)}", "", *lines)


def _links(graph: Graph, kind: Kind) -> Iterator[str]:
    for entry in graph.of(kind.folder):
        src = urls.entity_src(kind, entry.id)
        yield _link(graph, src, entry.title, graph.words(entry.entity.summary))


def _link(graph: Graph, src: SrcPath, title: str, words: str) -> str:
    address = urls.reach(graph.address, PLACE, urls.twin_uri(src))
    return f"- [{readably(title)}]({address}): {readably(words)}"
