"""`explainer export argdown`: what the reference parser finds in it is what the graph holds."""

from __future__ import annotations

from typing import Any

import pytest

from generator.formats import extra_fields
from generator.formats.argdown import writer as argdown
from generator.graph.graph import Graph
from generator.model.kinds.arguments import Argument
from tests import lost_words
from tests.formats.argdown.reference import parsed
from tests.node_packages import Node


@pytest.fixture(scope="module", params=["tram", "full", "real"])
def graph(request: pytest.FixtureRequest, tram: Graph, full: Graph, real: Graph) -> Graph:
    return {"tram": tram, "full": full, "real": real}[request.param]


@pytest.fixture(scope="module")
def found(node: Node, graph: Graph) -> dict[str, Any]:
    return parsed(node, argdown.dump(graph))


def test_every_statement_and_argument_is_found_and_no_other(graph: Graph, found: dict[str, Any]) -> None:
    structure = argdown.Structure(graph)
    assert {f"<{title}>" for title in found["arguments"]} == {
        each for titles in structure.inferences.values() for each in titles
    }
    assert len(structure.arguments) == len(graph.of("arguments"))
    unnamed = {title for title in found["statements"] if title.startswith("Untitled ")}
    assert len(unnamed) == sum(not argument.premises for _, argument in graph.entities(Argument))
    assert {f"[{title}]" for title in set(found["statements"]) - unnamed} == set(structure.statements)


def test_every_relation_is_found_and_no_other(graph: Graph, found: dict[str, Any]) -> None:
    """The reference parser lets an argument that has a conclusion act through it."""
    structure = argdown.Structure(graph)
    through = {structure.arguments[ident]: title for ident, title in structure.conclusions.items()}
    words = {"+": "support", "-": "attack", "_": "undercut"}
    expected = [[through.get(each.source, each.source), words[each.mark], each.target] for each in structure.relations]
    assert sorted(found["relations"]) == sorted(expected)
    linked = [link for link in graph.links if link.relation in ("supports", "rebuts", "undermines", "undercuts")]
    assert {(each.source, each.target) for each in structure.relations} >= {
        (structure.arguments[link.source], structure.arguments[link.target])
        for link in linked
        if link.relation == "supports"
    }


def test_premises_and_conclusions_have_the_words_of_the_content(graph: Graph, found: dict[str, Any]) -> None:
    structure = argdown.Structure(graph)
    for entry, argument in graph.entities(Argument):
        for title, line in zip(structure.inferences[entry.id], argument.inferences, strict=True):
            steps = found["arguments"][title[1:-1]]["steps"]
            texts = [argument.premises[number - 1].text for number in line] or [argument.summary]
            is_whole = title == structure.arguments[entry.id]  # the others refer to the conclusion that it words
            said = [*texts, argument.conclusion] if is_whole else texts
            assert [step[2] for step in steps if step[2]] == [extra_fields.words(graph, text) for text in said]
            assert [step[0] for step in steps] == ["premise"] * len(texts) + ["main-conclusion"]


def test_premises_that_carry_alone_are_arguments_of_their_own_for_one_conclusion(full: Graph) -> None:
    structure = argdown.Structure(full)
    assert structure.inferences["lake-is-cheaper"] == (
        "<The lake route costs less>",
        "<The lake route costs less, premise 4 alone>",
    )
    assert len(structure.inferences["lake-floods"]) == 2
    assert len(structure.inferences["fewer-cars"]) == 1


def test_every_source_and_whatever_has_no_form_is_carried_as_data(graph: Graph, found: dict[str, Any]) -> None:
    carried = {entity["id"]: entity for entity in found["frontMatter"]["explainer"]["entities"]}
    assert set(carried) == {
        ident for ident, each in graph.entries.items() if each.kind.folder not in extra_fields.NATIVE
    }
    for entry in graph.of("sources"):
        assert carried[entry.id]["title"] == entry.title


def test_the_claims_have_their_verdict_and_evidence_as_data(graph: Graph, found: dict[str, Any]) -> None:
    structure = argdown.Structure(graph)
    for entry in graph.of("claims"):
        data = found["statements"][structure.claims[entry.id][1:-1]]["data"]
        assert data["id"] == entry.id
        assert data["verdict"] == getattr(entry.entity, "verdict", None)


@pytest.mark.parametrize(
    "text",
    [
        "a [b] <c> {d: e} #f @[g] *h* _i_ **j** `k` \\ l // m /* n */ === o === .A. :p: (q) -- r",
        "[k](http://x.example) and e.g. i.e. 3.5 :-) {a} ]: >: +> -> ><",
        "مرحبا 🚋 日本 — “quoted”",
        "{open",
        "// a comment that is none",
        "+ plus - minus",
    ],
)
def test_words_are_read_as_words(node: Node, text: str) -> None:
    found = parsed(
        node, f"[T]: {argdown.escape(text)} {argdown.braces({'text': text})}\n\n<A>: {argdown.escape(text)}\n"
    )
    assert found["statements"]["T"] == {"texts": [text], "tags": [], "data": {"text": text}}
    assert found["arguments"]["A"]["texts"] == [text]


@pytest.mark.parametrize(
    ("form", "text"),
    [("argdown", "[A]: First.\n"), ("ris", "TY  - BOOK\nTI  - Rails\nER  - \n")],
)
def test_content_without_a_question_comes_back_and_is_argdown(node: Node, form: str, text: str) -> None:
    graph = lost_words.compiled(lost_words.read(form, text))
    written = argdown.dump(graph)
    parsed(node, written)
    result = lost_words.read("argdown", written)
    assert result.problems == ()
    assert {draft.id for draft in result.drafts} == {entry.id for entry in graph.entries.values()}
