"""A site of files (`use_directory_urls: false`) opened from a folder: all that it names is there, by file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import html5lib
import pytest

from tests.built_site.test_browser import context

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.conftest import Project

pytestmark = pytest.mark.slow
ATOM = re.compile(r'<link [^>]*href="([^"]*)"')
MARKDOWN = re.compile(r"\]\(<?([^)>\s]+)>?")
CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]*`", re.DOTALL)
LOADED = ("href", "src", "poster", "data")


@pytest.fixture(scope="module", params=["", "https://example.org/deep/"], ids=["no address", "published"])
def site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    new_project: Callable[[Path, Path], Project],
    full_content: Path,
) -> Path:
    project = new_project(tmp_path_factory.mktemp("disk") / "project", full_content)
    project.replace("mkdocs.yml", "docs_dir: docs", "docs_dir: docs\nuse_directory_urls: false")
    done = project.run("build", SITE_URL=request.param)
    assert done.returncode == 0, done.stderr
    return project.site


def elements(page: Path) -> Iterator[Any]:
    tree = html5lib.parse(page.read_text("utf-8"), treebuilder="etree", namespaceHTMLElements=False)
    yield from tree.iter()


def missing(site: Path, place: Path, address: str) -> str:
    """Return an address that leads to no file of the site, and nothing where it leads to one or elsewhere."""
    whole = urljoin(place.as_uri(), address.replace("https://example.org/deep/", f"{site.as_uri()}/"))
    if urlsplit(whole).scheme != "file":
        return ""
    path = Path(unquote(urlsplit(urldefrag(whole).url).path))
    return "" if path.is_file() and path.is_relative_to(site) else f"{place.relative_to(site)}: {address}"


def broken(site: Path, place: Path, addresses: Iterator[str]) -> list[str]:
    return [each for each in (missing(site, place, address) for address in set(addresses)) if each]


def named_by(page: Path) -> Iterator[str]:
    for each in elements(page):
        yield from (value for name, value in each.items() if name in LOADED and value)
        if each.get("http-equiv") == "refresh":
            yield each.get("content").partition("url=")[2]
        if each.get("property") in ("og:image", "og:url"):
            yield each.get("content")


def addresses_of(node: Any) -> Iterator[str]:
    """Yield the addresses in linked data: ids, and what is said to be one."""
    if isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, str) and name in ("@id", "url", "item", "mainEntityOfPage", "publishingPrinciples"):
                yield value
            elif name != "@context":
                yield from addresses_of(value)
    for each in node if isinstance(node, list) else ():
        yield from addresses_of(each)


def base_of(data: Any) -> str:
    """Return what the addresses of linked data begin from: the site's root, where it says so."""
    parts = data["@context"] if isinstance(data["@context"], list) else ()
    return next((str(part["@base"]) for part in parts if "@base" in part), "")


def linked(place: Path, data: Any) -> Iterator[str]:
    base = urljoin(place.as_uri(), base_of(data))
    yield from (urljoin(base, address) for address in addresses_of(data))


def test_every_link_and_file_of_every_page_is_there(site: Path) -> None:
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 60
    assert [each for page in pages for each in broken(site, page, named_by(page))] == []


def test_every_place_on_a_page_that_is_linked_is_there(site: Path) -> None:
    ids = {page: {each.get("id") for each in elements(page)} for page in site.rglob("*.html")}
    for page in ids:
        for address in (each.get("href") or "" for each in elements(page) if each.tag == "a"):
            whole = urldefrag(urljoin(page.as_uri(), address))
            target = Path(unquote(urlsplit(whole.url).path))
            if whole.fragment and urlsplit(whole.url).scheme == "file":
                assert unquote(whole.fragment) in ids[target], (page, address)


def test_what_feeds_lead_to_is_there(site: Path) -> None:
    feeds = [feed for feed in site.rglob("*.xml") if feed.name == "changes.xml"]
    assert len(feeds) > 30
    for feed in feeds:
        assert broken(site, feed, iter(ATOM.findall(feed.read_text("utf-8")))) == []


def test_what_linked_data_name_is_there(site: Path) -> None:
    for page in site.rglob("*.html"):
        for script in (each for each in elements(page) if each.get("type") == "application/ld+json"):
            for data in json.loads(script.text):
                assert broken(site, page, linked(page, data)) == []
    whole = site / "data" / "explainer.jsonld"
    assert broken(site, whole, linked(whole, json.loads(whole.read_text("utf-8")))) == []


def test_what_plain_markdown_links_to_is_there(site: Path) -> None:
    root = "/deep/"
    for page in (site / "llms.txt", *site.rglob("*.md")):
        found = MARKDOWN.findall(CODE.sub("", page.read_text("utf-8")))
        named = [f"{site.as_uri()}/{each.removeprefix(root)}" if each.startswith(root) else each for each in found]
        assert broken(site, page, iter(named)) == [], page


def test_a_browser_opens_it_from_the_folder_without_a_word_in_its_console(site: Path, browser: Browser) -> None:
    opened = context(browser)
    page = opened.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((site / "index.html").as_uri())
    page.locator("nav.sections a", has_text="Arguments").click()
    page.wait_for_url("**/arguments/index.html")
    link = page.locator("main a[href$='fewer-cars.html']").first
    link.hover()
    page.wait_for_timeout(800)  # as long as a preview takes to open
    link.click()
    page.wait_for_url("**/arguments/fewer-cars.html")
    assert page.locator("h1").inner_text()
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "serif", "it has its style"
    page.locator(".brand").click()
    page.wait_for_url("**/index.html")
    assert said == []
    opened.close()
