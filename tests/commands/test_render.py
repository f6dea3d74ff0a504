"""The rendered pages build under MkDocs, ProperDocs and Zensical, as docs/editing/other-builders.md says."""

from __future__ import annotations

import html
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.conftest import ROOT, make_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser


pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "editing" / "other-builders.md"
BUILDERS = ("mkdocs", "properdocs", "zensical")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of the page that are in a language."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [block for marked, block in found if marked == language]


def commands() -> list[list[str]]:
    return [shlex.split(line) for block in blocks("") for line in block.splitlines()]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Do what the page says, line by line, and keep what each builder wrote."""
    project = make_project(tmp_path_factory.mktemp("builders") / "project", guides=True)
    (configuration,) = blocks("yaml")
    project.write("pages.yml", configuration)
    kept = {}
    for program, *words in commands():
        if program == "cp":
            assert words == ["-r", "docs/.", "pages"]
            shutil.copytree(project.root / "docs", project.root / "pages", dirs_exist_ok=True)
            continue
        done = project.run(*words) if program == "explainer" else project.run_module(program, *words)
        assert done.returncode == 0, done.stdout + done.stderr
        if program in BUILDERS:
            kept[program] = project.site.rename(project.root / program)
    return kept


def articles(site: Path) -> Iterator[tuple[str, list[object]]]:
    """Yield the address of each page, and its main part: tags, texts, and where its links lead from the root."""
    for path in sorted(site.rglob("index.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        tree = html5lib.parse(path.read_text("utf-8"), treebuilder="etree", namespaceHTMLElements=False)
        article = tree.find(".//article")
        assert article is not None
        for code in article.iter("pre"):  # which a site may have with numbers of lines, in spans and links
            code.text = "".join(code.itertext())
            code[:] = []
        yield address, [_seen(element, address) for element in article.iter()]


def _seen(element: Element, address: str) -> object:
    attributes = {**element.attrib}
    if "href" in attributes:
        attributes["href"] = urljoin(f"http://site/{address}", attributes["href"])
    words = " ".join(f"{element.text or ''} {element.tail or ''}".split())
    return element.tag, sorted(attributes.items()), words


def test_the_page_names_every_builder_once() -> None:
    assert [program for program, *_ in commands() if program != "cp"] == ["explainer", *BUILDERS]


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_makes_every_page(builder: str, sites: dict[str, Path]) -> None:
    made = dict(articles(sites[builder]))
    assert {"", "questions/build-the-tram/", "terms/tram/", "timeline/", "editing/other-builders/"} <= made.keys()
    assert (sites[builder] / "data" / "explainer.json").is_file()
    assert (sites[builder] / "assets" / "look.css").is_file()


@pytest.mark.parametrize("builder", BUILDERS)
def test_each_page_has_a_title_of_its_own(builder: str, sites: dict[str, Path]) -> None:
    description = (
        "Should China become a guarantor of Ukraine’s security? Both sides, every claim checked, every source named."
    )
    titles = {place: title_of(sites[builder] / place / "index.html") for place in ("", "claims", "terms/tram")}
    assert titles == {
        "": f"Guarantor: {description}",
        "claims": "Claims by verdict – Guarantor",
        "terms/tram": "Tram – Guarantor",
    }
    assert title_of(sites[builder] / "404.html") == "Page not found – Guarantor"


def title_of(page: Path) -> str:
    [title] = re.findall("<title>(.*?)</title>", page.read_text("utf-8"))
    return html.unescape(title)


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_policy_is_as_strict_as_the_builders_own_scripts_allow(builder: str, sites: dict[str, Path]) -> None:
    for page in sites[builder].rglob("*.html"):
        [policy] = re.findall('http-equiv="Content-Security-Policy" content="(.*?)"', page.read_text("utf-8"))
        loose = [part for part in policy.split("; ") if "unsafe" in part]
        assert loose == (["style-src-elem 'self' 'unsafe-inline'"] if builder == "zensical" else [])
        assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy.split("; "))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("builder", BUILDERS)
def test_the_search_opens_as_a_dialog_and_finds_a_page(
    builder: str, width: int, sites: dict[str, Path], browser: Browser, serve_folder: Callable[[Path], str]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{serve_folder(sites[builder])}claims/")
    page.locator("[data-look=search]").first.click()
    page.locator("dialog input, .md-search__input").locator("visible=true").fill("quill")
    page.keyboard.press("End")  # Material listens to keys
    found = page.locator("dialog a, .md-search-result__link").locator("visible=true").first
    found.wait_for()
    widest = width if width < 500 else 799
    for _ in range(50):  # a dialog may grow or fade in
        if (box := found.evaluate(BOX))["width"] <= widest:
            break
        page.wait_for_timeout(100)
    assert box["width"] <= widest
    assert box["mark"] == "none"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found.click()
    page.wait_for_url("**/actors/mara-quill/**")
    assert said == []
    page.close()


# The nearest box around an element that is painted, and the mark of the list that the element is in.
BOX = """element => {
  const mark = getComputedStyle(element.closest("li")).listStyleType;
  while (element && getComputedStyle(element).backgroundColor === "rgba(0, 0, 0, 0)") element = element.parentElement;
  return {width: element ? element.getBoundingClientRect().width : Infinity, mark};
}"""


@pytest.mark.parametrize("builder", BUILDERS[1:])
def test_a_builder_gives_the_pages_that_mkdocs_gives(builder: str, sites: dict[str, Path]) -> None:
    expected, made = dict(articles(sites["mkdocs"])), dict(articles(sites[builder]))
    assert expected.keys() == made.keys()
    ours = {address for address in made if not address.startswith("editing/")}  # Zensical colours code in those
    assert {address for address in ours if made[address] != expected[address]} == set()
