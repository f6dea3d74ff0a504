"""Drafts: checked and previewed, and in nothing that is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.formats import exports
from generator.graph import drafts
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.pages.render import Renderer
from tests.conftest import Project, graph_of

PROPOSAL = """\
title: A cable car over the lake
summary: It needs neither rails nor a street.[@gazette]
proposed_by: [mara-quill]
answers: [build-the-tram]
date: 2026-04
status: floated
terms: [Eight cabins a minute.]
citations: [gazette]
draft: true
"""
TERM = """\
title: Cable car
summary: A cabin on a rope, as in [[over-the-lake]].
definition: A cabin on a rope.
former_ids: [ropeway]
draft: true
"""
POSITION = (
    "  - {on: over-the-lake, stance: opposes, since: 2026-04, statement: She calls it a toy., citations: [gazette]}\n"
)


@pytest.fixture
def drafted(project: Project) -> Project:
    """The tram with a draft of a proposal, a term that names it, and published files that name both where they may."""
    project.write("content/proposals/over-the-lake.yml", PROPOSAL)
    project.write("content/terms/cable-car.yml", TERM)
    project.replace("content/actors/mara-quill.yml", "searched:", POSITION + "searched:")
    project.replace("content/terms/tram.yml", "aliases:", "see_also: [cable-car]\naliases:")
    return project


def texts(graph: Graph) -> dict[str, str]:
    """Return every page and every export."""
    found = {str(src): text for src, text in Renderer(graph).render_all()}
    return found | {name: each.dump(graph) for name, each in exports.FORMATS.items()}


def test_nothing_that_is_published_shows_a_draft_or_names_it(drafted: Project, project: Project) -> None:
    graph = drafts.published(graph_of(drafted.content))
    shown = re.compile(r"over-the-lake|cable.car|ropeway|calls it a toy", re.IGNORECASE)
    assert [name for name, text in texts(graph).items() if shown.search(text)] == []
    assert [position.on for position in graph.entries["mara-quill"].entity.positions] == ["rapid-buses"]  # type: ignore[attr-defined]


def test_what_is_published_is_what_it_would_be_without_the_files_of_the_drafts(drafted: Project, tram: Graph) -> None:
    assert texts(drafts.published(graph_of(drafted.content))) == texts(tram)


def test_a_preview_shows_drafts_and_marks_them_wherever_their_titles_stand(drafted: Project) -> None:
    found = texts(drafts.marked(graph_of(drafted.content)))
    assert "# Draft: A cable car over the lake {" in found["proposals/over-the-lake.md"]
    assert "[Draft: A cable car over the lake]" in found["proposals/index.md"]
    assert "[Draft: A cable car over the lake]" in found["actors/mara-quill.md"]


def test_a_graph_without_drafts_is_left_as_it_is(tram: Graph) -> None:
    assert drafts.published(tram) is tram
    assert drafts.marked(tram) is tram


def test_a_draft_is_checked_as_any_file(drafted: Project) -> None:
    drafted.replace("content/proposals/over-the-lake.yml", "answers: [build-the-tram]", "answers: [build-the-trim]")
    [problem] = compile_content(drafted.content).problems
    assert (problem.code, problem.path) == ("unknown-ref", "content/proposals/over-the-lake.yml")


def test_the_site_itself_is_told_a_cure_that_it_can_follow(project: Project) -> None:
    project.write("content/terms/cable-car.yml", TERM.replace(", as in [[over-the-lake]]", ", as in [[tram]]"))
    project.replace("content/site.yml", "The council wants", "[[cable-car]]. The council wants")
    [problem] = compile_content(project.content).problems
    assert (problem.code, problem.path, problem.line) == ("needs-draft", "content/site.yml", 5)
    assert problem.hint == "delete 'draft' in its file, or take the id out here"


def test_an_attribution_needs_the_claim_that_checks_the_matter(tmp_path: Path, full_content: Path) -> None:
    for path in full_content.rglob("*.yml"):
        place = tmp_path / "content" / path.relative_to(full_content)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        place.write_text(f"{text}draft: true\n" if path.stem == "fares-rise" else text, "utf-8")
    found = {(each.path, each.line) for each in compile_content(tmp_path / "content").problems if each.is_error}
    assert ("content/claims/office-says-fares-rise.yml", 7) in found


@pytest.mark.slow
def test_a_build_and_each_command_that_writes_leave_drafts_out_and_a_preview_does_not(drafted: Project) -> None:
    assert drafted.run("check", "--strict").returncode == 0
    assert drafted.run("build", "--strict", SITE_URL="https://tram.example/").returncode == 0
    files = [path for path in drafted.site.rglob("*") if path.is_file() and path.suffix not in (".png", ".svg", ".gz")]
    assert [str(path) for path in files if "over-the-lake" in path.read_text("utf-8", "replace")] == []
    assert drafted.run("render", "pages").returncode == 0
    assert not (drafted.root / "pages" / "proposals" / "over-the-lake.md").exists()
    assert "over-the-lake" not in drafted.run("export", "json").stdout
