"""What chats and networks read of a link: title, description, kind and picture, as other people's readers find them."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.node_packages import Node

if TYPE_CHECKING:
    from tests.conftest import BuiltSite, Project

SCRIPT = Path(__file__).parents[1] / "node" / "open_graph.js"
pytestmark = pytest.mark.slow


class Head(HTMLParser):
    """Gathers what a head says under names and properties."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            assert name not in self.said, f"{name} is said twice"
            self.said[name] = given.get("content") or ""


def pages(site: Path) -> list[Path]:
    return [page for page in sorted(site.rglob("*.html")) if page.name != "404.html"]


def scraped(node: Node, paths: list[Path]) -> list[dict[str, Any]]:
    done = node.run(SCRIPT, input="\n".join(map(str, paths)))
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_open_graph_scraper_reads_title_description_kind_and_picture_of_every_page(
    tram_site: BuiltSite, node: Node
) -> None:
    found = pages(tram_site.folder)
    for page, read in zip(found, scraped(node, found), strict=True):
        assert "error" not in read, (page, read)
        assert read["ogTitle"] == read["twitterTitle"] != "", page
        assert read["ogDescription"] == read["twitterDescription"] != "", page
        assert read["ogType"] in ("website", "article"), page
        assert read["ogSiteName"], page
        assert read["ogUrl"].startswith(tram_site.address), page
        (picture,) = read["ogImage"]
        assert (picture["width"], picture["height"], picture["type"]) == ("1200", "630", "image/png"), page
        assert picture["alt"], page
        place = picture["url"].removeprefix(tram_site.address)
        with Image.open(tram_site.folder / place) as drawn:
            assert (drawn.format, drawn.size) == ("PNG", (1200, 630)), page
        assert read["twitterCard"] == "summary_large_image", page


@pytest.mark.parametrize(
    ("place", "kind", "picture", "words"),
    [
        ("", "website", "card.png", "Should Lakeside build a tram? – "),
        ("claims/three-thousand-cars/", "article Claim", "claims/three-thousand-cars/card.png", " – Disputed – "),
        ("arguments/fewer-cars/", "article Argument", "arguments/fewer-cars/card.png", " – Argument for – "),
        ("actors/mara-quill/", "article Actor", "actors/mara-quill/card.png", "Actor – Mara Quill – "),
        ("questions/build-the-tram/", "article Question", "questions/build-the-tram/card.png", "Question – "),
        ("terms/tram/", "article Term", "card.png", ""),
        ("timeline/", "website", "card.png", ""),
    ],
)
def test_a_page_that_is_shared_has_a_card_and_any_other_shows_that_of_the_site(
    place: str, kind: str, picture: str, words: str, tram_site: BuiltSite
) -> None:
    said = Head(tram_site.folder / place / "index.html").said
    assert " ".join(filter(None, (said["og:type"], said.get("article:section")))) == kind
    assert said["og:image"] == said["twitter:image"] == tram_site.address + picture
    assert words in said["og:image:alt"] == said["twitter:image:alt"]
    assert said["og:image:alt"].endswith(" – Tram, in full"), "the site's name"


def test_no_card_is_drawn_for_a_page_that_does_not_show_it(tram_site: BuiltSite) -> None:
    shown = {Head(page).said["og:image"].removeprefix(tram_site.address) for page in pages(tram_site.folder)}
    assert {path.relative_to(tram_site.folder).as_posix() for path in tram_site.folder.rglob("card.png")} == shown


def test_an_annotated_source_has_a_card_and_no_other_source(tram_site: BuiltSite) -> None:
    drawn = [path.parent.name for path in (tram_site.folder / "sources").rglob("card.png")]
    annotated = [
        path.parent.name
        for path in (tram_site.folder / "sources").rglob("index.html")
        if "Annotated source" in Head(path).said["og:image:alt"]
    ]
    assert drawn == annotated != []


def test_without_an_address_a_picture_is_named_by_its_place(project: Project) -> None:
    assert project.run("build", SITE_URL="").returncode == 0
    for page in pages(project.site):
        said = Head(page).said
        assert (page.parent / said["og:image"]).is_file(), page
        assert "og:url" not in said


def test_cards_can_be_turned_off(project: Project) -> None:
    project.replace("mkdocs.yml", "content_dir: content", "content_dir: content\n      cards: false")
    assert project.run("build", "--strict").returncode == 0
    assert list(project.site.rglob("card.png")) == []
    said = Head(project.site / "claims" / "three-thousand-cars" / "index.html").said
    assert said["og:title"]
    assert said["twitter:card"] == "summary"
    assert not [name for name in said if "image" in name]


def test_only_a_card_whose_words_changed_is_drawn_anew(project: Project) -> None:
    assert project.run("build").returncode == 0
    before = {path: path.read_bytes() for path in project.site.rglob("card.png")}
    kept = {path: path.stat().st_mtime_ns for path in (project.root / ".cache/explainer/cards").iterdir()}
    assert len(before) == len(kept)
    project.replace("content/actors/mara-quill.yml", "title: Mara Quill", "title: Mara Quill the Younger")
    assert project.run("build").returncode == 0
    changed = [path.parent.name for path, picture in before.items() if path.read_bytes() != picture]
    assert changed == ["mara-quill"]
    now = {path: path.stat().st_mtime_ns for path in (project.root / ".cache/explainer/cards").iterdir()}
    assert len(now.items() - kept.items()) == len(kept.items() - now.items()) == 1, "one is new, one is forgotten"


def test_a_card_that_was_damaged_in_the_cache_is_drawn_anew(project: Project) -> None:
    assert project.run("build").returncode == 0
    before = {path: path.read_bytes() for path in project.site.rglob("card.png")}
    for path in (project.root / ".cache/explainer/cards").iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    project.replace("content/terms/tram.yml", "Rails in the street", "Rails in the road")
    assert project.run("build").returncode == 0
    assert {path: path.read_bytes() for path in before} == before
    assert all(Image.open(BytesIO(picture)).size == (1200, 630) for picture in before.values())
