"""AIF out: held to rules of our own, and the same content when it comes back."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from generator.formats import extra_fields
from generator.formats.aif import writer as aif_export
from generator.graph.graph import Graph
from generator.model.kinds.arguments import Argument

if TYPE_CHECKING:
    from tests.conftest import Project

Data = dict[str, Any]


@pytest.fixture(scope="module", params=["full", "real"])
def graph(request: pytest.FixtureRequest, full: Graph, real: Graph) -> Graph:
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
    known = {("I", "RA"), ("RA", "I"), ("I", "CA"), ("CA", "I"), ("CA", "RA"), ("L", "YA"), ("YA", "I")}
    assert set(ends) <= known | {("I", "MA"), ("MA", "I")}
    assert set(ends) >= known
    assert len({edge["edgeID"] for edge in data["edges"]}) == len(ends)


def test_every_inference_and_conflict_has_both_ends(data: Data) -> None:
    sources = Counter(edge["toID"] for edge in data["edges"])
    targets = Counter(edge["fromID"] for edge in data["edges"])
    for node in data["nodes"]:
        if node["type"] in ("RA", "CA", "MA", "YA"):
            assert sources[node["nodeID"]] >= 1
            assert targets[node["nodeID"]] == 1


def test_there_is_a_node_for_each_thing_in_the_content(graph: Graph, data: Data) -> None:
    arguments = [each.entity for each in graph.of("arguments") if isinstance(each.entity, Argument)]
    by_id = {each.id: each.entity for each in graph.of("arguments") if isinstance(each.entity, Argument)}
    parts = [part for node in data["nodes"] if node["type"] == "I" for part in parts_of(node)]
    assert Counter("premise" in part for part in parts if "id" not in part) == Counter(
        {
            True: sum(len(each.premises) or 1 for each in arguments),
            False: len(arguments) + sum(len(getattr(each.entity, "answers", ())) for each in graph.of("questions")),
        }
    )
    assert {part["id"] for part in parts if "id" in part} == {each.id for each in graph.of("claims")}
    conflicts = [part for node in data["nodes"] if node["type"] == "CA" for part in parts_of(node)]
    assert len(conflicts) == sum(
        len(by_id[attack.argument].inferences) if attack.how == "undercuts" else 1
        for each in arguments
        for attack in each.attacks
    )
    said = {(actor, each.id) for each in graph.of("arguments") for actor in getattr(each.entity, "made_by", ())}
    said |= {(actor, each.id) for each in graph.of("claims") for actor in getattr(each.entity, "asserted_by", ())}
    carried = [node[extra_fields.KEY] for node in data["nodes"] if node["type"] == "L"]
    assert sorted((own["actor"], ident) for own in carried for ident in own["said"]) == sorted(said)


def parts_of(node: Data) -> list[Data]:
    own = node[extra_fields.KEY]
    return [own, *own.get("also", ())]


def test_no_two_conflicts_have_the_same_ends(data: Data) -> None:
    types = {node["nodeID"]: node["type"] for node in data["nodes"]}
    before = {edge["toID"]: edge["fromID"] for edge in data["edges"] if types[edge["toID"]] == "CA"}
    ends = [(before[edge["fromID"]], edge["toID"]) for edge in data["edges"] if types[edge["fromID"]] == "CA"]
    assert len(set(ends)) == len(ends) == kinds(data)["CA"]


def test_no_step_leads_to_the_words_that_it_comes_from(data: Data) -> None:
    texts = {node["nodeID"]: node["text"] for node in data["nodes"]}
    before = {edge["toID"]: texts[edge["fromID"]] for edge in data["edges"]}
    steps = [edge for edge in data["edges"] if texts[edge["fromID"]] == "Default Inference"]
    assert [edge for edge in steps if before[edge["fromID"]] == texts[edge["toID"]]] == []


SAME_WORDS = {
    "site.yml": "title: Trams\ndescription: D.\nfacts_as_of: 2026-05-01\nquestion: trams\nactor_types: [person]\n",
    "questions/trams.yml": "title: Trams?\nsummary: S.\nanswers:\n  - {id: build, text: Trams should be built., side: for}\n",
    "claims/quiet.yml": "title: Trams are quiet.\nsummary: S.\ncheck_of: matter\nverdict: unverified\nassessment: A.\nchecked: 2026-05-01\nasserted_by: [mara]\nsee_also: [loud, rails]\n",
    "claims/loud.yml": "title: Buses are loud.\nsummary: S.\ncheck_of: matter\nverdict: unverified\nassessment: A.\nchecked: 2026-05-01\n",
    "terms/rails.yml": "title: Rails\nsummary: S.\ndefinition: D.\n",
    "actors/mara.yml": "title: Mara\nsummary: S.\ntype: person\n",
    "arguments/measured.yml": "title: Measured\nsummary: They were measured.\nquestion: trams\npremises: [{text: Meters say so.}]\nconclusion: Trams are quiet.\nmade_by: [mara]\n",
    "arguments/sleep.yml": "title: Sleep\nsummary: Who lives there can sleep.\nquestion: trams\nanswer: build\npremises:\n  - {text: Trams are quiet., claim: quiet, argument: measured, scope: same}\n  - {text: 'People _sleep_.'}\npremises_carry: together\nconclusion: Trams should be built.\n",
    "arguments/dear.yml": "title: Dear\nsummary: Buses are loud.\nquestion: trams\nconclusion: Buses are loud.\nattacks: [{argument: sleep, how: undermines, premise: 1, why: So they are.}]\nsupports: [{argument: measured, why: Because.}]\n",
}


def exported(project: Project) -> Data:
    for path, text in SAME_WORDS.items():
        project.write(f"small/{path}", text)
    done = project.run("export", "aif", "--content", "small")
    assert done.returncode == 0, done.stderr
    found: Data = json.loads(done.stdout)
    return found


def test_what_rests_on_its_own_words_is_one_statement_and_comes_back(project: Project) -> None:
    data = exported(project)
    texts = [node["text"] for node in data["nodes"] if node["type"] == "I"]
    assert sorted(texts) == [
        "Buses are loud.",
        "Meters say so.",
        "People sleep.",
        "Trams are quiet.",
        "Trams should be built.",
    ]
    assert kinds(data) == {"I": 5, "RA": 3, "CA": 1, "MA": 1, "L": 1, "YA": 1}
    project.write("x.json", json.dumps(data))
    done = project.run("import", "aif", "x.json", "--into", "copy")
    assert (done.returncode, done.stderr) == (0, "")
    before = project.run("export", "json", "--content", "small").stdout
    assert project.run("export", "json", "--content", "copy").stdout == before


def test_a_related_claim_is_a_rephrasing_and_one_that_was_deleted_stays_away(project: Project) -> None:
    data = exported(project)
    (tie,) = (node["nodeID"] for node in data["nodes"] if node["type"] == "MA")
    ends = [edge for edge in data["edges"] if tie in (edge["fromID"], edge["toID"])]
    texts = {node["nodeID"]: node["text"] for node in data["nodes"]}
    assert [(texts[edge["fromID"]], texts[edge["toID"]]) for edge in ends] == [
        ("Trams are quiet.", "Default Rephrase"),
        ("Default Rephrase", "Buses are loud."),
    ]
    data["nodes"] = [node for node in data["nodes"] if node["nodeID"] != tie]
    data["edges"] = [edge for edge in data["edges"] if edge not in ends]
    project.write("x.json", json.dumps(data))
    assert project.run("import", "aif", "x.json", "--into", "copy").returncode == 0
    assert "see_also: [rails]\n" in (project.root / "copy/claims/quiet.yml").read_text("utf-8")


def test_an_undercut_leads_to_the_inference(full: Graph) -> None:
    data = json.loads(aif_export.dump(full))
    nodes = {node["nodeID"]: node for node in data["nodes"]}
    conflicts = {key for key, node in nodes.items() if node.get(extra_fields.KEY, {}).get("how") == "undercuts"}
    targets = [nodes[edge["toID"]] for edge in data["edges"] if edge["fromID"] in conflicts]
    wanted = sorted(("RA", link.target) for link in full.links if link.relation == "undercuts")
    assert sorted((node["type"], node[extra_fields.KEY]["id"]) for node in targets) == wanted
    assert wanted != []
