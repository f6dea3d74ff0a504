"""The rendered pages build under MkDocs, ProperDocs and Zensical, as docs/editing/other-builders.md says."""

from __future__ import annotations

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

if TYPE_CHECKING:
    from tests.conftest import Project

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "editing" / "other-builders.md"
BUILDERS = ("mkdocs", "properdocs", "zensical")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of the page that are in a language."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [block for marked, block in found if marked == language]


def commands() -> list[list[str]]:
    return [shlex.split(line) for block in blocks("") for line in block.splitlines()]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], Project]) -> dict[str, Path]:
    """Do what the page says, line by line, and keep what each builder wrote."""
    project = new_project(tmp_path_factory.mktemp("builders") / "project")
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


@pytest.mark.parametrize("builder", BUILDERS[1:])
def test_a_builder_gives_the_pages_that_mkdocs_gives(builder: str, sites: dict[str, Path]) -> None:
    expected, made = dict(articles(sites["mkdocs"])), dict(articles(sites[builder]))
    assert expected.keys() == made.keys()
    ours = {address for address in made if not address.startswith("editing/")}  # Zensical colours code in those
    assert {address for address in ours if made[address] != expected[address]} == set()
