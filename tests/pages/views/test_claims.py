"""A claim that was checked more than once, and a verdict that does not hold for all of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.alternates import feed
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.graph.history import CHECK, VERDICT, History
from generator.graph.urls import SrcPath
from generator.model.site import Correction
from generator.pages.render import Renderer
from tests.conftest import ROOT


def page(graph: Graph, place: str) -> str:
    return Renderer(graph).render(SrcPath(place))


def test_every_check_of_a_claim_stands_on_its_page_with_day_and_reason_newest_first(full: Graph) -> None:
    history = page(full, "claims/fares-rise.md").partition("## How the verdict changed")[2].partition("\n## ")[0]
    assert re.findall(r"^-   (.+)", history, re.MULTILINE) == ["21 Apr 2026", "10 Mar 2026", "20 Feb 2026"]
    assert re.findall(r"\*\*(\w+)\*\*\{ \.verdict", history) == ["Partly", "Corroborated", "Unverified"]
    assert history.index("the verdict that counts") < history.index("10 Mar 2026")
    assert "Why it is no longer “Corroborated (the plan of February)”: The second count finds" in history
    assert "The first check." in history
    assert "How the verdict changed" not in page(full, "claims/three-thousand-cars.md")


def test_the_scope_of_a_verdict_stands_behind_it_wherever_it_is_shown(full: Graph) -> None:
    shown = "**Partly**{ .verdict .v-partly } *(the year 2031)*{ .scope }"
    for place in ("claims/index.md", "dossier/index.md", "claims/office-says-fares-rise.md", "claims/fares-rise.md"):
        assert shown in page(full, place), place
    for src, text in ((src, page(full, src)) for src in Renderer(full).pages):
        for verdict in re.finditer(r"\.v-partly \}(.{0,60})", text):
            assert "fares-rise" not in verdict[1] or ".scope" in verdict[1], src


def test_a_verdict_that_changed_stands_among_the_corrections_and_in_the_feed_once(full: Graph) -> None:
    corrections = page(full, "corrections/index.md")
    assert corrections.count("**Verdict changed.**") == 2
    assert corrections.index("21 Apr 2026") < corrections.index("10 Mar 2026")
    assert "Before: Corroborated (the plan of February). The second count finds fewer riders" in corrections
    assert feed.dump(full).count('<category term="verdict-changed"/>') == 2
    told = Correction(date=date(2026, 4, 21), kind="update", about=("fares-rise",), text="A second count came in.")
    site = full.site.model_copy(update={"corrections": (*full.site.corrections, told)})
    changes = [(each.date, each.kind) for each in History(replace(full, site=site)).about("fares-rise")]
    assert (date(2026, 4, 21), CHECK) in changes
    assert [day for day, kind in changes if kind == VERDICT] == [date(2026, 3, 10)]


def test_a_check_that_finds_the_same_again_is_no_change(tmp_path: Path, full_content: Path) -> None:
    claim = (full_content / "claims" / "three-thousand-cars.yml").read_text("utf-8")
    again = "earlier:\n  - {checked: 2026-03-01, verdict: disputed, why_changed: A month had passed.}\n"
    text = claim.replace("would_change:", f"{again}would_change:")
    root = tmp_path / "content"
    for path in full_content.rglob("*.yml"):
        place = root / path.relative_to(full_content)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text if path.stem == "three-thousand-cars" else path.read_text("utf-8"), "utf-8")
    graph = compile_content(root).graph
    assert graph is not None
    assert [change.kind for change in History(graph).about("three-thousand-cars")] == [CHECK, CHECK]


def test_the_verdicts_that_were_put_right_on_the_real_site_keep_what_stood_there() -> None:
    graph = compile_content(ROOT / "content").graph
    assert graph is not None
    text = page(graph, "claims/zelenskyy-dropped-ceasefire-demand.md")
    assert "Why it is no longer “Corroborated”: The explicit words were seen in one report only." in text
