"""The frame of a site in another language: built, previewed, written for other builders, begun, and read in Chromium."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from babel.messages.pofile import read_po

from tests import previews
from tests.conftest import ROOT, Project, make_project, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

MENUS = re.compile(r"(?ms)^extra:\n.*?(?=^\S)")
LANGUAGES = {"uk": "ltr", "zh-Hans": "ltr", "ar": "rtl"}
TWO_STOPS = re.compile(r"\w[.。]\s?[.。](?!\.)")  # after a date, 2025 р., or an abbreviation
PAGES = (
    "",
    "questions/build-the-tram/",
    "claims/three-thousand-cars/",
    "positions/",
    "timeline/",
    "sources/",
    "404.html",
)
RULES = ["valid-lang", "html-has-lang", "html-lang-valid", "label", "aria-valid-attr-value", "duplicate-id-aria"]


def in_language(root: Path, tag: str) -> Project:
    """Return the tram with the settings of a site in a language, whose menus are those of the catalogue."""
    made = make_project(root)
    settings = MENUS.sub("", (root / "mkdocs.yml").read_text("utf-8"))
    made.write("mkdocs.yml", settings.replace("  name: material\n", f"  name: material\n  language: {tag}\n"))
    return made


@pytest.fixture(scope="module", params=LANGUAGES)
def spoken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Project]:
    """A site in a language, built by a process of its own, whose workers speak it too."""
    made = in_language(tmp_path_factory.mktemp(request.param) / "project", request.param)
    done = made.run_process("build", "--strict", SITE_URL="https://example.org/")
    assert done.returncode == 0, done.stderr
    return request.param, made


def sentences(tag: str) -> dict[str, str]:
    """Return the messages of a catalogue that are a sentence or so, without values, by their English words."""
    path = ROOT / "generator" / "locale" / tag.replace("-", "_") / "LC_MESSAGES" / "explainer.po"
    with path.open("rb") as stream:
        plain = ((each.id, each.string) for each in read_po(stream) if isinstance(each.id, str) and "%" not in each.id)
        return {str(words): str(said) for words, said in plain if words.count(" ") >= 2}


def words_of(page: Path) -> str:
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]+>", " ", page.read_text("utf-8"))
    return " ".join(html.unescape(text).split())


def test_every_page_says_its_frame_in_the_language_and_marks_it(spoken: tuple[str, Project]) -> None:
    tag, made = spoken
    texts = " ".join(path.read_text("utf-8") for path in made.content.rglob("*.yml"))
    known = {words: said for words, said in sentences(tag).items() if words not in texts and words != said}
    found: set[str] = set()
    for page in sorted(made.site.rglob("*.html")):
        if "editing" in page.parts or 'http-equiv="refresh"' in (text := page.read_text("utf-8")):
            continue
        assert f'<html lang="{tag}"' in text, page
        assert f'<body dir="{LANGUAGES[tag]}"' in text or page.name == "lost.html", page
        said = words_of(page)
        assert [words for words in known if words in said] == [], page
        assert not TWO_STOPS.search(said), page
        found |= {words for words, its in known.items() if its in said}
    assert len(found) > 40


def test_guides_in_another_language_than_the_frame_are_marked(spoken: tuple[str, Project]) -> None:
    _, made = spoken
    for page in (made.site / "editing").rglob("index.html"):
        _, article, text = re.split(r"(<article[^>]*>)", page.read_text("utf-8"))
        assert article.endswith(' lang="en" dir="auto">'), page
        assert re.findall(r"<h[1-6]", text)[0] == "<h1", page


def test_the_preview_says_what_a_build_does(tmp_path: Path) -> None:
    made = in_language(tmp_path / "project", "uk")
    assert made.run("build", "--no-cache").returncode == 0
    with previews.running(made) as preview:
        for place in PAGES[:3]:
            built = (made.site / place / "index.html").read_bytes()
            preview.wait_for(place, '<html lang="uk"')
            assert previews.SCRIPT.sub(b"", preview.fetch(place)[1]).strip() == built.strip()


def test_pages_for_other_builders_and_exports_are_in_the_language(tmp_path: Path) -> None:
    made = in_language(tmp_path / "project", "uk")
    assert made.run("render", "pages").returncode == 0
    text = (made.root / "pages" / "index.md").read_text("utf-8")
    known = sentences("uk")
    assert [words for words in known if words in text] == []
    assert sum(said in text for said in known.values()) > 3
    english = make_project(tmp_path / "english")
    assert made.run("export", "json").stdout == english.run("export", "json").stdout  # data are not words of the frame


def test_a_site_is_begun_in_a_language(tmp_path: Path) -> None:
    assert Project(tmp_path).run("init", "new", "--language", "uk").returncode == 0
    begun = Project(tmp_path / "new")
    settings = (begun.root / "mkdocs.yml").read_text("utf-8")
    assert "  language: uk\n" in settings
    assert not re.search(r"title: [A-Z]", settings)
    done = begun.run("build", "--strict", SITE_URL="https://example.org/")
    assert done.returncode == 0, done.stderr
    text = words_of(begun.site / "index.html")
    assert [words for words in sentences("uk") if words in text] == []


@pytest.mark.browser
def test_pages_in_a_language_fit_both_screens_and_say_so_to_screen_readers(
    spoken: tuple[str, Project], browser: Browser
) -> None:
    tag, made = spoken
    with serving(made.site) as url:
        for width in (390, 1280):
            page = browser.new_page(viewport={"width": width, "height": 844}, bypass_csp=True)
            for place in PAGES:
                page.goto(url + place)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)
                start = page.locator("main h1").bounding_box()
                assert start is not None
                page.add_script_tag(content=AXE_SCRIPT)
                options = {"runOnly": {"type": "rule", "values": RULES}}
                found = page.evaluate("options => axe.run(options).then(all => all.violations)", options)
                assert [each["id"] for each in found] == [], (tag, place, width)
            page.close()
