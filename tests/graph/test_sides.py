"""Which questions have answers that are no two sides, and what each argument on them speaks for."""

from __future__ import annotations

from pathlib import Path

from generator.graph.graph import Graph
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.pages.render import Renderer
from tests.conftest import PEAT, graph_of


def test_answers_of_which_none_is_a_side_have_columns_of_their_own() -> None:
    sides = Queries(graph_of(PEAT)).sides
    assert [each.id for each in sides.apart("when-to-close")] == ["now", "later", "never"]
    found = {each.answer: each.arguments for each in sides.divisions("when-to-close")}
    assert found["never"] == ("no-work-without-peat",)
    assert sides.words("when-to-close", "wind-needs-time") == "Later, by 2040 at the latest"
    assert sides.noun("wind-needs-time") == "Argument for one of the answers"
    page = Renderer(sides.graph).render(SrcPath("questions/when-to-close.md"))
    assert "## Arguments for each answer {" in page
    assert "### Never, as long as there is peat. *1 argument" in page
    assert " .side-for }" not in page


def test_answers_that_are_sides_are_divided_into_for_and_against(tram: Graph) -> None:
    assert Queries(graph_of(PEAT)).sides.apart("can-wind-replace-peat") == ()
    assert Queries(tram).sides.apart("build-the-tram") == ()


def test_sides_of_what_is_so_are_yes_and_no() -> None:
    sides = Queries(graph_of(PEAT)).sides
    assert [each.words for each in sides.divisions("can-wind-replace-peat")] == [
        "Yes",
        "No",
        "In part",
        "Answers to other arguments",
    ]
    assert sides.words("can-wind-replace-peat", "wind-falls-short") == "No"
    assert sides.noun("wind-falls-short") == "Argument for “no”"
    renderer = Renderer(sides.graph)
    assert "\n### No *" in renderer.render(SrcPath("questions/can-wind-replace-peat.md"))
    assert "Yes: 1; No: 1; In part: 0" in renderer.render(SrcPath("gaps/index.md"))


def test_an_argument_with_a_side_and_no_answer_keeps_a_question_as_it_was(tmp_path: Path) -> None:
    assert without("answer: never\n", tmp_path).sides.apart("when-to-close") == ()


def test_an_argument_with_an_answer_and_no_side_takes_the_side_of_that_answer(tmp_path: Path) -> None:
    queries = without("stance: for\n", tmp_path)
    assert queries.sides.apart("when-to-close")
    assert queries.sides.stance("when-to-close", "no-work-without-peat") == "for"
    divisions = {each.answer: each.arguments for each in queries.sides.divisions("when-to-close")}
    assert divisions["never"] == ("no-work-without-peat",)
    assert "no-work-without-peat" not in divisions[""]


def without(line: str, folder: Path) -> Queries:
    """Return the queries of the peat without a line of one argument."""
    for path in PEAT.rglob("*.yml"):
        place = folder / "content" / path.relative_to(PEAT)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        assert path.stem != "no-work-without-peat" or line in text
        place.write_text(text.replace(line, "") if path.stem == "no-work-without-peat" else text, "utf-8")
    return Queries(graph_of(folder / "content"))
