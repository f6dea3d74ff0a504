"""Where a site is published, and how its pages are addressed: in links, feeds, linked data, lists and the search."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from lxml import etree
from pyld import jsonld as pyld

from generator.mkdocs_ import settings
from tests.alternates.test_jsonld import load_document
from tests.pages.test_alternates import is_valid
from tests.searches import Found

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import Project

pytestmark = pytest.mark.slow

PUBLISHED = "https://example.org/some/where/"
OWN = ("127.0.0.1", "localhost", "0.0.0.0", "::1")  # noqa: S104 - to look for, not to listen at


class Mode(NamedTuple):
    """How a site is built."""

    site_url: str = ""
    directories: bool = True


class Built(NamedTuple):
    """A site with the address that it has been built for, if any, and what the build said."""

    folder: Path
    mode: Mode
    address: str
    log: str

    @property
    def base(self) -> str:
        """Where the files are, to whoever takes the site from somewhere else if need be."""
        return self.address or "https://anywhere.example/below/"

    def has(self, address: str) -> bool:
        """Say whether an address leads to a file of this site."""
        place = urlsplit(address)._replace(fragment="").geturl().removeprefix(self.base)
        return (self.folder / (f"{place}index.html" if place.endswith("/") or not place else place)).is_file()


Build = Callable[[Mode], Built]


@pytest.fixture(scope="module")
def build(
    tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path, Path], Project], full_content: Path
) -> Build:
    """Build the tram site once for each address, with and without directory addresses."""
    made: dict[Mode, Built] = {}
    folder = tmp_path_factory.mktemp("addresses")

    def build(mode: Mode) -> Built:
        if mode not in made:
            project = new_project(folder / str(len(made)), full_content)
            text = (project.root / "mkdocs.yml").read_text("utf-8")
            project.write("mkdocs.yml", f"{text}\nuse_directory_urls: {str(mode.directories).lower()}\n")
            done = project.run("build", SITE_URL=mode.site_url)
            assert done.returncode == 0, done.stderr
            address = mode.site_url if mode.site_url == PUBLISHED else ""
            made[mode] = Built(project.site, mode, address, done.stdout + done.stderr)
        return made[mode]

    return build


@pytest.fixture(params=[Mode(url, flag) for url in ("", PUBLISHED) for flag in (True, False)], ids=str)
def site(request: pytest.FixtureRequest, build: Build) -> Built:
    return build(request.param)


# -- an address that is known, and one that is not -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("site_url", "expected"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("http://192.168.1.7:8000/", "http://192.168.1.7:8000/"),
        ("", ""),
        (None, ""),
        (3, ""),
        ("http://127.0.0.1:8000/", ""),
        ("http://127.8.0.1/", ""),
        ("http://LOCALHOST/a/", ""),
        ("http://site.localhost:8000/", ""),
        ("http://[::1]:8000/", ""),
        ("http://0.0.0.0:8000/", ""),
        ("http://[", ""),
        ("example.org", ""),
    ],
)
def test_an_address_of_this_machine_is_none(site_url: object, expected: str) -> None:
    assert settings.published(site_url) == expected


@pytest.mark.parametrize("site_url", ["", "http://127.0.0.1:8000/", "http://localhost:8000/sub/"])
def test_a_build_without_an_address_says_so_once_and_names_no_machine(build: Build, site_url: str) -> None:
    site = build(Mode(site_url))
    warnings = [line for line in site.log.splitlines() if "WARNING" in line]
    assert len(warnings) == 1
    assert "Config value 'site_url': " in warnings[0]
    assert "SITE_URL" in warnings[0]
    for path in site.folder.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".jsonld", ".txt", ".md", ".csv", ".graphml"):
            text = path.read_text("utf-8")
            if "editing" in path.parts:  # the guides tell where a preview is
                text = re.sub(r"(?s)<article.*</article>", "", text) if path.suffix == ".html" else ""
            assert [name for name in OWN if f"//{name}" in text] == [], path
    assert not list(site.folder.glob("sitemap.xml*"))
    assert 'rel="canonical"' not in (site.folder / "index.html").read_text("utf-8")


def test_a_strict_build_stops_without_an_address(project: Project) -> None:
    assert project.run("build", "--strict", SITE_URL="http://localhost/").returncode == 1
    assert not project.site.exists()


def test_without_an_address_nothing_can_list_whole_addresses(project: Project) -> None:
    done = project.run("export", "sitemap", SITE_URL="")
    assert done.returncode == 2
    assert "site_url" in done.stderr
    assert done.stdout == ""


def test_the_page_for_wrong_addresses_has_its_look_wherever_the_site_is(
    build: Build, tmp_path: Path, serve_folder: Callable[[Path], str], browser: Browser
) -> None:
    """Its address may be of any depth, and the site below any path: only a link from the right place would hold."""
    shutil.copytree(build(Mode()).folder, tmp_path / "below" / "here")
    lost = (tmp_path / "below" / "here" / "404.html").read_text("utf-8")
    assert "<a " not in lost
    (tmp_path / "404.html").write_text(lost, "utf-8")
    page = browser.new_page()
    for place in ("below/here/x", "below/here/terms/x/", "below/here/questions/x/y/"):
        page.goto(serve_folder(tmp_path) + place)
        assert page.locator("h1").evaluate("each => getComputedStyle(each).fontWeight") == "700"
        assert page.locator("body").evaluate("each => getComputedStyle(each).marginTop") == "0px"
    page.close()


# -- what leads to pages, in both modes -----------------------------------------------------------------------------


def test_every_link_of_every_page_names_a_file_or_a_folder_with_its_slash(
    site: Built, broken_links: Callable[[Path], list[tuple[str, str]]]
) -> None:
    assert [broken for broken in broken_links(site.folder) if broken[0] != "404.html"] == []
    if not site.mode.directories:  # nothing is left that only a server would complete
        assert [path for path, target in links(site) if urlsplit(target).path.endswith("/")] == []


def links(site: Built) -> Iterator[tuple[str, str]]:
    for path in site.folder.rglob("*.html"):
        tree = html5lib.parse(path.read_text("utf-8"), treebuilder="etree", namespaceHTMLElements=False)
        for each in tree.iter("a"):
            target = each.get("href", "")
            if target and not urlsplit(target).scheme:
                yield path.relative_to(site.folder).as_posix(), target


def test_feeds_are_valid_and_lead_to_pages(site: Built) -> None:
    feeds = list(site.folder.rglob("changes.xml"))
    assert len(feeds) > 20
    for path in feeds:
        text = path.read_text("utf-8")
        assert is_valid(text), path
        own = site.base + path.relative_to(site.folder).as_posix()
        for link in etree.fromstring(text.encode()).iter("{*}link"):
            assert site.has(urljoin(own, link.get("href"))), (path, link.get("href"))


def test_linked_data_names_pages_by_addresses_that_hold(site: Built) -> None:
    documents = {"data/explainer.jsonld": json.loads((site.folder / "data" / "explainer.jsonld").read_text("utf-8"))}
    for place in ("index.html", *(p.relative_to(site.folder).as_posix() for p in site.folder.glob("terms/**/*.html"))):
        page = html5lib.parse(
            (site.folder / place).read_text("utf-8"), treebuilder="etree", namespaceHTMLElements=False
        )
        for script in page.iter("script"):
            if "ld+json" in script.get("type", ""):  # pages that lead on have none
                documents[place] = json.loads(script.text or "")
    assert len(documents) > 3
    for place, document in documents.items():
        own = site.base + (place.removesuffix("index.html") if site.mode.directories else place)
        nodes = pyld.expand(document, {"documentLoader": load_document, "base": own})
        pages = [node for node in nodes if node["@type"][0].endswith(("WebPage", "WebSite"))]
        assert pages
        for node in pages:
            assert node["@id"].startswith(site.base), place
            assert site.has(node["@id"]), (place, node["@id"])
            assert site.has(node["http://schema.org/url"][0]["@id"])


def test_lists_of_pages_lead_to_pages(site: Built) -> None:
    listed = re.findall(r"\]\(([^()\s]+)\)", (site.folder / "llms.txt").read_text("utf-8"))
    assert len(listed) > 30
    assert [each for each in listed if not site.has(urljoin(site.base, each))] == []
    everything = json.loads((site.folder / "data" / "explainer.json").read_text("utf-8"))["entities"]
    places = [*Found.in_site(site.folder).titles, *(each["uri"] for each in everything)]
    assert [each for each in places if not site.has(site.base + each)] == []
    if site.address:
        root = etree.parse(site.folder / "sitemap.xml").getroot()
        listed = [each.text for each in root.iter("{*}loc")]
        assert len(listed) > 30
        assert [each for each in listed if not site.has(each)] == []


def test_the_markdown_of_a_page_leads_to_pages(site: Built) -> None:
    count = 0
    for path in site.folder.rglob("index.md"):
        own = site.base + path.relative_to(site.folder).as_posix()
        if "editing" in path.parts:
            continue
        for target in re.findall(r"\]\(([^()\s]+)\)", path.read_text("utf-8")):
            count += 1
            if not urlsplit(target).scheme:
                assert site.has(urljoin(own, target)), (path, target)
    assert count > 200


def test_an_export_names_pages_as_the_site_does(project: Project) -> None:
    project.write("mkdocs.yml", (project.root / "mkdocs.yml").read_text("utf-8") + "\nuse_directory_urls: false\n")
    assert '"uri": "terms/tram.html"' in project.run("export", "json").stdout
    assert "https://example.org/terms/tram.html#it" in project.run("export", "jsonld").stdout
    assert "<loc>https://example.org/terms/tram.html</loc>" in project.run("export", "sitemap").stdout
