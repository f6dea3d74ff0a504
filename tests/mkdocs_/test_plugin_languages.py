"""A site in three languages: built, previewed, written for other builders, and read in Chromium."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests import previews
from tests.conftest import Project, make_project, serving
from tests.pseudo_translation import pseudo, translate

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.slow

ADDRESS = "https://example.org/"
LANGUAGES = {"en": "ltr", "uk": "ltr", "ar": "rtl"}
LEFT = "actors/mara-quill"  # which nobody translated
PAGES = (  # one of each type
    "",
    "questions/",
    "questions/build-the-tram/",
    "arguments/fewer-cars/",
    "claims/",
    "claims/three-thousand-cars/",
    "actors/lakeside-council/",
    "proposals/rapid-buses/",
    "principles/public-transport-first/",
    "terms/tram/",
    "positions/",
    "comparison/",
    "timeline/",
    "glossary/",
    "gaps/",
    "method/",
    "corrections/",
    "dossier/",
)
RULES = ["valid-lang", "html-has-lang", "html-lang-valid", "label", "aria-valid-attr-value", "duplicate-id-aria"]
LINK = re.compile(r'<link rel=" alternate" href="([^"]+)" hreflang="([^"]+)">')
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def in_languages(root: Path) -> Project:
    """Return the tram with translations into Ukrainian and Arabic, in which one actor is missing."""
    made = make_project(root)
    made.write("content/site.yml", f"languages: [uk, ar]\n{(made.content / 'site.yml').read_text('utf-8')}")
    for tag in ("uk", "ar"):
        translate(made.content, tag, leave=f"^{LEFT}:")
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = in_languages(tmp_path_factory.mktemp("languages") / "project")
    done = made.run_process("build", "--strict", SITE_URL=ADDRESS)
    assert done.returncode == 0, done.stderr
    return made


def read(made: Project, place: str) -> str:
    return (made.site / place / "index.html").read_text("utf-8")


def test_every_page_is_in_each_language_that_it_has(built: Project) -> None:
    for place in PAGES:
        assert '<html lang="en"' in read(built, place)
        for tag in ("uk", "ar"):
            text = read(built, f"{tag}/{place}")
            assert f'<html lang="{tag}"' in text, place
            assert f'<body dir="{LANGUAGES[tag]}"' in text, place
    assert not (built.site / "uk" / LEFT).exists()
    assert not (built.site / "uk" / "data").exists()
    assert not (built.site / "uk" / "fields").exists()


def test_a_page_leads_to_itself_in_the_other_languages(built: Project) -> None:
    place = "claims/three-thousand-cars/"
    for prefix in ("", "uk/", "ar/"):
        text = read(built, f"{prefix}{place}")
        assert f'<link rel="canonical" href="{ADDRESS}{prefix}{place}">' in text
        found = {tag: address for address, tag in LINK.findall(text)}
        assert found == {
            "en": f"{ADDRESS}{place}",
            "uk": f"{ADDRESS}uk/{place}",
            "ar": f"{ADDRESS}ar/{place}",
            "x-default": f"{ADDRESS}{place}",
        }
        assert (
            text.count(
                "aria-current", text.index('class="languages"'), text.index("</nav>", text.index('class="languages"'))
            )
            == 1
        )
    assert LINK.findall(read(built, LEFT)) == []  # it is in one language alone


def test_the_sitemap_has_each_page_with_its_languages(built: Project) -> None:
    tree = ET.parse(built.site / "sitemap.xml").getroot()  # noqa: S314 - our own
    found = {
        entry.findtext(f"{SITEMAP}loc"): {
            link.get("hreflang"): link.get("href") for link in entry.findall(f"{XHTML}link")
        }
        for entry in tree
    }
    assert found[f"{ADDRESS}uk/terms/tram/"] == found[f"{ADDRESS}terms/tram/"]
    assert set(found[f"{ADDRESS}terms/tram/"]) == {"en", "uk", "ar", "x-default"}
    assert found[f"{ADDRESS}{LEFT}/"] == {}


def test_what_is_not_translated_is_marked_and_leads_to_the_original(built: Project) -> None:
    text = read(built, "uk/actors")
    assert re.search(rf'<a href="\.\./\.\./{LEFT}/" hreflang="en" lang="en">', text)
    assert "A translation that no native speaker" not in text
    note = re.search(r'<p class="translated">(.*?)</p>', read(built, "uk/terms/tram"))
    assert note is not None
    assert '<a href="../../../terms/tram/" hreflang="en">English</a>' in note[1]


def test_a_native_speaker_signs_in_the_catalogue(tmp_path: Path) -> None:
    made = in_languages(tmp_path / "project")
    made.replace(
        "content/translations/uk.po", '"Language: uk\\n"', '"Language: uk\\n"\n"X-Reviewed-By: Ada Example\\n"'
    )
    assert made.run("render", "pages").returncode == 0
    assert "Ada Example" in (made.root / "pages" / "uk" / "terms" / "tram.md").read_text("utf-8")
    assert "Ada Example" not in (made.root / "pages" / "ar" / "terms" / "tram.md").read_text("utf-8")


def test_each_language_has_its_own_search_feeds_cards_and_plain_pages(built: Project) -> None:
    for place in ("uk/search/index.js", "uk/terms/tram/index.md", "uk/terms/tram/changes.xml", "uk/card.png"):
        assert (built.site / place).is_file(), place
    said = pseudo("tram", "uk")
    plain = (built.site / "uk" / "terms" / "tram" / "index.md").read_text("utf-8")
    assert said in plain
    assert f"]({ADDRESS}terms/tram/)" in plain or "](/terms/tram/)" in plain
    assert "](/uk/glossary/)" in plain
    for page in (built.site / "uk").rglob("index.md"):
        for link in re.findall(r"\]\((/[^)#]*)", page.read_text("utf-8")):
            assert (built.site / link.lstrip("/")).exists(), (page, link)
    assert said in (built.site / "uk" / "search" / "index.js").read_text("utf-8").casefold()
    assert said not in (built.site / "search" / "index.js").read_text("utf-8").casefold()
    text = read(built, "uk/terms/tram")
    assert f'"url": "{ADDRESS}uk/terms/tram/"' in text  # of the page, in linked data
    assert f'"inLanguage": "uk", "translationOfWork": {{"@id": "{ADDRESS}terms/tram/"}}' in text
    assert f'"mainEntity": {{"@id": "{ADDRESS}terms/tram/#it"}}' in text  # one thing in every language
    feed = (built.site / "uk" / "terms" / "tram" / "changes.xml").read_text("utf-8")
    assert 'xml:lang="uk"' in feed
    assert f'<link rel="self" type="application/atom+xml" href="{ADDRESS}uk/terms/tram/changes.xml"/>' in feed


def test_a_site_in_one_language_is_the_same_as_without_the_catalogues(tmp_path: Path) -> None:
    one, other = make_project(tmp_path / "one"), make_project(tmp_path / "other")
    translate(other.content, "uk")
    for made in (one, other):
        assert made.run("build", SITE_URL=ADDRESS).returncode == 0
    files = {
        made.root: {p.relative_to(made.site): p.read_bytes() for p in made.site.rglob("*") if p.is_file()}
        for made in (one, other)
    }
    assert files[one.root] == files[other.root]


def test_sections_are_found_where_addresses_end_with_html(tmp_path: Path) -> None:
    made = in_languages(tmp_path / "project")
    made.write("mkdocs.yml", f"use_directory_urls: false\n{(made.root / 'mkdocs.yml').read_text('utf-8')}")
    done = made.run("build", "--strict", SITE_URL=ADDRESS)
    assert done.returncode == 0, done.stderr
    text = (made.site / "uk" / "terms" / "tram.html").read_text("utf-8")
    assert 'href="../questions/index.html"' in text
    assert re.search(r'<a href="\.\./\.\./terms/tram\.html" lang="en" hreflang="en"', text)


def test_the_preview_shows_an_edit_in_each_language(tmp_path: Path) -> None:
    made = in_languages(tmp_path / "project")
    assert made.run("build", "--no-cache").returncode == 0
    with previews.running(made) as preview:
        for place in ("terms/tram/", "uk/terms/tram/", "ar/positions/"):
            preview.wait_for(place, "</html>")
            assert (
                previews.SCRIPT.sub(b"", preview.fetch(place)[1]).strip()
                == (made.site / place / "index.html").read_bytes().strip()
            )
        made.replace("content/terms/tram.yml", "A railway in the street.", "A railway in a road.")
        preview.wait_for("terms/tram/", "A railway in a road.")
        text = preview.get("uk/terms/tram/")
        assert pseudo("A railway in the street.", "uk") in text
        assert '<span class="own" lang="en">A railway in a road.</span>' in text
        made.replace("content/translations/uk.po", pseudo("A railway in the street.", "uk"), "Колія на вулиці.")
        preview.wait_for("uk/terms/tram/", "Колія на вулиці.")


@pytest.mark.browser
@pytest.mark.parametrize("tag", ["uk", "ar"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_switch_stays_on_the_page_without_scripts(built: Project, browser: Browser, tag: str, width: int) -> None:
    opened = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=False)
    page = opened.new_page()
    with serving(built.site) as url:
        for place in PAGES:
            page.goto(url + place)
            page.locator(f'.languages a[hreflang="{tag}"]').click()
            assert page.url == f"{url}{tag}/{place}"
            assert page.locator("html").get_attribute("lang") == tag
            page.locator('.languages a[hreflang="en"]').click()
            assert page.url == f"{url}{place}"
    opened.close()


@pytest.mark.browser
@pytest.mark.parametrize("tag", ["uk", "ar"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_type_fits_and_says_its_language(built: Project, browser: Browser, tag: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, bypass_csp=True)
    with serving(built.site) as url:
        for place in PAGES:
            page.goto(f"{url}{tag}/{place}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place
            page.add_script_tag(content=AXE_SCRIPT)
            options = {"runOnly": {"type": "rule", "values": RULES}}
            found = page.evaluate("options => axe.run(options).then(all => all.violations)", options)
            assert [each["id"] for each in found] == [], place
            direction = page.evaluate("getComputedStyle(document.querySelector('main h1')).direction")
            assert direction == LANGUAGES[tag], place
    page.close()


def first_found(page: Page, address: str, words: str) -> Locator:
    """Search from a page, and return the first result."""
    page.goto(address)
    page.locator('[data-look="search"]').first.click()
    page.locator(".search__input").fill(words)
    found = page.locator(".search__link").first
    found.wait_for()
    return found


@pytest.mark.browser
def test_the_search_looks_in_the_language_of_the_page_and_links_change_it(built: Project, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    with serving(built.site) as url:
        found = first_found(page, f"{url}uk/terms/tram/", pseudo("tram", "uk"))
        assert str(found.get_attribute("href")).startswith(f"{url}uk/")
        page.keyboard.press("Escape")
        page.locator('.languages a[hreflang="en"]').click()
        page.wait_for_url(f"{url}terms/tram/")
        assert page.locator("html").get_attribute("lang") == "en"
        assert "Search" in page.locator('[data-look="search"]').first.inner_text()
    page.close()


@pytest.mark.browser
def test_the_search_finds_what_is_not_translated_and_says_so(built: Project, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    with serving(built.site) as url:
        found = first_found(page, f"{url}uk/terms/tram/", "Mara Quill")
        assert found.get_attribute("href") == f"{url}{LEFT}/"
        assert found.get_attribute("hreflang") == found.locator(".search__title").get_attribute("lang") == "en"
        found.click()
        page.wait_for_url(f"{url}{LEFT}/**")
        assert "Search" in page.locator('[data-look="search"]').first.inner_text()
    page.close()
