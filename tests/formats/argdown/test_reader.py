"""`explainer import argdown`: files as other people write them, held against the reference parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.formats.argdown import reader as argdown
from generator.formats.argdown import writer as argdown_export
from generator.formats.argument_graph import MENTION, MENTION_END
from generator.formats.records import Draft, GivenFile, ImportResult, Task
from generator.graph.graph import Graph
from generator.problems.problem import has_errors
from tests import lost_words
from tests.formats.argdown import reference as reference_parser
from tests.formats.argdown.examples import ALIKE, EXAMPLES, JOINED, dedented
from tests.node_packages import Node

if TYPE_CHECKING:
    from tests.conftest import Project


def graph_of(text: str) -> Any:
    return argdown._Reader(Task((GivenFile("debate.argdown", text.encode()),), lost_words.DAY)).graph()


def harvest_of(text: str) -> ImportResult:
    return lost_words.read("argdown", text, "debate.argdown")


def drafts_of(result: ImportResult) -> dict[tuple[str, str], Draft]:
    return {(draft.folder, draft.id): draft for draft in result.drafts}


@pytest.fixture(params=list(EXAMPLES))
def example(request: pytest.FixtureRequest) -> str:
    return dedented(EXAMPLES[request.param])


@pytest.fixture(scope="module")
def reference(node: Node) -> dict[str, reference_parser.Found]:
    """What the reference parser finds in each example, by its text."""
    texts = [dedented(text) for text in (*EXAMPLES.values(), *JOINED, *ALIKE)]
    return dict(zip(texts, reference_parser.found_in(node, texts), strict=True))


@pytest.mark.parametrize("text", [*EXAMPLES.values(), *JOINED, *ALIKE])
def test_the_reference_parser_finds_the_same_statements_arguments_and_relations(
    reference: dict[str, reference_parser.Found], text: str
) -> None:
    found, graph = reference[dedented(text)], graph_of(dedented(text))
    assert not reference_parser.is_refused(found)
    assert not has_errors(graph.problems)
    assert reference_parser.summary_of(graph) == reference_parser.summary(found)


def test_the_reference_parser_finds_the_same_words_and_tags(
    reference: dict[str, reference_parser.Found], example: str
) -> None:
    found = reference[example]
    graph = graph_of(example)
    for title, theirs in {**found["statements"], **found["arguments"]}.items():
        ours = graph.statements.get(f"[{title}") or graph.inferences.get(f"<{title}")
        if ours is None:
            continue
        assert list(ours.tags) == theirs["tags"]
        if theirs["texts"] and not theirs["tags"]:
            marked = ours.text.replace(MENTION, "@").replace("[the plan](http://plan.example/a_(b)", "the plan")
            said = "".join(marked.split("**")).replace("_ride_", "ride")
            for key in ("[Survey", "<More riders"):
                said = said.replace(f"{key}{MENTION_END}", f"{key}{']' if key[0] == '[' else '>'}")
            assert said == theirs["texts"][0]


def test_two_commands_make_a_site(project: Project, example: str) -> None:
    project.write("debate.argdown", example)
    done = project.run("import", "argdown", "debate.argdown", "--into", "debate/content")
    assert done.returncode == 0, done.stderr
    checked = project.run("check", "--content", "debate/content", "--format", "json")
    assert checked.returncode == 0, checked.stdout
    rendered = project.run("render", "pages", "--content", "debate/content")
    assert rendered.returncode == 0, rendered.stderr


def test_nested_relations_become_supports_attacks_and_answers() -> None:
    drafts = drafts_of(harvest_of(dedented(EXAMPLES["nested relations"])))
    question = drafts["questions", "debate"]
    assert question.data["answers"] == [
        {"id": "quiet-nights", "text": "The old town should be quiet at night.", "side": "for"}
    ]
    sleep = drafts["arguments", "sleep"].data
    assert (sleep["answer"], sleep["stance"], sleep["conclusion"]) == (
        "quiet-nights",
        "for",
        "People who sleep badly fall ill.",
    )
    children = drafts["arguments", "children"].data
    assert children["attacks"] == [
        {"argument": "earplugs", "how": "undermines", "why": "Small children cannot wear them."}
    ]
    trade = drafts["arguments", "trade"].data
    assert trade["attacks"] == [{"argument": "quiet-nights", "how": "rebuts", "why": "Bars need the night."}]
    assert trade["stance"] == "against"


def test_premises_conclusions_and_steps_are_kept() -> None:
    drafts = drafts_of(harvest_of(dedented(EXAMPLES["premises and conclusions"])))
    whole = drafts["arguments", "the-expensive-tunnel"].data
    first = drafts["arguments", "the-expensive-tunnel-step-1"].data
    assert [premise["text"] for premise in first["premises"]] == [
        "A tunnel costs forty million.",
        "The city has thirty million.",
    ]
    assert first["conclusion"] == "The city cannot pay for a tunnel."
    assert first["body"] == "Rule: Modus ponens"
    assert "supports" not in first
    assert whole["premises"][0]["argument"] == "the-expensive-tunnel-step-1"
    assert (first["premises_carry"], whole["premises_carry"]) == ("together", "together")
    assert [premise["text"] for premise in whole["premises"]] == [
        "The city cannot pay for a tunnel.",
        "What the city cannot pay for it should not build.",
    ]
    assert whole["conclusion"] == "The city should not build the tunnel."
    attacks = {ident: draft.data.get("attacks") for (_, ident), draft in drafts.items()}
    assert attacks["old-estimate"] == [
        {
            "argument": "the-expensive-tunnel-step-1",
            "how": "undermines",
            "premise": 1,
            "why": "The estimate is ten years old.",
        }
    ]
    assert attacks["loans"] == [{"argument": "the-expensive-tunnel", "how": "undercuts", "why": "Cities can borrow."}]
    assert attacks["flood"] == [
        {"argument": "the-expensive-tunnel", "how": "rebuts", "why": "Without a tunnel the line floods."}
    ]


def test_mentions_become_links_and_tags_tags() -> None:
    result = harvest_of(dedented(EXAMPLES["headings, lists, mentions and special characters"]))
    drafts = drafts_of(result)
    assert drafts["arguments", "more-riders"].data["summary"] == (
        "As [[survey]] says, **thousands** would _ride_; see [the plan](http://plan.example/a_(b))."
    )
    tagged = drafts_of(harvest_of(dedented(EXAMPLES["tags, data and comments"])))
    assert tagged["arguments", "poor-riders"].data["tags"] == ["money"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[A]\n  >< [B]: b", "2 import-loss a contradiction is carried over as two attacks"),
        (
            "[A]: a {certainty: 0.5, isInMap: true}",
            "1 import-loss the data 'certainty', 'isInMap' are not carried over",
        ),
        ("[A]: a\n\n## Part\n\n<B>: b", "3 import-loss the heading 'Part' is not carried over"),
        ("===\nauthor: X\n===\n\n[A]: a", "1 import-loss the settings 'author' are not carried over"),
        ("[A]: a\n  _ <B>: b", "2 import-loss a statement is undercut, which has no step"),
        ("[A]: a #policy\n  + <B>: b", "1 import-loss the tags of an answer are not carried over: 'policy'"),
        ("(1) a\n-- rule {uses: [1]} --\n(2) b", "2 import-loss the data of an inference are not carried over"),
        *(
            (
                f"[A]: First.\n\n[B]: See\n[a plan]({address}) of\nit.",
                f"4 import-loss the link to '{address}' is not carried",
            )
            for address in ("notes/a.md", "www.e.org", "#x", "//e.org", "mailto:a@e.org", "file:///a")
        ),
        (
            "[A]: First\nSee https://example.org/a for\nmore.\n",
            "2 import-loss Argdown takes '//example.org/a for' for a comment, so it is not carried over",
        ),
        ("[A]: See //e.org/a for\n", "1 import-loss Argdown takes '//e.org/a for' for a comment"),
        ("[A]: either//or\n", "1 import-loss Argdown takes '//or' for a comment"),
        ("[A]: a\n\n[A]: b", "3 import-loss 'A' has a second wording, and the first is kept: 'b' is not"),
        (
            "[A]: a\n  {b: c,\n  d: e}.\n\n[B]: f {g: h}\n",
            "3 import-syntax data end at a brace with a blank behind it, and '.' stands behind this one",
        ),
        ("[A]: a {b: c}.\n", "1 import-syntax text stands after the data in braces: '.'"),
        ('[A]: a {\n  "b": "c",\n  "d": "e"\n}\n', "2 import-syntax data over several lines are block YAML, and here"),
        ("[A]: a {\n  - b\n  - c\n}\n", "1 import-loss the data '- b - c' are no keys with values"),
        ("===\ntitle: T\n===\n\n# Head #t\n\n<A>: a", "5 import-loss the heading 'Head' is not carried over"),
        ("# Head #t u\n\n<A>: a", "1 import-loss the tags of a heading are not carried over: 't'"),
        ("[夜]: 静か。\n  + <B>: b", "1 import-loss the title '夜' of an answer is not carried over, but its text"),
        (
            "[A]: a {\n  k: b\n  k: c\n}\n",
            "1 import-syntax data over several lines are block YAML, and here the key 'k'",
        ),
        ("[A]: a {k: b, k: c}\n", "1 import-syntax the key 'k' stands twice in the data"),
        ("[A]: a {? [k]: b}\n", "1 import-loss the data '['k']' are not carried over: b"),
        ("# Head\n\n[A]: a", "1 import-loss the heading 'Head' is not carried over"),
        (
            "<A>\n\n(1) a #t\n----\n(2) b #u",
            "3 import-loss the tags of a premise or conclusion are not carried over: 't'",
        ),
        (
            "<A>\n\n(1) a #t\n----\n(2) b #u",
            "5 import-loss the tags of a premise or conclusion are not carried over: 'u'",
        ),
        ("// nothing\n\n# Head", "1 import-syntax nothing in it is a statement or an argument"),
        ("<B: broken", "1 import-syntax the title is never closed"),
        ("[A: broken\n  + <B>: b", "1 import-syntax the title is never closed"),
        (
            "[A]: a\n  - <5% say so",
            "2 import-loss the title is never closed, and is carried over as words: '<5% say so'",
        ),
        ("[A] no colon", "1 import-syntax text stands right after 'A'"),
        ("  + <B>: b", "1 import-syntax this relation belongs to nothing"),
        ("(1) a\n(2) b", "1 import-syntax these premises lead to no conclusion"),
        ("(1) a\n----", "1 import-syntax these premises lead to no conclusion"),
        ("[A]: a {b: c} and more", "1 import-syntax text stands after the data in braces"),
        ("[A]: a\n  +\n\n<B>: b", "2 import-syntax something is missing here"),
        ("[A]: a {b: [}", "1 import-syntax"),
        ("[A]: a <B>: b", "1 import-syntax 'B' begins in the middle of a text"),
        ("<A>: a\n\n(1) p\n----\n(2) c\n\n<A>\n\n(1) p\n----\n(2) c", "9 import-syntax the argument has premises"),
    ],
)
def test_what_is_not_carried_over_or_not_understood_is_said_in_its_line(text: str, said: str) -> None:
    found = [f"{each.line} {each.code} {each.message}" for each in harvest_of(text).problems]
    assert any(each.startswith(said) for each in found), found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[A]: See https:\\//e.org/a for more\n", "See https://e.org/a for more"),
        ("[A]: See [it](https://e.org/a) for more // as said\n", "See [it](https://e.org/a) for more"),
        ("[A]: See [it](notes/a.md) for more\n", "See it for more"),
        ("[A]: See https://e.org:8080/a for more\n", "See https://e.org:8080/a for more"),
        ("[A]: a. {b: c}\n\n[B]: f {g: h}\n", "a."),
        ("[A]: a {\n  b: c\n  d: e\n}\n", "a"),
    ],
)
def test_the_cures_work_and_nothing_but_data_is_lost(text: str, words: str) -> None:
    result = harvest_of(text)
    assert drafts_of(result)["claims", "a"].data["summary"] == words
    assert all("are not carried over" in each.message or "but its words" in each.message for each in result.problems)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff", b"\n\n", b"===\n", b"{", b"[", b"<", b"(1)", b"- - -", b"--", b"\x00[A]: a"]
)
def test_no_bytes_lead_to_a_traceback(raw: bytes) -> None:
    result = lost_words.read("argdown", raw, "x.argdown")
    assert isinstance(result.drafts, tuple)


def test_what_somebody_adds_to_our_own_export_is_joined_to_it(tram: Graph, project: Project) -> None:
    text = argdown_export.dump(tram)
    text = text.replace(
        "<The building years will close the shops>:",
        "<Old>: It was so in 1990.\n\n<The building years will close the shops>:",
        1,
    )
    text += "\n<The building years will close the shops>\n  - <Rent relief>: The city will lower rents.\n"
    project.write("tram.argdown", text)
    done = project.run("import", "argdown", "tram.argdown", "--into", "copy")
    assert (done.returncode, done.stderr) == (0, "")
    added = (project.root / "copy" / "arguments" / "rent-relief.yml").read_text("utf-8")
    assert added == (
        "title: Rent relief\nsummary: The city will lower rents.\nquestion: build-the-tram\n"
        "conclusion: The city will lower rents.\nattacks:\n  - argument: shops-will-close\n    how: undermines\n"
        "    why: The city will lower rents.\n"
    )


def test_words_that_somebody_changes_in_our_own_export_count(tram: Graph) -> None:
    text = argdown_export.dump(tram).replace(": Nothing else can take as many people.", ": Buses cannot.")
    text = text.replace(": The council expects a third fewer cars on Quay Street.", ": Fewer cars.")
    data = drafts_of(harvest_of(text))["arguments", "fewer-cars"].data
    assert data["premises"][1] == {"text": "Buses cannot.", "unstated": True}
    assert data["summary"] == "Fewer cars."


def test_a_relation_that_somebody_deletes_from_our_own_export_is_gone(tram: Graph) -> None:
    text = argdown_export.dump(tram).replace("  _ <The building years will close the shops>\n", "")
    result = harvest_of(text)
    assert "attacks" not in drafts_of(result)["arguments", "shops-will-close"].data
    assert [each.message for each in result.problems] == [
        "the attack on 'fewer-cars' is in the data and no longer in the text"
    ]


def test_what_supports_a_premise_that_is_a_claim_is_an_argument_for_it() -> None:
    result = harvest_of("<A>\n\n(1) [P]: p\n  + [Q]: q\n----\n(2) [C]: c\n")
    arguments = {draft.id: draft.data for draft in result.drafts if draft.folder == "arguments"}
    assert arguments["a"]["premises"] == [{"text": "p", "claim": "p", "argument": "q"}]
    assert arguments["q"]["premises"] == [{"text": "q", "claim": "q-2"}]
    assert arguments["q"]["conclusion"] == "p"
