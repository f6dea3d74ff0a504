"""A day of the debate shows what had been said by then, what was new, and nothing that came later."""

from __future__ import annotations

from functools import cache

from generator.graph.past_queries import PastQueries
from generator.graph.queries import Queries
from generator.pages.views.debate import DebateDay, view
from tests.conftest import ROOT, graph_of

QUESTION = "china-guarantor"


@cache
def days() -> tuple[DebateDay, ...]:
    """Return each day of the lead question of this site, in order."""
    graph = graph_of(ROOT / "content")
    now, past = Queries(graph), PastQueries(graph, "en")
    entry = graph.entries[QUESTION]
    return tuple(view(now, past, entry, point) for point in now.turning_points.of(QUESTION))


def test_no_argument_and_no_position_is_of_a_later_day() -> None:
    for each in days():
        assert all(made.argument.date is None or made.argument.date.first() <= each.day for made in each.arguments)
        assert all(standing.held.position.since.first() <= each.day for standing in each.positions)


def test_what_had_been_argued_and_claimed_only_grows() -> None:
    for before, after in zip(days(), days()[1:], strict=False):
        assert {made.id for made in before.arguments} <= {made.id for made in after.arguments}
        assert {claim.id for claim in before.claims} <= {claim.id for claim in after.claims}


def test_what_is_new_on_a_day_was_not_there_on_the_one_before_and_all_else_was() -> None:
    for before, after in zip(days(), days()[1:], strict=False):
        assert {made.id for made in after.arguments if not made.is_new} == {made.id for made in before.arguments}
        assert {claim.id for claim in after.claims if not claim.is_new} == {claim.id for claim in before.claims}
    assert not days()[0].has_news  # there is nothing to compare it with


def test_a_change_of_position_is_shown_on_the_day_by_which_it_happened_and_on_no_other() -> None:
    changed = [(each.day.isoformat(), made.held.actor) for each in days() for made in each.changes]
    assert len(changed) == len(set(changed))
    assert ("2025-08-20", "ukraine") in changed


def test_each_day_leads_to_the_one_before_and_the_one_after_and_to_now() -> None:
    for number, each in enumerate(days()):
        assert (each.number, each.total) == (number + 1, len(days()))
        assert each.choices[-1].target == f"questions/{QUESTION}.md"
        assert each.before == (each.choices[number - 1] if number else None)
        assert each.after == (each.choices[number + 1] if number + 1 < len(days()) else None)
