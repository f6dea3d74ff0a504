"""The page of a question begins with a table of its arguments, marked from what their files say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.pages.render import Renderer
from generator.pages.views import choices, questions
from tests.conftest import PEAT, ROOT, TRAM, Project

QUESTION = "questions/build-the-tram.md"
ARGUMENT = """\
title: Title {number}
summary: It is said.
question: build-the-tram
answer: "no"
stance: against
made_by: [mara-quill]
date: 2026-03-0{number}
premises: [It is so.]
conclusion: The tram should not be built.
"""


def page_of(content: Path, src: str = QUESTION) -> str:
    return Renderer(read(content)).render(SrcPath(src))


def read(content: Path) -> Graph:
    """Return the graph; warnings do not matter here."""
    graph = compile_content(content).graph
    assert graph is not None
    return graph


def rows_of(page: str) -> dict[str, list[str]]:
    """Return the cells of the rows by the title of the argument."""
    rows = [line.strip("| \n").split(" | ") for line in page.splitlines() if line.startswith("| [")]
    return {re.sub(r"\[(.*?)\].*", r"\1", cells[0]): cells[1:] for cells in rows if len(cells) == 5}


@pytest.fixture
def several(project: Project) -> Project:
    """Three more arguments by the same maker: one that is held, one superseded, and one that is granted."""
    marks = {3: "", 4: "held_until: 2026-03-20\n", 5: "concession: true\n"}
    for number, mark in marks.items():
        project.write(f"content/arguments/number-{number}.yml", ARGUMENT.format(number=number) + mark)
    return project


def test_a_question_s_page_begins_with_a_table_and_the_ways_to_each_side(several: Project) -> None:
    page = page_of(several.content)
    places = [
        page.index(each)
        for each in ("](#for)", "](#against)", "{: .lead }", "| Argument |", "## What is known", ", in full {")
    ]
    assert places == sorted(places)
    assert "{ #for .side-for }" in page
    assert "{ #against .side-against }" in page


def test_what_was_looked_for_in_vain_is_reached_from_the_first_screen() -> None:
    page = page_of(ROOT / "content", "questions/china-guarantor.md")
    assert page.index("[Not known: 3](#not-known)") < page.index("{: .lead }") < page.index("{ #not-known .unknown")


def test_what_is_superseded_granted_or_one_of_several_by_one_author_is_marked(several: Project) -> None:
    rows = rows_of(page_of(several.content))
    assert "one author, 4 arguments" in rows["Title 3"][0]
    assert "one author" not in rows["A tram takes cars out of the old town"][0]
    assert [rows[f"Title {number}"][1] for number in (3, 4, 5)] == [
        "Yes",
        "*Superseded since 20 Mar 2026*{ .held }",
        "*Concession of the other side*{ .held }",
    ]


def test_the_best_answer_is_held_and_least_answered(several: Project) -> None:
    attack = "attacks: [{argument: fewer-cars, how: rebuts, why: It is not so.}]\n"
    for number in (3, 4, 5):
        name = f"content/arguments/number-{number}.yml"
        several.write(name, (several.root / name).read_text("utf-8") + attack)
    several.write(
        "content/arguments/number-6.yml",
        ARGUMENT.format(number=6) + "attacks: [{argument: shops-will-close, how: rebuts, why: It is not so.}]\n",
    )
    rows = rows_of(page_of(several.content))
    assert rows["A tram takes cars out of the old town"][2].startswith("[Title 3]")
    assert rows["Title 6"][2] == "*Nobody yet*{ .nobody }"


def test_a_row_says_what_was_found_of_its_steps(several: Project) -> None:
    rows = rows_of(page_of(several.content))
    assert rows["A tram takes cars out of the old town"][3] == (
        "**Disputed**{ .verdict .v-disputed } 1 *1 of 2 steps checked*{ .sub }"
    )
    assert rows["Title 3"][3] == "*0 of 1 steps checked*{ .sub }"


def test_rows_beyond_the_first_fold(several: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "MOST_ROWS", 6)
    page = page_of(several.content)
    assert "#### 1 more argument { .fold }" in page
    assert len(rows_of(page)) == 5


def test_each_answer_of_a_question_without_sides_has_a_table_and_a_way_to_it() -> None:
    page = page_of(PEAT, "questions/when-to-close.md")
    assert "-   [Never, as long as there is peat: 1](#for-never){ .way-answer }" in page
    assert page.count("| Argument | Who and when |") == 3
    assert "### Never, as long as there is peat, in full { .side-answer .fold }" in page


def test_a_question_of_fact_has_the_same_table() -> None:
    page = page_of(PEAT, "questions/can-wind-replace-peat.md")
    assert "| Argument | Who and when |" in page.partition("## The arguments in full")[0]


def test_a_filter_is_shown_only_where_a_value_shows_some_and_more_than_one(several: Project) -> None:
    assert choices.dividing({"a": 3, "b": 1}, 3) == ()  # all, and one thing
    assert choices.dividing({"a": 1, "b": 1}, 3) == ()
    assert choices.dividing({"a": 3, "b": 2, "c": 1}, 3) == ("b", "c")
    graph = read(several.content)
    offered = choices.question_choices(Queries(graph), graph.entries["build-the-tram"])
    assert [each.camp for each in offered[1:]] == ["council", "traders"]
    assert "Show makers" in page_of(several.content)
    assert "Show makers" not in page_of(TRAM)
