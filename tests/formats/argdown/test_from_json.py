"""`explainer import argdown-json`: what Argdown's own command writes says the same as the text that it read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.formats.argdown import writer as argdown_export
from generator.formats.records import ImportResult
from generator.graph.graph import Graph
from generator.problems.problem import has_errors
from tests import lost_words
from tests.formats.argdown import reference as reference_parser
from tests.formats.argdown.examples import ALIKE, EXAMPLES, dedented
from tests.node_packages import Node

# In the JSON what an argument with a conclusion does is done by the conclusion.
TEXTS = [each for each in (*map(dedented, EXAMPLES.values()), *ALIKE) if "\n  -> [P]" not in each]


def imported(text: str) -> ImportResult:
    return lost_words.read("argdown-json", text, "debate.json")


def of_argdown(text: str) -> ImportResult:
    return lost_words.read("argdown", text, "debate.argdown")


@pytest.fixture(scope="module")
def exported(node: Node) -> dict[str, str]:
    """The JSON of each text. Front matter is no part of it."""
    found = reference_parser.found_in(node, TEXTS)
    return {text: each["json"] for text, each in zip(TEXTS, found, strict=True)}


def said(result: ImportResult) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the drafts without what only front matter says, with one mark of emphasis."""
    drafts = ((each.folder, each.id, each.data) for each in result.drafts if each.folder != "questions")
    plain = [(folder, ident, {**data, "question": ""}) for folder, ident, data in drafts]
    found: list[tuple[str, str, dict[str, Any]]] = json.loads(json.dumps(plain).replace("_ride_", "*ride*"))
    return sorted(found, key=lambda each: each[:2])


@pytest.mark.parametrize("text", TEXTS)
def test_it_says_the_same_as_the_text(exported: dict[str, str], text: str) -> None:
    before, after = of_argdown(text), imported(exported[text])
    assert not has_errors(after.problems)
    assert said(after) == said(before)


def test_losses_are_told_where_the_element_is_first_named(node: Node) -> None:
    text = "# T\n\n[A]: a [l](x.md) {b: c}\n  + <B>: b\n\n## S #t\n\n[A]: other\n\n(1) p\n-- r {uses: [1]} --\n(2) q\n"
    (found,) = reference_parser.found_in(node, [text])
    lines = found["json"].split("\n")
    problems = imported(found["json"]).problems
    assert {each.message for each in problems} == {
        "the link to 'x.md' is not carried over, but its words",
        "the data 'b' are not carried over: c",
        "'A' has a second wording, and the first is kept: 'other' is not",
        "the heading 'S' is not carried over",
        "the tags of a heading are not carried over: 't'",
        "the data of an inference 'uses' are not carried over: [1]",
    }
    titles = {each.message: lines[each.line - 1].strip().rstrip(",") for each in problems}
    assert titles["the data 'b' are not carried over: c"] == '"title": "A"'
    assert titles["the heading 'S' is not carried over"] == '"title": "S #t"'


def test_marks_are_counted_as_their_program_counts_them(node: Node) -> None:
    text = "[A]: 🚋🚋 **bold _both_** and [l](https://e.org/a) of @[B] with #t, as said #(last one)\n\n[B]: b\n"
    (found,) = reference_parser.found_in(node, [text])
    summary = next(each.data["summary"] for each in imported(found["json"]).drafts if each.id == "a")
    assert summary == "🚋🚋 **bold *both*** and [l](https://e.org/a) of [[b]] with t, as said"


def test_our_own_export_comes_back_through_it(node: Node, tram: Graph) -> None:
    (found,) = reference_parser.found_in(node, [argdown_export.dump(tram)])
    ids = {(each.folder, each.id) for each in imported(found["json"]).drafts}
    assert ids == {
        (entry.kind.folder, entry.id)
        for folder in ("questions", "arguments", "claims")
        for entry in tram.of(folder)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"relations": {}}, "this is not Argdown's JSON, with 'statements', 'arguments' and 'relations'"),
        ({"statements": []}, "this is not Argdown's JSON, with 'statements', 'arguments' and 'relations'"),
        (
            {"relations": [{"type": "relation", "relationType": "attack", "from": "X", "to": "A"}]},
            "the relation of 'X' to 'A' is not carried over: 'attack'",
        ),
        (
            {"relations": [{"relationType": "likes", "from": "A", "to": "A", "fromType": "equivalence-class"}]},
            "the relation of 'A' to 'A' is not carried over: 'likes'",
        ),
    ],
)
def test_what_is_not_as_argdown_writes_it_is_told(change: dict[str, Any], message: str) -> None:
    data = {"arguments": {}, "statements": {"A": {"type": "equivalence-class", "members": []}}, "relations": []}
    assert [each.message for each in imported(json.dumps(data | change)).problems] == [message]
