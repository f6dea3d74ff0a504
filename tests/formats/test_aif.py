"""AIF out and in: read by arguebuf, held to rules of our own, and node sets as other people write them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import arguebuf
import pytest

from generator.formats import extra_fields
from generator.formats.aif import reader as aif
from generator.formats.aif import writer as aif_export
from generator.formats.records import Draft, GivenFile, ImportResult, Task
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.model.kinds.arguments import Argument
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Project

DAY = date(2026, 5, 1)
Data = dict[str, Any]


@pytest.fixture(scope="module", params=["full", "real"])
def graph(request: pytest.FixtureRequest, full: Graph) -> Graph:
    real = compile_content(ROOT / "content").graph
    assert real is not None
    return full if request.param == "full" else real


@pytest.fixture(scope="module")
def data(graph: Graph) -> Data:
    found: Data = json.loads(aif_export.dump(graph))
    return found


def kinds(data: Data) -> Counter[str]:
    return Counter(node["type"] for node in data["nodes"])


def test_no_edge_dangles_and_no_statement_leads_to_a_statement(data: Data) -> None:
    types = {node["nodeID"]: node["type"] for node in data["nodes"]}
    assert len(types) == len(data["nodes"])
    ends = [(types[edge["fromID"]], types[edge["toID"]]) for edge in data["edges"]]
    assert set(ends) == {("I", "RA"), ("RA", "I"), ("I", "CA"), ("CA", "I"), ("CA", "RA"), ("L", "YA"), ("YA", "I")}
    assert len({edge["edgeID"] for edge in data["edges"]}) == len(ends)


def test_every_inference_and_conflict_has_both_ends(data: Data) -> None:
    sources = Counter(edge["toID"] for edge in data["edges"])
    targets = Counter(edge["fromID"] for edge in data["edges"])
    for node in data["nodes"]:
        if node["type"] in ("RA", "CA", "YA"):
            assert sources[node["nodeID"]] >= 1
            assert targets[node["nodeID"]] == 1


def test_there_is_a_node_for_each_thing_in_the_content(graph: Graph, data: Data) -> None:
    arguments = [each.entity for each in graph.of("arguments") if isinstance(each.entity, Argument)]
    answers = sum(len(getattr(each.entity, "answers", ())) for each in graph.of("questions"))
    premises = sum(len(each.premises) or 1 for each in arguments)
    bonds = sum(
        sum(bool(bearing.answer) for bearing in each.bearings)
        + sum(bool(premise.claim) + bool(premise.argument) for premise in each.premises)
        + len(each.supports)
        for each in arguments
    )
    by_id = {each.id: each.entity for each in graph.of("arguments") if isinstance(each.entity, Argument)}
    conflicts = sum(
        len(by_id[attack.argument].inferences) if attack.how == "undercuts" else 1
        for each in arguments
        for attack in each.attacks
    )
    said = sum(len(each.made_by) for each in arguments)
    said += sum(len(getattr(each.entity, "asserted_by", ())) for each in graph.of("claims"))
    assert kinds(data) == Counter(
        {
            "I": answers + len(graph.of("claims")) + premises + len(arguments),
            "RA": sum(len(each.inferences) for each in arguments) + bonds,
            "CA": conflicts,
            "L": said,
            "YA": said,
        }
    )


def test_arguebuf_finds_as_many_nodes_schemes_and_edges(data: Data) -> None:
    """It reads statements and schemes; who says them it passes over."""
    kept = {node["nodeID"] for node in data["nodes"] if node["type"] in ("I", "RA", "CA")}
    edges = [edge for edge in data["edges"] if {edge["fromID"], edge["toID"]} <= kept]
    bare: Any = {"nodes": [node for node in data["nodes"] if node["nodeID"] in kept], "edges": edges, "locutions": []}
    read = arguebuf.load.aif(bare)
    assert len(read.atom_nodes) == kinds(data)["I"]
    assert len(read.scheme_nodes) == kinds(data)["RA"] + kinds(data)["CA"]
    assert len(read.edges) == len(edges)
    schemes = Counter(type(node.scheme).__name__ for node in read.scheme_nodes.values())
    assert schemes == Counter({"Support": kinds(data)["RA"], "Attack": kinds(data)["CA"]})


def test_an_undercut_leads_to_the_inference(full: Graph) -> None:
    data = json.loads(aif_export.dump(full))
    nodes = {node["nodeID"]: node for node in data["nodes"]}
    conflicts = {key for key, node in nodes.items() if node.get(extra_fields.KEY, {}).get("how") == "undercuts"}
    targets = [nodes[edge["toID"]] for edge in data["edges"] if edge["fromID"] in conflicts]
    wanted = sorted(("RA", link.target) for link in full.links if link.relation == "undercuts")
    assert sorted((node["type"], node[extra_fields.KEY]["id"]) for node in targets) == wanted
    assert wanted != []


@pytest.mark.parametrize("content", ["full", "real"])
def test_there_and_back_is_the_same_content(project: Project, full_content: Path, content: str) -> None:
    folder = str({"full": full_content, "real": ROOT / "content"}[content])
    assert project.run("export", "aif", "-o", "x.json", "--content", folder).returncode == 0
    done = project.run("import", "aif", "x.json", "--into", "copy")
    assert (done.returncode, done.stderr) == (0, "")
    before = project.run("export", "json", "--content", folder).stdout
    assert project.run("export", "json", "--content", "copy").stdout == before


# -- as other people write it ------------------------------------------------------------------------------------


def node_set(nodes: str, edges: str, **more: Any) -> str:
    """Write a node set: a node a line as `number type text`, and edges as `1>2>3`."""
    rows = [line.split(" ", 2) for line in nodes.strip().split("\n")]
    made = [
        {"nodeID": key, "text": (text or [""])[0], "type": kind, "timestamp": "2025-03-04 10:11:12"}
        for key, kind, *text in (row for row in rows)
    ]
    pairs = [pair for chain in edges.split() for pair in _pairs(chain.split(">"))]
    led = [{"edgeID": str(n), "fromID": a, "toID": b, "formEdgeID": None} for n, (a, b) in enumerate(pairs)]
    return json.dumps({"nodes": made, "edges": led, **more}, indent=1)


def _pairs(keys: list[str]) -> list[tuple[str, str]]:
    return list(pairwise(keys))


EXAMPLES = {
    "linked premises and a chain": node_set(
        "1 I Trams need rails.\n2 I There are no rails.\n3 I There are no trams.\n4 RA Default Inference\n"
        "5 I People walk.\n6 RA Modus Ponens",
        "1>4 2>4>3 3>6>5",
    ),
    "convergent reasons and a rebuttal": node_set(
        "10 I The line should be built.\n11 I It is quiet.\n12 RA Default Inference\n13 I It is cheap.\n"
        "14 RA Default Inference\n15 I It costs forty million.\n16 CA Default Conflict",
        "11>12>10 13>14>10 15>16>13",
    ),
    "an undercut": node_set(
        "1 I The mayor says so.\n2 I The lake is safe.\n3 RA Argument from Expert Opinion\n4 I The mayor is no engineer.\n"
        "5 CA Default Conflict",
        "1>3>2 4>5>3",
    ),
    "a dialogue": node_set(
        "1 L Mara : The shops will close.\n2 YA Asserting\n3 I The shops will close.\n4 L Jon : Why?\n5 YA Questioning\n"
        "6 TA Default Transition\n7 L Mara : Nobody can reach them.\n8 YA Asserting\n9 I Nobody can reach them.\n"
        "10 RA Default Inference\n11 YA Arguing",
        "1>2>3 1>6>4 4>5>3 6>7 7>8>9 9>10>3 6>11>10",
    ),
    "a rephrasing and a preference": node_set(
        "1 I The tram is dear.\n2 I The tram costs too much.\n3 MA Default Rephrase\n4 I Buses are cheap.\n"
        "5 PA Default Preference\n6 I Lake water is clean.",
        "1>3>2 4>5>1",
    ),
    "participants and a backing": node_set(
        "1 I Counts are sound.\n2 I There are 3,000 cars.\n3 I The street is full.\n4 RA Default Inference\n"
        "5 RA Default Inference\n6 L we have counted them\n7 YA Asserting",
        "2>4>3 1>5>4 6>7>2",
        participants=[{"participantID": 3, "firstname": "Ada", "surname": "Quill"}],
        locutions=[{"nodeID": "6", "personID": "3", "timestamp": "2025-03-04 10:11:12"}],
    ),
}


def harvest_of(text: str) -> ImportResult:
    return aif.read(Task((GivenFile("set.json", text.encode()),), DAY))


def drafts_of(text: str) -> dict[tuple[str, str], Draft]:
    return {(draft.folder, draft.id): draft for draft in harvest_of(text).drafts}


@pytest.mark.parametrize("name", EXAMPLES)
def test_two_commands_make_a_site_that_has_every_statement(project: Project, name: str) -> None:
    project.write("set.json", EXAMPLES[name])
    done = project.run("import", "aif", "set.json", "--into", "debate/content")
    assert done.returncode == 0, done.stderr
    exported = project.run("export", "json", "--content", "debate/content")
    assert exported.returncode == 0, exported.stderr
    for node in json.loads(EXAMPLES[name])["nodes"]:
        if node["type"] == "I":
            assert node["text"] in exported.stdout
    assert project.run("render", "pages", "--content", "debate/content").returncode == 0


def test_a_premise_rests_on_the_argument_that_concludes_it() -> None:
    drafts = drafts_of(EXAMPLES["linked premises and a chain"])
    first = drafts["arguments", "trams-need-rails"].data
    assert [premise["text"] for premise in first["premises"]] == ["Trams need rails.", "There are no rails."]
    assert first["conclusion"] == "There are no trams."
    assert first["premises_carry"] == "together"
    second = drafts["arguments", "there-are-no-trams"].data
    assert second["premises"][0]["argument"] == "trams-need-rails"
    assert drafts["arguments", "there-are-no-trams"].data["answer"] == "people-walk"


def test_attacks_lead_to_the_premise_or_the_step_that_they_are_about() -> None:
    rebuttal = drafts_of(EXAMPLES["convergent reasons and a rebuttal"])
    assert rebuttal["arguments", "it-costs-forty-million"].data["attacks"] == [
        {"argument": "it-is-cheap", "how": "undermines", "premise": 1, "why": "It costs forty million."}
    ]
    undercut = drafts_of(EXAMPLES["an undercut"])
    assert undercut["arguments", "the-mayor-is-no-engineer"].data["attacks"] == [
        {"argument": "the-mayor-says-so", "how": "undercuts", "why": "The mayor is no engineer."}
    ]


def test_who_says_something_becomes_an_actor() -> None:
    dialogue = drafts_of(EXAMPLES["a dialogue"])
    assert dialogue["actors", "mara"].data["title"] == "Mara"
    assert dialogue["arguments", "nobody-can-reach-them"].data["made_by"] == ["mara"]
    assert dialogue["claims", "nobody-can-reach-them-2"].data["asserted_by"] == ["mara"]
    assert ("actors", "ada-quill") in drafts_of(EXAMPLES["participants and a backing"])


def test_an_inference_that_backs_an_inference_supports_it() -> None:
    drafts = drafts_of(EXAMPLES["participants and a backing"])
    assert drafts["arguments", "counts-are-sound"].data["supports"] == [{"argument": "there-are-3-000-cars"}]


def test_a_rephrasing_links_two_claims() -> None:
    drafts = drafts_of(EXAMPLES["a rephrasing and a preference"])
    assert drafts["claims", "the-tram-is-dear"].data["see_also"] == ["the-tram-costs-too-much"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (EXAMPLES["a rephrasing and a preference"], "28 import-loss a preference (PA) is not carried over"),
        (EXAMPLES["a dialogue"], "34 import-loss the order of a dialogue (TA) is not carried over"),
        (EXAMPLES["a dialogue"], "28 import-loss who asks or denies something is not carried over"),
        (
            node_set("1 I A.\n2 I B.\n3 RA x\n4 RA y\n5 I C.\n6 CA z", "1>4>3 2>3>5 4>6>5"),
            "34 import-loss what bears on 4, a step without a conclusion of its own, is not carried over",
        ),
        (node_set("1 I A.\n2 I B.", "1>2"), "4 import-loss a statement leads to a statement (1 to 2)"),
        (node_set("1 I A.\n2 RA x", "1>2>9"), "10 import-loss an edge leads to or from '9', which is no node"),
        (node_set("1 I A.\n2 RA x", "1>2"), "10 import-loss this RA has nothing that leads to it, or leads nowhere"),
        (node_set("1 XX A.", ""), "4 import-loss nodes of the type 'XX' are not carried over"),
        (node_set("1 L A.", ""), "4 import-loss a locution that nothing is said with is not carried over"),
        (node_set("1 L so\n2 YA x\n3 I A.", "1>2>3"), "4 import-loss nobody can be seen to say this"),
        (
            node_set("1 I A.\n2 I B.\n3 CA x\n4 CA x\n5 I C.", "1>3>2 5>4>3"),
            "22 import-loss a CA that leads to a CA is not carried over",
        ),
        ("[]", "1 import-syntax this is not AIF"),
        ('{"nodes": [{"text": "A"}], "edges": []}', "1 import-syntax a node has no 'nodeID' or no 'type'"),
        ('{"nodes": [], "edges": [{"fromID": "1"}]}', "1 import-syntax an edge has no 'fromID' or no 'toID'"),
        ('{"nodes": ', "1 import-syntax this is not JSON: expecting value"),
    ],
)
def test_what_is_not_carried_over_or_not_understood_is_said_in_its_line(text: str, said: str) -> None:
    found = [f"{each.line} {each.code} {each.message}" for each in harvest_of(text).problems]
    assert any(each.startswith(said) for each in found), found


def test_a_node_with_an_id_of_ours_and_nothing_else_of_ours_is_read_too() -> None:
    text = json.dumps(
        {
            "nodes": [{"nodeID": "1", "type": "RA", "explainer": {"id": "x"}}, {"nodeID": "2", "type": "I"}],
            "edges": [{"fromID": "1", "toID": "1"}, {"fromID": "1", "toID": "2"}],
        }
    )
    result = aif.read(Task((GivenFile("x.json", text.encode()),), date(2026, 5, 1)))
    assert [draft.id for draft in result.drafts if draft.folder == "arguments"] == ["x"]
