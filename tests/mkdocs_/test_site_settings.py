"""The plugin in an `mkdocs.yml` that knows nothing of it: what it needs it adds, or it stops and says what to write."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from generator.mkdocs_.site_settings import EXTENSIONS, SCRIPTS, STYLE_SHEETS, sections
from tests.commands.test_render import articles
from tests.conftest import ROOT, Project
from tests.searches import Found

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import BuiltSite

pytestmark = pytest.mark.slow

HEAD = "site_name: Guarantor\nsite_url: https://example.org/\n"
PLAIN = f"{HEAD}theme: material\nplugins: [search, explainer]\n"
RECOMMENDED = """
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, pymdownx.arithmatex, pymdownx.betterem,
  pymdownx.caret, pymdownx.mark, pymdownx.tilde, pymdownx.critic, pymdownx.details, pymdownx.inlinehilite, pymdownx.keys,
  pymdownx.snippets, {toc: {toc_depth: 3}}, {pymdownx.highlight: {anchor_linenums: true, line_spans: __span}},
  {pymdownx.tabbed: {alternate_style: true}}, {pymdownx.tasklist: {custom_checkbox: true}}, pymdownx.superfences]
"""
FEATURES = """
theme:
  name: material
  features: [navigation.tabs, navigation.sections, navigation.top, navigation.path, navigation.footer, toc.follow,
    search.suggest, search.highlight, content.code.copy, content.tooltips, header.autohide]
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default, toggle: {icon: material/brightness-7, name: Dark}}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {icon: material/brightness-4, name: Light}}
plugins: {search: {lang: en, separator: '[\\s\\-]+'}, tags: {}, meta: {}, explainer: {content_dir: content}}
"""
HOOK = """
def on_post_page(output, page, config):
    return "\\n".join(line for line in output.splitlines() if line.strip())
"""
ORDINARY = {
    "a name and a list": PLAIN,
    "the other order": PLAIN.replace("search, explainer", "explainer, search"),
    "the explainer alone": PLAIN.replace("search, ", ""),
    "a mapping with features and other plugins": HEAD + FEATURES,
    "recommended extensions": PLAIN + RECOMMENDED,
    "a bundle": f"{PLAIN}markdown_extensions: [markdown.extensions.extra, markdown.extensions.toc]\n",
    "a bundle with options": f"{PLAIN}markdown_extensions:\n  pymdownx.extra:\n    footnotes: {{SUPERSCRIPT_TEXT: '{{}}'}}\n",
    "a nav, a style sheet and a hook": f"{PLAIN}nav: [about.md]\nextra_css: [own.css]\nhooks: [hook.py]\n",
    "an own template": PLAIN.replace("material", "{name: material, custom_dir: own}"),
}


def ordinary(folder: Path, content: Path, settings: str) -> Project:
    project = Project(folder)
    shutil.copytree(content, project.content)
    project.write("mkdocs.yml", settings)
    project.write("docs/about.md", '# About\n\n```yaml title="a.yml"\na: *b\n```\n')
    project.write("docs/own.css", "h1 { letter-spacing: 0 }\n")
    project.write("hook.py", HOOK)
    project.write(
        "own/main.html", '{% extends "explainer.html" %}\n{% block extrahead %}<meta name="own">{% endblock %}\n'
    )
    return project


@pytest.fixture(scope="module", params=ORDINARY)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, full_content: Path) -> Project:
    """A site built by `mkdocs build --strict`."""
    project = ordinary(tmp_path_factory.mktemp("ordinary") / "project", full_content, ORDINARY[request.param])
    strict = () if "palette" in ORDINARY[request.param] else ("--strict",)  # which is asked for in vain, and said
    done = project.run_mkdocs("build", *strict)
    assert done.returncode == 0, done.stdout + done.stderr
    said = [line for line in done.stderr.splitlines() if "WARNING" in line]
    assert [line for line in said if "Config value 'theme'" not in line] == []
    return project


@pytest.fixture(scope="module")
def expected(tram_site: BuiltSite) -> dict[str, list[object]]:
    """The main part of each page of a site with all settings."""
    return dict(articles(tram_site.folder))


def test_pages_are_those_of_a_site_with_all_settings(site: Project, expected: dict[str, list[object]]) -> None:
    made = dict(articles(site.site))
    ours = {address for address in expected if not address.startswith("editing/")}
    assert len(ours) > 50
    assert {address for address in ours if made.get(address) != expected[address]} == set()


def test_a_page_has_the_theme_with_its_policy(site: Project, tram_site: BuiltSite) -> None:
    for place in ("index.html", "claims/index.html", "about/index.html", "404.html"):
        page = (site.site / place).read_text("utf-8")
        assert '<meta http-equiv="Content-Security-Policy"' in page
        assert "fonts.g" not in page
        assert [page.count(path) for path in (*STYLE_SHEETS, *SCRIPTS)] == [1, 1, 1, 1]
        assert 'class="masthead"' in page
        assert "claims/" in page
    assert (site.site / "assets/look.css").read_bytes() == (tram_site.folder / "assets/look.css").read_bytes()
    assert '<span class="filename">a.yml</span>' in (site.site / "about" / "index.html").read_text("utf-8")


def test_the_search_index_is_that_of_the_content(site: Project, tram_site: BuiltSite) -> None:
    made, expected = (Found.in_site(folder) for folder in (site.site, tram_site.folder))
    theirs = [page for page in expected.pages if not page[0].startswith("editing/")]
    assert [page for page in made.pages if page[0] != "about/"] == theirs
    assert made.values["index"]["months"] == expected.values["index"]["months"]


def test_every_link_leads_somewhere(site: Project, broken_links: object) -> None:
    assert callable(broken_links)
    assert broken_links(site.site) == []


def test_what_the_site_brings_itself_is_kept(site: Project) -> None:
    settings = (site.root / "mkdocs.yml").read_text("utf-8")
    page = (site.site / "index.html").read_text("utf-8")
    assert ("own.css" in page) is ("own.css" in settings)
    assert ('<meta name="own">' in page) is ("custom_dir" in settings)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_shows_an_ordinary_site_and_finds_things_in_it(
    width: int, site: Project, browser: Browser, serve_folder: object
) -> None:
    assert callable(serve_folder)
    url = serve_folder(site.site)
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{url}claims/")
    page.locator(".tool--search").click()
    page.locator(".search__input").fill("quill")
    page.keyboard.press("End")  # Material listens to keys
    page.locator(".search__link").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()


@pytest.mark.parametrize(
    ("theme", "said"),
    [
        ("", "the pages are made for the theme 'material', not for 'mkdocs': write 'theme: material'"),
        (
            "theme: readthedocs",
            "the pages are made for the theme 'material', not for 'readthedocs': write 'theme: material'",
        ),
        ("theme: {name: null, custom_dir: own}", "the pages are made for the theme 'material', not for 'None'"),
        (
            "theme: {name: material, custom_dir: own}",
            "main.html puts another layout in place of that of the pages: begin it",
        ),
    ],
)
def test_a_theme_that_cannot_show_the_pages_stops_the_build(theme: str, said: str, tmp_path: Path) -> None:
    content = ROOT / "tests" / "sites" / "tram" / "content"
    project = ordinary(tmp_path / "project", content, f"site_name: X\nplugins: [search, explainer]\n{theme}\n")
    project.write("own/main.html", '{% extends "base.html" %}\n')
    for done in (project.run_mkdocs("build"), project.run("build")):
        told = done.stdout + done.stderr
        assert (done.returncode, "Traceback" in told) == (2, False), told
        assert said in told
    assert not project.site.exists()


def test_our_own_template_can_be_built_upon() -> None:
    assert (ROOT / "overrides" / "main.html").read_text("utf-8") == '{% extends "explainer.html" %}\n'


@pytest.mark.parametrize("path", ["mkdocs.yml", "generator/editing/starter_files/mkdocs.yml"])
def test_what_is_added_is_what_our_own_settings_say(path: str) -> None:
    class Loader(yaml.SafeLoader):
        """Reads MkDocs' own tags as nothing."""

    Loader.add_multi_constructor("", lambda loader, suffix, node: None)
    told = yaml.load((ROOT / path).read_text("utf-8"), Loader=Loader)  # noqa: S506 - a safe loader
    listed = dict(
        next(iter(each.items())) if isinstance(each, dict) else (each, {}) for each in told["markdown_extensions"]
    )
    assert {
        name: {k: v for k, v in options.items() if k != "permalink"} for name, options in listed.items()
    } == EXTENSIONS
    assert (tuple(told["extra_css"]), tuple(told["extra_javascript"])) == (STYLE_SHEETS, SCRIPTS)
    added = sections()
    assert told["extra"]["sections"] == added["sections"]
    assert [entry for entry in told["extra"]["foot"] if entry["title"] != "For editors"] == added["foot"]
