"""The comparison of proposals: the points are the site's own, and what a proposal does not say is said once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.pages.notes import LETTERS
from generator.pages.render import Renderer
from generator.pages.views import comparison
from tests.conftest import PEAT, TRAM

PAGE = SrcPath("comparison/index.md")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The peat site, in a folder of its own."""
    return Path(shutil.copytree(PEAT, tmp_path / "content"))


def graph_of(content: Path) -> Graph:
    compiled = compile_content(content)
    assert compiled.problems == ()
    assert compiled.graph is not None
    return compiled.graph


def cells(page: str) -> list[list[str]]:
    """Return the cells of the table of a page, without the marks of notes."""
    rows = (line for line in page.splitlines() if line.startswith("| "))
    return [
        [re.sub(rf"\[\^[^\]]*\][{LETTERS}]*", "", cell).strip() for cell in row.strip("|").split("|")] for row in rows
    ]


def test_each_topic_has_points_of_its_own(content: Path) -> None:
    head, _, at_once, act = cells(Renderer(graph_of(content)).render(PAGE))
    assert head == ["Proposal", "Last day of burning", "Who pays", "What workers get", "What comes instead", "Status"]
    silence = "*Not said*{ .stance .stance--none }"
    assert at_once == [
        "[Closing at once](../proposals/closing-at-once.md) *3 Jun 2025*{ .sub }",
        "The stations stop by the end of 2026.", silence, silence,
        "Thalmark sells up to a third of what is missing.", "Proposed",
    ]  # fmt: skip
    assert act[1:] == [
        "The last one closes by 31 December 2040.", "Owners and state share the cost by halves.",
        "Who works in one is offered other work or five years' wages.", silence, "Under negotiation",
    ]  # fmt: skip


@pytest.mark.parametrize("src", ["proposals/index.md", "proposals/closing-act.md", "questions/when-to-close.md"])
def test_pages_that_list_proposals_lead_to_the_comparison(content: Path, src: str) -> None:
    assert "point by point](../comparison/index.md)" in Renderer(graph_of(content)).render(SrcPath(src))


def test_a_proposal_says_its_terms_in_their_order_each_with_its_point(content: Path) -> None:
    page = Renderer(graph_of(content)).render(SrcPath("proposals/closing-act.md"))
    terms = page.partition("## What it would oblige to")[2].partition("##")[0]
    found = re.findall(r"^-   (?:\*\*(.+?):\*\* )?", terms, re.MULTILINE)
    assert found == ["", "Last day of burning", "What workers get", "Who pays"]
    assert "(../comparison/index.md)" in terms


def test_a_proposal_that_says_nothing_on_any_point_is_named_once_below_the_table(content: Path) -> None:
    path = content / "proposals" / "closing-act.yml"
    text = re.sub(r"^  - point: .*\n    text: ", "  - ", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    site = content / "site.yml"
    kept = [line for line in site.read_text("utf-8").splitlines() if not re.search(r"id: (who-pays|workers)", line)]
    site.write_text("\n".join(kept) + "\n", "utf-8")
    page = Renderer(graph_of(content)).render(PAGE)
    table, _, below = page.partition("Nothing said on any of these points")
    assert "closing-act" not in table
    assert below.count("(../proposals/closing-act.md)") == 1


def test_two_sentences_on_one_point_stand_in_one_cell_and_dates_give_the_order(content: Path) -> None:
    path = content / "proposals" / "closing-act.yml"
    text = path.read_text("utf-8").replace("date: 2025-11-14\n", "")
    path.write_text(
        text.replace("  - point: workers", "  - {point: who-pays, text: Nobody | pays twice.}\n  - point: workers")
    )
    *_, act = cells(Renderer(graph_of(content)).render(PAGE))
    assert act[0] == "[The Closing Act](../proposals/closing-act.md)"
    assert act[2] == "Nobody &#124; pays twice. Owners and state share the cost by halves."


def test_without_points_nothing_is_compared_and_terms_are_as_they_were(tmp_path: Path) -> None:
    graph = graph_of(Path(shutil.copytree(TRAM, tmp_path / "content")))
    renderer = Renderer(graph)
    assert "Nothing has been written here yet." in renderer.render(PAGE)
    pages = renderer.render(SrcPath("proposals/rapid-buses.md")) + renderer.render(SrcPath("proposals/index.md"))
    assert "\n-   A lane for buses only\n-   Ten buses an hour\n" in pages
    assert "comparison" not in pages


def test_more_proposals_than_a_page_can_hold_are_counted(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "MOST_CELLS", 4)
    graph = graph_of(content)
    assert comparison.view(Queries(graph)).left_out == 1
    assert "1 further proposal has no room in the table" in Renderer(graph).render(PAGE)
