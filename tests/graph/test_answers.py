"""Which questions have answers that are no two sides, and what each argument on them speaks for."""

from __future__ import annotations

from pathlib import Path

from generator.graph import answers
from generator.graph.graph import Graph
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.pages.render import Renderer
from tests.conftest import PEAT, graph_of


def test_answers_of_which_none_is_a_side_have_columns_of_their_own() -> None:
    queries = Queries(graph_of(PEAT))
    assert [each.id for each in answers.apart(queries, "when-to-close")] == ["now", "later", "never"]
    assert answers.speaking_for(queries, "when-to-close", "never") == ("no-work-without-peat",)
    assert answers.side(queries, "when-to-close", "wind-needs-time") == "Later, by 2040 at the latest"
    page = Renderer(queries.graph).render(SrcPath("questions/when-to-close.md"))
    assert "## Arguments for each answer {" in page
    assert "### Never, as long as there is peat. *1 argument" in page
    assert " .side-for }" not in page


def test_answers_that_are_sides_are_divided_into_for_and_against(tram: Graph) -> None:
    queries = Queries(graph_of(PEAT))
    assert answers.apart(queries, "can-wind-replace-peat") == ()
    assert answers.side(queries, "can-wind-replace-peat", "wind-falls-short") == ""
    assert answers.apart(Queries(tram), "build-the-tram") == ()


def test_an_argument_with_a_side_and_no_answer_keeps_a_question_as_it_was(tmp_path: Path) -> None:
    for path in PEAT.rglob("*.yml"):
        place = tmp_path / "content" / path.relative_to(PEAT)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        place.write_text(text.replace("answer: never\n", "") if path.stem == "no-work-without-peat" else text, "utf-8")
    assert answers.apart(Queries(graph_of(tmp_path / "content")), "when-to-close") == ()
