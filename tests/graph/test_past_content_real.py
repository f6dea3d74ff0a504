"""The real content as of every day of its events: nothing in it is later, and nothing leads to what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from generator.content import named_days, prose
from generator.graph.as_of import AsOf
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.graph.past_graph import PastGraphs
from generator.model.anatomy import leaves, parts
from generator.model.dates import EdtfDate
from generator.model.fields import Part
from generator.model.kinds.events import Event
from tests.conftest import ROOT

COMPILED = compile_content(ROOT / "content")


def items(graph: Graph) -> Iterator[tuple[str, Part]]:
    yield "site.yml", graph.site
    yield from ((ident, entry.entity) for ident, entry in graph.entries.items())


def later(part: Part, day: date) -> Iterator[str]:
    """Yield every date of a file that lies after a day, in whichever form: asked of values, by no marker."""
    for path, each in parts(part):
        for name in type(each).model_fields:
            value = getattr(each, name)
            ends = value.end or value.start if isinstance(value, EdtfDate) else None
            last = ends.last() if ends else value if isinstance(value, date) else date.min
            if last > day:
                yield f"{path} {name}: {value}"
    for leaf in leaves(part):
        if leaf.slot.markup is not None and named_days.latest(leaf.value, "en") > day and leaf.path != ("title",):
            yield f"{leaf.path}: {leaf.value}"


def astray(part: Part, graph: Graph) -> Iterator[str]:
    """Yield every id that a file names and that is not there."""
    for leaf in leaves(part):
        named = [leaf.value] if leaf.slot.relation is not None else []
        if leaf.slot.markup is not None:
            tokens = prose.scan(leaf.value, leaf.slot.markup)
            named += [token.id for token in tokens if not isinstance(token, prose.ProseFault)]
        yield from (f"{leaf.path}: {ident}" for ident in named if ident not in graph.entries)


@pytest.fixture(scope="module")
def graphs() -> dict[date, Graph]:
    assert COMPILED.graph is not None
    past = PastGraphs(COMPILED)
    ends = {entity.date.end.last() for _, entity in COMPILED.graph.entities(Event) if entity.date.end}
    return {day: past.graph(AsOf(valid=day)) for day in sorted(ends)}


def test_nothing_has_a_later_date_on_any_day_of_an_event(graphs: dict[date, Graph]) -> None:
    assert len(graphs) > 40
    assert [(day, i, e) for day, g in graphs.items() for i, part in items(g) for e in later(part, day)] == []


def test_nothing_leads_to_what_is_left_out_on_any_day_of_an_event(graphs: dict[date, Graph]) -> None:
    assert [(day, i, e) for day, g in graphs.items() for i, part in items(g) for e in astray(part, g)] == []


def test_what_was_there_on_a_day_is_there_on_each_later_day(graphs: dict[date, Graph]) -> None:
    gone = {(a, b): graphs[a].entries.keys() - graphs[b].entries.keys() for a, b in pairwise(sorted(graphs))}
    assert {days: ids for days, ids in gone.items() if ids} == {}
