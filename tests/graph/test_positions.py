"""Positions on answers: which of them stand, which are superseded, and for whom an actor speaks."""

from __future__ import annotations

import pytest

from generator.graph.graph import Graph
from generator.graph.positions import current, in_time
from generator.graph.queries import Queries
from generator.model.kinds.actors import Position
from generator.pages.views import actors, positions, questions
from tests.conftest import PEAT, graph_of


def position(said: str) -> Position:
    """Make one: `2025 now supports`, or `2025 - opposes` of the whole question."""
    since, answer, stance = said.split()
    words = {"on": "q", "since": since, "stance": stance, "statement": "S."}
    return Position.model_validate(words if answer == "-" else words | {"answer": answer})


CASES = {
    "a later position on the question supersedes the earlier one": (["2024 - supports", "2025 - opposes"], "2"),
    "a later position on the same answer supersedes the earlier one": (["2024 now opposes", "2025 now supports"], "2"),
    "to support one answer and oppose another are two positions": (["2024 now supports", "2025 never opposes"], "1 2"),
    "who supports another answer later has left the first": (["2024 now supports", "2025 later supports"], "2"),
    "who supports two answers at once supports both": (["2025 now supports", "2025 later supports"], "1 2"),
    "an answer that is chosen later supersedes a word on the whole": (["2024 - opposes", "2025 later supports"], "2"),
    "a later word on the whole supersedes a chosen answer": (["2024 later supports", "2025 - opposes"], "2"),
    "what is opposed stays opposed where another answer is chosen": (["2024 now opposes", "2025 later yes"], "1 2"),
    "conditions on one answer stand beside a chosen one": (["2024 now conditional", "2025 later yes"], "1 2"),
}


@pytest.mark.parametrize("name", CASES)
def test_which_positions_stand(name: str) -> None:
    said, expected = CASES[name]
    held = in_time("a", map(position, said))
    assert [str(said.index(_written(each.position)) + 1) for each in current(held)] == expected.split()


def _written(held: Position) -> str:
    return f"{held.since} {held.answer or '-'} {held.stance}"


def test_a_change_is_of_the_stance_or_of_the_answer() -> None:
    held = in_time("a", map(position, ["2023 now supports", "2024 now supports", "2025 later supports"]))
    assert [each.changed for each in held] == [False, False, True]
    assert held[-1].before == held[1].position


def test_the_pages_show_each_position_that_stands(full: Graph) -> None:
    queries = Queries(full)
    view = questions.view(queries, full.entries["which-route"])
    lake, town = view.answers
    assert [(each.actor, each.position.stance) for each in lake.held] == [("transit-office", "supports")]
    assert [(each.actor, each.position.stance) for each in town.held] == [("transit-office", "opposes")]
    assert lake.arguments.ids == ("lake-is-cheaper",)
    assert town.arguments.ids == ("lake-floods",)
    cells = [cell for table in positions.view(queries).tables for _, row in table.rows for cell in row]
    (cell,) = (each for each in cells if each.subject == "which-route" and each.latest)
    assert [each.position.answer for each in cell.latest] == ["town", "lake"]


def test_who_speaks_for_another_shows_what_that_one_says(full: Graph) -> None:
    view = actors.view(Queries(full), full.entries["transit-office"])
    ((council, held),) = view.spoken_for
    assert council == "lakeside-council"
    assert [(each.position.on, each.position.stance) for each in held] == [("build-the-tram", "supports")]


def test_an_argument_stands_on_every_question_that_it_bears_on(full: Graph) -> None:
    queries = Queries(full)
    assert "lake-floods" in queries.sides.taking("does-the-lake-flood", "for")
    assert "lake-floods" in queries.sides.taking("which-route", None)
    assert [each.question for each in queries.arguments["lake-floods"].bearings] == [
        "which-route",
        "does-the-lake-flood",
        "which-route",
    ]


def test_who_left_all_offices_at_an_actor_spoke_for_it_and_does_not_any_more() -> None:
    queries = Queries(graph_of(PEAT))
    former, present, ministry = (
        actors.view(queries, queries.graph.entries[i]) for i in ("ilda-marrow", "oskar-venn", "energy-ministry")
    )
    assert (former.speaks_for, former.spoke_for, former.spoken_for) == ((), ("energy-ministry",), ())
    assert (present.speaks_for, present.spoke_for) == (("energy-ministry",), ())
    assert ministry.spoken_for_by == ("oskar-venn",)
