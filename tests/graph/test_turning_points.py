"""The days on which a question turned are those of the events that bear on it and are marked as such."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.graph.queries import Queries
from generator.graph.turning_points import MOST_TURNING_POINTS
from tests.conftest import ROOT, Project, graph_of

EVENT = (
    "title: {0}\nsummary: {0}.\ndate: {1}\n{2}bears_on: [{3}]\ncitations: [{{source: council-plan, locator: p. 2}}]\n"
)


def written(project: Project, name: str, day: str, *, bears_on: str = "build-the-tram", key: bool = True) -> None:
    text = EVENT.format(f"Event {name}", day, "key: true\n" if key else "", bears_on)
    (project.content / "events" / f"{name}.yml").write_text(text, "utf-8")


def days_of(content: Path, question: str) -> list[date]:
    return [point.day for point in Queries(graph_of(content)).turning_points.of(question)]


def test_a_day_is_the_last_of_an_events_date_and_events_of_one_day_stand_together(project: Project) -> None:
    before = days_of(project.content, "build-the-tram")
    written(project, "march", "2026-01-02/2026-01-04")
    written(project, "vote", "2026-01-04")
    written(project, "talk", "2026-01-03", key=False)
    points = Queries(graph_of(project.content)).turning_points
    assert [point.day for point in points.of("build-the-tram")] == sorted([date(2026, 1, 4), *before])
    assert next(each for each in points.of("build-the-tram") if each.day == date(2026, 1, 4)).events == (
        "march",
        "vote",
    )
    assert points.at("vote") == (("build-the-tram", date(2026, 1, 4)),)
    assert points.at("talk") == ()


def test_of_too_many_days_those_stay_that_name_the_question_itself_and_of_those_the_latest(project: Project) -> None:
    for number in range(1, MOST_TURNING_POINTS + 3):
        written(project, f"on-question-{number}", f"2025-11-{number:02}")
    written(project, "on-claim", "2026-02-01", bears_on="three-thousand-cars")
    found = days_of(project.content, "build-the-tram")
    assert len(found) == MOST_TURNING_POINTS
    assert found == sorted(found)
    assert date(2026, 2, 1) not in found  # although it is among the latest
    assert {date(2025, 11, 1), date(2025, 11, 2)}.isdisjoint(found)


@pytest.mark.parametrize("question", ["china-guarantor", "western-guarantees"])
def test_questions_of_this_site_turn_on_its_key_events_alone(question: str) -> None:
    queries = Queries(graph_of(ROOT / "content"))
    points = queries.turning_points.of(question)
    assert 1 < len(points) <= MOST_TURNING_POINTS
    for ident in (event for point in points for event in point.events):
        event = queries.graph.entries[ident].entity
        assert getattr(event, "key", False), ident
