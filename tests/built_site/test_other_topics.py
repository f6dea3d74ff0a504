"""Nothing in the generator or the theme knows the first site's topic: others build whole, and so does an empty one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.graph.compile import compile_content
from generator.graph.urls import SrcPath
from generator.pages.render import Renderer
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SITES = ROOT / "tests" / "sites"


def rendered(content: Path) -> dict[SrcPath, str]:
    compiled = compile_content(content)
    assert compiled.problems == ()
    assert compiled.graph is not None
    return dict(Renderer(compiled.graph).render_all())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> dict[SrcPath, str]:
    content = tmp_path_factory.mktemp("empty") / "content"
    (content / "questions").mkdir(parents=True)
    (content / "site.yml").write_text(
        "title: Parks\ndescription: Open at night?\nquestion: open-at-night\nfacts_as_of: 2026-05-01\nlicence: none\n"
    )
    (content / "questions" / "open-at-night.yml").write_text(
        "title: Open at night?\nsummary: The council decides.\nasks: policy\n"
    )
    return rendered(content)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("index.md", "No argument on this side was found."),
        ("questions/open-at-night.md", "No argument has been written down yet."),
        ("positions/index.md", "No position has been recorded yet."),
        ("timeline/index.md", "No event has been recorded yet."),
        ("claims/index.md", "Nothing has been written here yet."),
        ("sources/index.md", "Nothing has been written here yet."),
        ("corrections/index.md", "None so far."),
        ("gaps/index.md", "No argument has been written yet."),
    ],
)
def test_an_almost_empty_site_says_so_in_plain_words(empty: dict[SrcPath, str], page: str, says: str) -> None:
    assert says in empty[SrcPath(page)]


def test_an_almost_empty_site_links_to_no_notes_and_counts_nothing(empty: dict[SrcPath, str]) -> None:
    assert "#notes" not in empty[SrcPath("dossier/index.md")]
    assert not any("0 people" in text or "No actors on 0" in text for text in empty.values())


def test_another_topic_has_every_overview_and_its_pictures(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SITES / "tram" / "content", content)
    shutil.copytree(SITES / "full" / "content", content, dirs_exist_ok=True)
    assert len(list(content.glob("*/*.yml"))) >= 30
    pages = rendered(content)
    for overview in ("questions", "arguments", "claims", "actors", "proposals", "principles", "sources", "glossary"):
        assert pages[SrcPath(f"{overview}/index.md")].count("\n-   ") > 1
    assert "\n{ .amap data-cols=" in pages[SrcPath("questions/build-the-tram.md")]
    assert "\n{ .grid .matrix " in pages[SrcPath("positions/index.md")]
    assert "tl__month" in pages[SrcPath("timeline/index.md")]


TOPIC = re.compile(
    r"\b(?:china|chinese|ukrain\w*|russia\w*|kyiv|moscow|beijing|guarant\w*|zelensk\w*|lavrov|istanbul)\b",
    re.IGNORECASE,
)


def test_the_generator_and_the_theme_do_not_know_the_topic() -> None:
    found = []
    for folder in ("generator", "overrides"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".jinja", ".html", ".css", ".js", ".svg"):
                lines = path.read_text(encoding="utf-8").splitlines()
                found += [f"{path.relative_to(ROOT)}: {line.strip()}" for line in lines if TOPIC.search(line)]
    assert found == []
