"""What `mkdocs.yml` says beyond what pages need: it is shown, or the build says why not and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
import yaml

from generator.mkdocs_.configuration import unheeded
from tests.built_site.test_browser import Visit, context

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import Project

pytestmark = pytest.mark.slow

Links = Callable[[Path], list[tuple[str, str]]]
OWN: dict[str, Any] = {
    "theme": {"name": "material", "font": False, "features": ["navigation.instant"], "favicon": "assets/favicon.svg"},
    "extra_css": ["assets/look.css"],
    "extra_javascript": ["assets/look.js"],
    "extra": {"sections": [], "foot": []},
    "site_url": "https://example.org/",
}


def said(**more: Any) -> list[str]:
    """Return what is said of our own configuration with something in it changed."""
    config = {name: {**OWN[name], **more[name]} if name in ("theme", "extra") else more[name] for name in more}
    config = {**OWN, **config}
    theme = config["theme"]
    assert isinstance(theme, Mapping)
    return [f"{each.key}: {each.words}" for each in unheeded(config, theme)]


def test_nothing_is_said_of_our_own_configuration() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"extra_javascript": ["https://stats.example.net/x.js"]}, "extra_javascript: 'https://stats.example.net/x.js'"),
        ({"extra_css": ["//fonts.example.net/x.css"]}, "extra_css: '//fonts.example.net/x.css'"),
        ({"theme": {"logo": "https://example.net/logo.png"}}, "theme: 'https://example.net/logo.png'"),
        ({"theme": {"favicon": "http://example.net/x.ico"}}, "theme: 'http://example.net/x.ico'"),
        ({"extra": {"polyfills": ["https://example.net/x.js"]}}, "extra: 'https://example.net/x.js'"),
        ({"extra": {"analytics": {"provider": "google", "property": "G-1"}}}, "extra: 'analytics'"),
        ({"extra": {"consent": {"title": "Cookies"}}}, "extra: 'consent'"),
        ({"extra": {"version": {"provider": "mike"}}}, "extra: 'version'"),
        ({"theme": {"language": "uk"}}, "theme: language 'uk'"),
        ({"theme": {"font": {"text": "Inter"}}}, "theme: 'font'"),
        ({"theme": {"palette": {"primary": "red"}}}, "theme: 'palette'"),
        ({"theme": {"icon": {"repo": "fontawesome/brands/git-alt"}}}, "theme: 'icon'"),
        ({"theme": {"features": ["navigation.tabs", "toc.integrate"]}}, "theme: features 'navigation.tabs', 'toc.integrate'"),
    ],
)  # fmt: skip
def test_what_does_nothing_is_named_with_its_cure(more: dict[str, Any], names: str) -> None:
    (words,) = said(**more)
    assert words.startswith(names)
    assert any(cure in words for cure in ("Take it out", "Take them out", "Take out", "Copy the file", "Write font"))


@pytest.mark.parametrize(
    "more",
    [
        {"extra_javascript": ["https://example.org/x.js"]},  # the site's own host
        {"extra_javascript": ["https://a.example.net/x.js"], "extra": {"allowed_hosts": ["a.example.net"]}},
        {"extra_javascript": ["https://a.example.net/x.js"], "extra": {"allowed_hosts": ["https://a.example.net"]}},
        {"extra_css": ["//a.b.example.net/x.css"], "extra": {"allowed_hosts": ["*.example.net"]}},
        {"theme": {"font": {"text": "Roboto", "code": "Roboto Mono"}}},  # Material's, where nobody says anything
        {"theme": {"icon": {"logo": "material/library"}}},
        {"theme": {"language": "en"}},
    ],
)
def test_what_is_heeded_is_not_named(more: dict[str, Any]) -> None:
    assert said(**more) == []


# -- built -----------------------------------------------------------------------------------------------------------


def configure(project: Project, **more: Any) -> None:
    """Change the configuration, whose two mappings are added to."""
    text = (
        (project.root / "mkdocs.yml")
        .read_text("utf-8")
        .replace("!ENV [SITE_URL, https://example.org/]", "https://example.org/")
    )
    config = yaml.safe_load(text)
    for name, value in more.items():
        config[name] = {**config[name], **value} if name in ("theme", "extra") else value
    project.write("mkdocs.yml", yaml.safe_dump(config, sort_keys=False, allow_unicode=True))


LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path fill="#b00" d="M0 0h9v3H0z"/></svg>'
EVERYTHING: dict[str, Any] = {
    "copyright": 'Copyright 2026 <a href="https://example.org/us">The Lakeside Readers</a>',
    "repo_url": "https://github.com/example/tram",
    "edit_uri": "edit/main/docs/",
    "theme": {"logo": "images/mark.svg"},
    "extra": {
        "social": [
            {"icon": "fontawesome/brands/mastodon", "link": "https://social.example/@tram", "name": "Tram at Mastodon"},
            {"icon": "material/email", "link": "mailto:tram@example.org"},
        ],
        "alternate": [{"name": "Українська", "link": "https://example.org/uk/", "lang": "uk"}],
    },
    "nav": [
        "index.md",
        {"About us": "about.md"},
        {"Background": ["history.md", {"The lake": "lake.md"}]},
        {"Council": "https://council.example/"},
        {"Actors": "actors/index.md"},
    ],
}


@pytest.fixture(scope="module")
def configured(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], Project]) -> Project:
    project = new_project(tmp_path_factory.mktemp("configured") / "project")
    for name in ("about", "history", "lake"):
        project.write(f"docs/{name}.md", f"# The {name} & more\n\nText.\n")
    project.write("docs/images/mark.svg", LOGO)
    configure(project, **EVERYTHING)
    done = project.run("build", "--strict")
    assert done.returncode == 0, done.stderr
    return project


def links(project: Project, place: str, part: str) -> list[tuple[str, str]]:
    tree = html5lib.parse((project.site / place).read_text("utf-8"), treebuilder="etree", namespaceHTMLElements=False)
    found = next(each for each in tree.iter() if part in (each.tag, *each.get("class", "").split()))
    return [(each.get("href", ""), " ".join("".join(each.itertext()).split())) for each in found.iter("a")]


def test_pages_of_nav_are_listed_once_at_the_top_and_at_the_foot(configured: Project) -> None:
    top = links(configured, "terms/tram/index.html", "sections")
    assert top[-3:] == [
        ("../../about/", "About us"),
        ("../../history/", "Background"),
        ("https://council.example/", "Council"),
    ]
    for part in ("menu", "foot"):
        listed = links(configured, "terms/tram/index.html", part)
        assert [words for _, words in listed].count("Actors") == 1
        assert ("../../lake/", "The lake") in listed
        assert ("../../history/", "The history & more") in listed


def test_the_foot_shows_what_a_site_says_of_itself(configured: Project) -> None:
    foot = links(configured, "terms/tram/index.html", "foot")
    assert ("https://github.com/example/tram", "Source: GitHub") in foot
    assert ("https://social.example/@tram", "Tram at Mastodon") in foot
    assert ("mailto:tram@example.org", "tram@example.org") in foot
    assert ("https://example.org/uk/", "Українська") in foot
    assert foot[-1] == ("https://example.org/us", "The Lakeside Readers")
    assert "Edit this page" not in [words for _, words in foot], "its text is not in docs/"
    assert ("https://github.com/example/tram/edit/main/docs/about.md", "Edit this page") in links(
        configured, "about/index.html", "foot"
    )


def test_no_link_of_it_is_broken(configured: Project, broken_links: Links) -> None:
    assert broken_links(configured.site) == []


@pytest.fixture
def visit(browser: Browser, configured: Project, serve_folder: Callable[[Path], str]) -> Iterator[Visit]:
    opened = context(browser)
    yield Visit(opened.new_page(), serve_folder(configured.site))
    opened.close()


@pytest.mark.parametrize("place", ["terms/tram/", "about/"])
def test_it_fits_both_screens_in_both_schemes_and_passes_axe(visit: Visit, place: str) -> None:
    visit.open(place)
    assert list(visit.look()) == []
    assert visit.page.locator(".brand img").evaluate("each => each.naturalWidth > 0")


def test_the_build_names_what_it_cannot_heed_and_pages_say_they_are_english(project: Project) -> None:
    configure(project, theme={"language": "uk"}, extra_javascript=["https://stats.example.net/x.js"])
    done = project.run("build")
    assert done.returncode == 0
    assert "WARNING -  Config value 'theme': language 'uk'" in done.stderr
    assert "WARNING -  Config value 'extra_javascript': 'https://stats.example.net/x.js'" in done.stderr
    page = (project.site / "index.html").read_text("utf-8")
    assert '<html lang="en"' in page
    assert "Nothing on this page was loaded from another site" in page
    assert project.run("build", "--strict").returncode == 1


def test_a_page_loads_from_the_hosts_that_are_allowed_and_says_so_no_longer(project: Project) -> None:
    configure(
        project, extra={"allowed_hosts": ["stats.example.net"]}, extra_javascript=["https://stats.example.net/x.js"]
    )
    assert project.run("build", "--strict").returncode == 0
    page = (project.site / "index.html").read_text("utf-8")
    assert "script-src 'self' stats.example.net;" in page
    assert "loaded from another site" not in page


def test_what_the_policy_refuses_of_a_page_by_hand_is_named(project: Project) -> None:
    project.write(
        "docs/about.md",
        "# About\n\n![a](https://example.net/a.png) ![b](images/b.png) [c](https://example.net/)\n\n"
        "`<script>d</script>`\n\n<iframe src='//video.example.net/e'></iframe>\n\n<script>f()</script>\n\n"
        '<p onclick="g()">g</p>\n',
    )
    project.write("docs/images/b.png", "")
    done = project.run("build")
    named = [line for line in done.stderr.splitlines() if line.startswith("WARNING -  about.md: ")]
    parts = ("'https://example.net/a.png'", "'//video.example.net/e'", "<iframe>", "<script>", "onclick= in <p>")
    assert [line for line in named if not any(part in line for part in parts)] == []
    assert len(named) == len(parts)
    configure(project, extra={"allowed_hosts": ["example.net", "*.example.net"]})
    assert "example.net" not in project.run("build").stderr


def test_a_menu_that_leads_nowhere_is_named(project: Project) -> None:
    configure(project, extra={"foot": [{"title": "Gone", "path": "gone/", "under": "gone/"}]})
    done = project.run("build")
    assert "WARNING -  Config value 'extra': 'gone/' under foot leads to no page" in done.stderr


def test_a_site_without_its_home_page_in_nav_still_leads_home(project: Project, broken_links: Links) -> None:
    project.write("docs/about.md", "# About\n")
    configure(project, nav=["about.md"])
    assert project.run("build", "--strict").returncode == 0
    assert broken_links(project.site) == []


def test_without_scripts_a_site_says_what_searching_needs(configured: Project, browser: Browser) -> None:
    opened = context(browser, java_script_enabled=False)
    page = opened.new_page()
    page.goto((configured.site / "index.html").as_uri())
    assert page.get_by_text("Searching needs JavaScript.").is_visible()
    opened.close()


def test_where_it_can_search_a_site_does_not_say_what_it_needs(visit: Visit) -> None:
    visit.open("")
    assert not visit.page.get_by_text("Searching needs JavaScript").is_visible()
    visit.page.locator("[data-look=search]").click()
    visit.page.keyboard.type("tram")
    visit.page.locator(".search__link").first.wait_for()
