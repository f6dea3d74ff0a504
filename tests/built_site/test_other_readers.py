"""The pages are Markdown: readers that know nothing of us find the same words, headings and links as on the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

import cmarkgfm
import html5lib
import pytest
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from generator.graph import urls
from generator.graph.compile import compile_content
from generator.graph.urls import SrcPath
from generator.pages.notes import LETTERS
from generator.pages.render import Renderer

if TYPE_CHECKING:
    from tests.conftest import BuiltSite

ATTRIBUTES = re.compile(r"\{:?[ ][^{}]*\}")
NUMBER_OF_NOTE = re.compile(r"fnref|footnote-ref|footnote-backref")
LETTERS_OF_NOTE = re.compile(rf"(?<=\])[{LETTERS}]+")
IN_WORDS = ("a", "code", "em", "span", "strong")
READERS: dict[str, Callable[[str], str]] = {
    "markdown-it-py": MarkdownIt("commonmark").enable("table").use(footnote_plugin).render,
    "cmark-gfm": lambda text: cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_FOOTNOTES),
}


class Read(NamedTuple):
    """What a page says: its headings with their levels, where its links lead, and its words, each in order."""

    headings: list[tuple[str, str]]
    links: list[str]
    words: list[str]


def read(element: Any) -> Read:
    """Read what an element of HTML says, without attributes that are text to a reader, and numbers of notes."""
    found = Read([], [], [])
    texts = "".join(_texts(element, found))
    found.words.extend(_words(texts))
    return found


def _texts(element: Any, found: Read) -> Iterator[str]:
    if not isinstance(element.tag, str) or NUMBER_OF_NOTE.search(f"{element.get('class')} {element.get('id')}"):
        return
    if element.tag == "a" and element.get("href"):
        found.links.append(element.get("href"))
    if re.fullmatch("h[1-6]", element.tag):
        found.headings.append((element.tag, " ".join(_words("".join(element.itertext())))))
    yield element.text or ""
    for child in element:
        yield from _texts(child, found)
        yield ("" if child.tag in IN_WORDS else " ") + (child.tail or "")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", ATTRIBUTES.sub(" ", text))


def as_html(text: str) -> Any:
    return html5lib.parse(text, namespaceHTMLElements=False).find("body")


def built(site: BuiltSite, src: SrcPath) -> Read:
    """Read the text of a built page."""
    html = (site.folder / urls.uri(src) / "index.html").read_text("utf-8")
    found = read(next(each for each in as_html(html).iter("article") if each.get("id") == "content"))
    return found._replace(links=[urljoin(f"/{urls.uri(src)}", link) for link in found.links])


def written(text: str, src: SrcPath, reader: str) -> Read:
    """Read the Markdown of a page, with links to files as links to their pages, and no letters at numbers of notes."""
    found = read(as_html(READERS[reader](LETTERS_OF_NOTE.sub("", text))))
    return found._replace(links=[_followed(link, src) for link in found.links])


def _followed(link: str, src: SrcPath) -> str:
    target, mark, anchor = link.partition("#")
    if "://" in target or target.startswith("mailto:"):
        return link
    place = urls.resolve(urls.folder(src), target) if target else src
    return f"/{urls.uri(place) if place.endswith('.md') else place}{mark}{anchor}"


@pytest.mark.slow
@pytest.mark.parametrize("site", ["tram_site", "real_site"])
def test_other_readers_find_the_same_on_every_page(site: str, request: pytest.FixtureRequest) -> None:
    folder: BuiltSite = request.getfixturevalue(site)
    graph = compile_content(folder.project.content).graph
    assert graph is not None
    renderer = Renderer(replace(graph, address=folder.address))
    assert len(renderer.pages) > 50
    for src in renderer.pages:
        text, on_site = renderer.render(src).split("---\n", 2)[2], built(folder, src)
        for reader in READERS:
            assert written(text, src, reader) == on_site, (src, reader)


def test_what_a_reader_would_not_find_is_noticed() -> None:
    page, other = (
        as_html(text) for text in ("<h2>A b</h2><p>c <a href=d>e</a></p>", "<h3>A b</h3><p><a href=f>e</a> c</p>")
    )
    assert read(page) == Read([("h2", "A b")], ["d"], ["A", "b", "c", "e"])
    assert all(one != another for one, another in zip(read(page), read(other), strict=True))
