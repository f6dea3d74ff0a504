"""What falls with a claim: arguments that lose their last support, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.graph.graph import Graph
from generator.graph.queries import Queries
from generator.graph.support import Grounds, SupportGraph
from generator.pages.views import arguments


def support_graph(grounds: dict[str, str], *backing: str) -> SupportGraph:
    """Make one: `c1 c2` are checked premises, `?` are unchecked ones, nothing is no premise; `a>b` says a backs b up."""
    made = {i: Grounds(frozenset(each.split()) - {"?"}, unchecked="?" in each) for i, each in grounds.items()}
    return SupportGraph(made, tuple((one, other) for one, _, other in (each.partition(">") for each in backing)))


CASES = {
    "an argument falls with its only checked premise": (support_graph({"a": "c"}), "a"),
    "unchecked premises do not hold up one that has a checked premise": (support_graph({"a": "c ?"}), "a"),
    "an argument with another checked premise stands": (support_graph({"a": "c d"}), ""),
    "an argument with unchecked premises alone stands": (support_graph({"a": "c", "b": "?"}, "a>b"), "a"),
    "an argument without premises falls with its only backer": (support_graph({"a": "c", "b": ""}, "a>b"), "a b"),
    "what falls takes along what rests on it alone": (
        support_graph({"a": "c", "b": "", "d": ""}, "a>b", "b>d"),
        "a b d",
    ),
    "another backer holds it up": (support_graph({"a": "c", "b": "", "d": "e"}, "a>b", "d>b"), "a"),
    "a backer holds up one whose premise falls": (support_graph({"a": "c", "d": "e"}, "d>a"), ""),
    "a premise of its own holds up one whose backer falls": (support_graph({"a": "c", "b": "d"}, "a>b"), "a"),
    "all backers fall together": (support_graph({"a": "c", "b": "c", "d": ""}, "a>d", "b>d"), "a b d"),
    "two that only back each other up fall together": (support_graph({"a": "c", "b": ""}, "a>b", "b>a"), "a b"),
    "a circle held up from outside stands": (support_graph({"a": "c", "b": "", "d": "e"}, "a>b", "b>a", "d>b"), ""),
    "what never stood does not fall": (support_graph({"a": "c", "b": "", "d": ""}, "b>d", "d>b"), "a"),
    "a backer that never stood holds nothing up": (support_graph({"a": "c", "b": ""}, "b>a"), "a"),
    "a claim that nothing rests on takes nothing along": (support_graph({"a": "d"}), ""),
}


@pytest.mark.parametrize("name", CASES)
def test_rejecting_a_claim(name: str) -> None:
    given_, fallen = CASES[name]
    assert given_.fallen_without("c") == frozenset(fallen.split())


IDENTS = "abcdefgh"


@given(
    st.dictionaries(st.sampled_from(IDENTS), st.sets(st.sampled_from("cde?")).map(" ".join)),
    st.sets(st.tuples(st.sampled_from(IDENTS), st.sampled_from(IDENTS))),
)
def test_what_falls_is_what_stands_with_the_claim_and_not_without(
    grounds: dict[str, str], pairs: set[tuple[str, str]]
) -> None:
    backing = [f"{one}>{other}" for one, other in sorted(pairs) if {one, other} <= grounds.keys()]
    made = support_graph(grounds, *backing)
    assert made.fallen_without("c") == standing(made, "") - standing(made, "c")


def standing(made: SupportGraph, rejected: str) -> frozenset[str]:
    """Work out slowly what stands: own premises first, then what those back up, until nothing is added."""
    found = {ident for ident, grounds in made.grounds.items() if grounds.left_without(rejected)}
    while more := {other for one, other in made.backing if one in found} - found:
        found |= more
    return frozenset(found)


def test_a_page_tells_what_falls_and_what_does_not(tram: Graph) -> None:
    queries = Queries(tram)
    view = arguments.view(queries, tram.entries["fewer-cars"])
    (fall,) = view.falls
    assert (fall.premises, fall.left, fall.is_fatal, fall.others) == ((1,), (2,), True, ())
    assert view.harmless == ()
    assert arguments.view(queries, tram.entries["shops-will-close"]).falls == ()
