"""Frozen copies in a built site: whole, of their day alone, found from the present, and never changed again."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from generator.editing.kept_copies import KeptFolder
from tests.conftest import Project, make_project, serving
from tests.mkdocs_.test_build import digests
from tests.pseudo_translation import translate
from tests.searches import Found

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import HtmlPage

pytestmark = pytest.mark.slow

FIRST, SECOND, NOW = "2026-02-10", "2026-03-04", "2026-05-01"  # the last is the day of the facts
DAYS = (FIRST, SECOND, NOW)
ADDRESS = "https://example.org/"
CLAIM = "claims/three-thousand-cars/"
LATER = "arguments/shops-will-close/"  # of 4 March, citing what came on 5 March
CITED = re.compile(r'<p class="copyable">(.*?)</p>')
ANY_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")


def small(root: Path) -> Project:
    """Return the tram in two languages, with one guide in its docs folder."""
    made = make_project(root)
    shutil.rmtree(made.root / "docs")
    made.write("docs/editing/index.md", "# For editors\n\nWritten on 2026-04-30.\n")
    made.write("content/site.yml", f"languages: [uk]\n{(made.content / 'site.yml').read_text('utf-8')}")
    translate(made.content, "uk", leave="^actors/mara-quill:")
    return made


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = small(tmp_path_factory.mktemp("kept") / "project")
    done = made.run("build", "--strict", "--keep", FIRST, "--keep", SECOND, "--keep")
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "WARNING" in line] == []
    assert re.findall(r"kept the site as of (.*?):", done.stderr) == ["10 February 2026", "4 March 2026", "1 May 2026"]
    return made


def copy(project: Project, day: str) -> Path:
    return project.site / "as-of" / day


def page(folder: Path, uri: str) -> str:
    return (folder / uri / "index.html").read_text("utf-8")


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (
            ".html",
            ".md",
            ".js",
            ".json",
            ".jsonld",
            ".xml",
            ".txt",
            ".csv",
            ".bib",
        ):
            yield path.relative_to(folder).as_posix(), path.read_text("utf-8")


# -- what a copy is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", DAYS)
def test_a_copy_is_a_whole_site_in_all_languages(kept: Project, day: str) -> None:
    found = {path.relative_to(copy(kept, day)).as_posix() for path in copy(kept, day).rglob("*.html")}
    assert {"index.html", "uk/index.html", f"{CLAIM}index.html", f"uk/{CLAIM}index.html", "data/index.html"} <= found
    assert "404.html" not in found


def test_every_link_of_the_site_and_of_its_copies_holds(
    kept: Project, broken_links: Callable[[Path], list[tuple[str, str]]]
) -> None:
    assert broken_links(kept.site) == []


@pytest.mark.parametrize("day", DAYS)
def test_no_link_leads_out_of_a_copy_but_that_to_the_present_page(
    kept: Project, day: str, read_page: Callable[[Path], HtmlPage]
) -> None:
    root = f"https://site/as-of/{day}/"
    for path in sorted(copy(kept, day).rglob("*.html")):
        here = f"{root}{path.relative_to(copy(kept, day)).as_posix()}"
        inside = [link for link in read_page(path).targets if not link.startswith(("http", "mailto:"))]
        out = {urljoin(here, link) for link in inside if not urljoin(here, link).startswith(root)}
        uri = path.parent.relative_to(copy(kept, day)).as_posix()
        assert out == {f"https://site/{uri}/".replace("/./", "/")}


def test_a_page_says_its_day_and_leads_to_the_present_one(kept: Project) -> None:
    html = page(copy(kept, SECOND), f"uk/{CLAIM}")
    banner = re.search(r'<aside class="frozen">(.*?)</aside>', html, re.DOTALL)
    assert banner is not None
    assert "4 березня 2026" in banner[1]
    assert f'href="../../../../../uk/{CLAIM}"' in banner[1]
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="{ADDRESS}uk/{CLAIM}">' in html
    assert 'hreflang="x-default"' not in html


def test_no_copy_has_a_page_of_the_docs_folder_or_a_way_to_it(kept: Project) -> None:
    assert (kept.site / "editing" / "index.html").is_file()
    for day in DAYS:
        assert not (copy(kept, day) / "editing").exists()
        assert "For editors" not in page(copy(kept, day), "")


# -- no copy knows what came later -----------------------------------------------------------------------------------


def titles(folder: Path) -> dict[str, str]:
    exported = json.loads((folder / "data" / "explainer.json").read_text("utf-8"))
    return {each["id"]: each["title"] for each in exported["entities"]}


@pytest.mark.parametrize(("day", "later"), [(FIRST, "shops-will-close"), (SECOND, "gazette")])
def test_no_copy_has_a_later_day_or_title(kept: Project, day: str, later: str) -> None:
    then = titles(copy(kept, day))
    gone = {ident: title for ident, title in titles(kept.site).items() if ident not in then}
    assert later in gone
    for name, text in texts(copy(kept, day)):
        assert [found for found in ANY_DATE.findall(text) if found > day] == [], name
        is_index = "search/" in name  # which has each word of texts by itself
        said = {ident: f"/{ident}" if is_index else ident for ident in gone}
        assert [f"{ident} {title}" for ident, title in gone.items() if said[ident] in text or title in text] == [], name


def test_the_search_of_a_copy_finds_what_was_there_and_no_more(kept: Project) -> None:
    present, then = Found.in_site(kept.site), Found.in_site(copy(kept, FIRST))
    assert LATER in present.titles
    assert LATER not in then.titles
    assert CLAIM in then.titles
    assert "shops" in present.words()
    assert all(LATER not in pages for pages in then.words().values())
    assert [uri for uri in then.titles if not (copy(kept, FIRST) / uri / "index.html").is_file()] == []


def test_a_copy_knows_no_other_copy(kept: Project) -> None:
    for day in DAYS:
        others = {f"as-of/{other}" for other in DAYS} - {f"as-of/{day}"}
        for name, text in texts(copy(kept, day)):
            assert not any(other in text for other in others), name


def test_the_present_site_lists_no_copy_where_machines_look(kept: Project) -> None:
    assert "/as-of/" not in (kept.site / "sitemap.xml").read_text("utf-8")
    assert not any(uri.startswith("as-of/") for uri in Found.in_site(kept.site).titles)
    assert "as-of/" not in (kept.site / "data" / "changes.xml").read_text("utf-8")
    assert not list(kept.site.rglob("as-of/*/sitemap.xml*"))


# -- how it is cited -------------------------------------------------------------------------------------------------


def test_a_page_is_cited_as_it_is_and_as_its_newest_copy(kept: Project) -> None:
    html = page(kept.site, CLAIM)
    now, then = CITED.findall(html)
    assert f'<span class="address">{CLAIM}</span>' in now
    assert f'<a class="address" href="../../as-of/{NOW}/{CLAIM}">as-of/{NOW}/{CLAIM}</a>' in then
    assert "(2026, May 1)" in then
    assert f"url = {{{ADDRESS}as-of/{NOW}/{CLAIM}}}," in html
    assert f"@online{{claims-three-thousand-cars-{NOW}," in html


def test_a_page_of_a_copy_is_cited_with_its_own_address_and_day(kept: Project) -> None:
    html = page(copy(kept, SECOND), CLAIM)
    title, address = "The tram will take 3,000 cars a day off Quay Street.", f"as-of/{SECOND}/{CLAIM}"
    said = f'{title} (2026, March 4). <em>Tram</em>. <span class="address">{address}</span>'
    assert CITED.findall(html) == [said]
    assert f"url = {{{ADDRESS}as-of/{SECOND}/{CLAIM}}}," in html
    assert "note = {As of 4 March 2026.}," in html


def test_the_page_of_data_lists_the_copies_newest_first(kept: Project) -> None:
    listed = re.findall(r'<a href="\.\./as-of/([^"]+)/">([^<]+)</a>', page(kept.site, "data"))
    assert listed == [(NOW, "1 May 2026"), (SECOND, "4 Mar 2026"), (FIRST, "10 Feb 2026")]
    assert "as-of/" not in page(copy(kept, NOW), "data").split("</head>")[1].replace(f"as-of/{NOW}/", "")


# -- it stays --------------------------------------------------------------------------------------------------------


@pytest.fixture
def later(kept: Project, tmp_path: Path) -> Project:
    """Return a fresh clone: what is committed, without site and cache, and with an edit."""
    shutil.copytree(kept.root, tmp_path / "clone", ignore=shutil.ignore_patterns("site", ".cache"))
    made = Project(tmp_path / "clone")
    made.replace("content/terms/tram.yml", "Rails in the street", "Rails in the road")
    return made


def test_a_later_build_adds_the_copies_and_changes_no_byte_of_them(kept: Project, later: Project) -> None:
    archives = digests(later.root / "kept")
    done = later.run("build", "--keep", FIRST, SITE_URL="https://elsewhere.example/")
    assert done.returncode == 0, done.stderr
    assert "the copy of 10 February 2026 is kept already, and stays as it is" in done.stderr
    assert "Rails in the road" in page(later.site, "terms/tram")
    assert digests(later.site / "as-of") == digests(kept.site / "as-of")
    assert digests(later.root / "kept") == archives


def test_mkdocs_alone_builds_a_site_with_its_copies(kept: Project, later: Project) -> None:
    assert later.run_mkdocs("build", "--quiet").returncode == 0
    assert digests(later.site / "as-of") == digests(kept.site / "as-of")


def test_a_tampered_copy_stops_a_build_and_loses_nothing(later: Project) -> None:
    assert later.run("build").returncode == 0
    before, path = digests(later.site), later.root / "kept" / f"{SECOND}.tar.xz"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    done = later.run("build")
    assert done.returncode == 1
    assert "kept/SHA256SUMS:2:1: error[changed-copy]: the kept copy of 4 March 2026" in done.stderr
    assert "error[changed-copy]" in later.run("check").stdout
    path.unlink()
    done = later.run("build", "--keep")
    assert done.returncode == 1
    assert "kept/SHA256SUMS:2:1: error[missing-copy]" in done.stderr
    assert digests(later.site) == before


# -- what is not kept ------------------------------------------------------------------------------------------------


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    return small(tmp_path / "project")


@pytest.mark.parametrize(
    ("days", "status", "words"),
    [
        (["2026-05-02"], 2, "2 May 2026 lies after the day of the site's facts, 1 May 2026"),
        (["2026-02-30"], 2, "write year, month and day"),
        ([FIRST, "--as-of", FIRST], 2, "--keep names its days itself"),
        (["1066-10-14"], 1, "error[nothing-by-then]"),
    ],
)
def test_a_day_that_cannot_be_kept_is_refused(fresh: Project, days: list[str], status: int, words: str) -> None:
    done = fresh.run("build", "--keep", *days)
    assert (done.returncode, fresh.site.exists(), (fresh.root / "kept").exists()) == (status, False, False)
    assert words in " ".join(done.stderr.split())


def test_content_with_errors_is_reported_and_not_kept(fresh: Project) -> None:
    fresh.replace("content/terms/tram.yml", "title:", "titel:")
    done = fresh.run("build", "--keep")
    assert done.returncode == 1
    assert done.stderr.count("error[unknown-key]") == 1
    assert not (fresh.root / "kept").exists()


def test_a_build_that_is_killed_while_it_keeps_leaves_nothing_half(fresh: Project) -> None:
    command = [sys.executable, "-m", "generator.cli", "build", "--keep", FIRST]
    with subprocess.Popen(command, cwd=fresh.root, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 120
        while not list(fresh.root.glob(".explainer-copy-*/site/index.html")) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert list(fresh.root.glob(".explainer-copy-*/site/index.html"))
    assert not (fresh.root / "kept").exists()
    assert fresh.run("build", "--keep", FIRST).returncode == 0
    assert [each.day for each in KeptFolder(fresh.root).archives] == [date(2026, 2, 10)]
    assert list(fresh.root.glob(".explainer-copy-*")) == []


# -- in a browser ----------------------------------------------------------------------------------------------------


def test_a_browser_searches_a_copy_and_cites_it_with_its_whole_address(kept: Project, browser: Browser) -> None:
    with serving(kept.site) as url:
        reader = browser.new_page()
        reader.goto(f"{url}{CLAIM}")
        cited = reader.locator(".copyable .address").all_inner_texts()
        assert cited == [f"{url}{CLAIM}", f"{url}as-of/{NOW}/{CLAIM}"]
        reader.locator("a.address").click()
        reader.wait_for_url(f"{url}as-of/{NOW}/{CLAIM}")
        reader.goto(f"{url}as-of/{FIRST}/{CLAIM}")
        assert reader.locator(".copyable .address").all_inner_texts() == [f"{url}as-of/{FIRST}/{CLAIM}"]
        reader.get_by_role("button", name="Search").first.click()
        reader.locator(".search__input").fill("shops tram")
        reader.locator(".search__results a").first.wait_for()
        found = reader.locator(".search__results a").evaluate_all("links => links.map(link => link.href)")
        assert all(address.startswith(f"{url}as-of/{FIRST}/") for address in found)
        assert not any(LATER in address for address in found)
        reader.locator(".search__close").click()
        reader.locator(".frozen a").click()
        reader.wait_for_url(f"{url}{CLAIM}")
        reader.close()
