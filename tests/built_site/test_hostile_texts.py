"""Whatever a text says, a site shows it as text: in the head and the body of every page, and in all that stands beside."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import html5lib
import pytest
import yaml

from generator.graph import urls
from generator.graph.compile import compile_content
from generator.model.kinds import KINDS
from generator.pages.render import Renderer
from tests import hostile
from tests.awkward import in_one_line
from tests.hostile import TEXTS, Reader
from tests.searches import Found

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import Project

pytestmark = pytest.mark.slow

NAME = 'A "name" & </title><script>alert(1)</script> &lt;b> {{ x }} ' + "M" * 79
BY_HAND = [text for text in TEXTS[::7] if text.isprintable() and text.strip()]
HERE = TEXTS[-1]  # the longest, with something of everything


@pytest.fixture(scope="module")
def spoilt(
    tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path, Path], Project], full_content: Path
) -> Project:
    """Build a site in which one text stands everywhere, and in which each other text has an entity of its own."""
    project = new_project(tmp_path_factory.mktemp("hostile") / "project", full_content)
    graph = compile_content(project.content).graph
    assert graph is not None
    models = [max(graph.of(kind.folder), key=lambda e: len(e.entity.model_dump_json())).id for kind in KINDS]
    for number, text in enumerate(TEXTS):
        hostile.plant(project.content, graph, text, [models[number % len(models)]], to=f"-{number}")
    hostile.plant(project.content, graph, HERE)
    hostile.plant_in_site(project.content, graph, HERE)
    hostile.plant_in_configuration(project.root / "mkdocs.yml", name=NAME, description=HERE)
    for number, text in enumerate(BY_HAND):
        head = yaml.safe_dump({"title": text, "description": text}, allow_unicode=True)
        project.write(f"docs/by-hand-{number}.md", f"---\n{head}---\n\n# Written by hand\n")
    project.write("docs/heading.md", '# `a<b>` & *c*, R&D &lt;d&gt; "e"\n')
    refused = hostile.without_refused(project.content)
    assert len(refused) < 20
    done = project.run_process("build")
    assert done.returncode == 0, done.stderr
    return project


def test_every_text_stands_on_its_page_and_beside_it_as_it_was_written(spoilt: Project) -> None:
    assert len(TEXTS) >= 189
    assert list(Reader.of(spoilt.site, spoilt.root, NAME).faults()) == []


def test_the_title_and_description_of_a_page_by_hand_are_text_too(spoilt: Project) -> None:
    titles = Found.in_site(spoilt.site).titles
    expected = {f"by-hand-{number}/": (text, text) for number, text in enumerate(BY_HAND)}
    expected["heading/"] = ('a<b> & c, R&D <d> "e"', HERE)
    for place, (title, description) in expected.items():
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        head = parser.parse((spoilt.site / place / "index.html").read_text("utf-8")).find("head")
        assert parser.errors == [], place
        (node,) = json.loads(next(e.text for e in head.iter("script") if e.get("type") == "application/ld+json"))
        found = ["".join(head.find("title").itertext()).removesuffix(f" – {NAME}"), node["name"], titles[place]]
        assert [in_one_line(each) for each in found] == [in_one_line(title)] * 3
        metas = {each.get("name"): each.get("content") for each in head.iter("meta")}
        assert in_one_line(metas["description"]) == in_one_line(description)
        assert (metas["referrer"], metas["author"]) == ("no-referrer", HERE)


def test_no_page_of_any_type_is_wider_than_a_phone_whatever_its_titles_are(
    spoilt: Project, browser: Browser, serve_folder: Callable[[Path], str]
) -> None:
    """The texts of all other pages hold 79 letters without a break. The copies are like them, but for one text each."""
    url = serve_folder(spoilt.site)
    pages = Renderer(Reader.of(spoilt.site, spoilt.root, NAME).graph).pages
    page = browser.new_page(viewport={"width": 360, "height": 800})
    wide = []
    for src in (src for src, each in pages.items() if not re.search(r"-\d+\.md$", src) and not each.moved_to):
        page.goto(url + urls.uri(src))
        if (width := page.evaluate("document.scrollingElement.scrollWidth")) > 360:
            wide.append((src, width))
    page.locator(".tool--search").click()
    page.locator(".search__input").fill("W" * 79)
    page.locator(".search__title").first.wait_for()
    assert page.evaluate("(b => b.scrollWidth - b.clientWidth)(document.querySelector('.search__output'))") == 0
    page.close()
    assert wide == []


def test_a_heading_that_is_the_title_of_an_entity_has_its_id_in_every_script(spoilt: Project) -> None:
    reader = Reader.of(spoilt.site, spoilt.root, NAME)
    found = Counter[str]()
    for src in (src for src, page in Renderer(reader.graph).pages.items() if not page.moved_to):
        tree = html5lib.parse(
            (spoilt.site / urls.uri(src) / "index.html").read_text("utf-8"), namespaceHTMLElements=False
        )
        for heading in (each for name in ("h2", "h3", "h4") for each in tree.iter(name)):
            if len(heading) == 1 and heading[0].tag == "a" and not (heading.text or "").strip():
                ident = heading[0].get("href", "").rstrip("/").rpartition("/")[2]
                if ident in reader.graph.entries:
                    found[src.partition("/")[0]] += 1
                    assert heading.get("id") == ident, src
    assert {"questions", "actors", "timeline", "index.md"} <= found.keys()


class Fault(NamedTuple):
    """A change of a built file, and what is said of it."""

    place: str
    old: str
    new: str
    said: str


@pytest.mark.parametrize(
    "fault",
    [
        Fault("terms/fare/index.html", "<title>", "<title>x", "terms/fare.md: title: "),
        Fault("terms/fare/index.html", 'name="description" content="', r'\g<0>"', "terms/fare.md: not HTML"),
        Fault("terms/fare/index.html", 'name="description" content="', r"\g<0>x", "terms/fare.md: description: "),
        Fault("terms/fare/index.html", "</head>", "<script>alert(1)</script></head>", "terms/fare.md: a script"),
        Fault("terms/fare/index.html", "</h1>", "</h1><img src=x>", "terms/fare.md: <img> in the text"),
        Fault("terms/fare/index.html", "<h1", "<h1 onclick='x'", "terms/fare.md: an attribute onclick"),
        Fault("terms/fare/index.html", "(?s)(<h1[^>]*>).*?</h1>", r"\1x</h1>", "terms/fare.md: heading"),
        Fault("terms/fare/index.md", "(?m)^# .*", "# x", "terms/fare.md: plain Markdown"),
        Fault("terms/fare/changes.xml", "<title>", "<title>x", "feed of fare"),
        Fault("search/index.js", '\\["terms/fare/","', r"\g<0>x", "search: fare"),
        Fault("llms.txt", r"\[[^\n]*\]\((https://example.org/terms/fare/)", r"[x](\1", "llms.txt: fare"),
        Fault("sitemap.xml", "/terms/fare/", "/terms/fair/", "sitemap: https://example.org/terms/fair/"),
    ],
    ids=lambda fault: f"{fault.place}: {fault.said}",
)
def test_a_text_that_became_something_else_would_be_found(spoilt: Project, fault: Fault) -> None:
    path = spoilt.site / fault.place
    built = path.read_text("utf-8")
    broken, count = re.subn(fault.old, fault.new, built, count=0 if "search" in fault.place else 1)
    assert count
    path.write_text(broken, "utf-8")
    try:
        found = list(Reader.of(spoilt.site, spoilt.root, NAME).faults("terms/fare.md"))
    finally:
        path.write_text(built, "utf-8")
    assert [each for each in found if each.startswith(fault.said)], found
