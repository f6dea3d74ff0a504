"""AIF in: node sets as other people write them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from generator.formats.records import Draft, ImportResult
from tests import lost_words
from tests.formats.aif.node_sets import node_set

if TYPE_CHECKING:
    from tests.conftest import Project


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
    return lost_words.read("aif", text, "set.json")


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
        (node_set("1 I A.\n2 I B.", "1>2"), "19 import-loss a statement leads to a statement (1 to 2)"),
        (node_set("1 I A.\n2 RA x", "1>2>9"), "25 import-loss an edge leads to or from '9', which is no node"),
        (node_set("1 I A.\n2 RA x", "1>2"), "10 import-loss this RA has nothing that leads to it, or leads nowhere"),
        (node_set("1 XX A.", ""), "4 import-loss nodes of the type 'XX' are not carried over"),
        (node_set("1 L A.", ""), "4 import-loss a locution that nothing is said with is not carried over"),
        (node_set("1 L so\n2 YA x\n3 I A.", "1>2>3"), "4 import-loss nobody can be seen to say this"),
        (
            node_set("1 I A.\n2 I B.\n3 CA x\n4 CA x\n5 I C.", "1>3>2 5>4>3"),
            "22 import-loss the CA that leads to a CA is not carried over",
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
    assert [draft.id for draft in harvest_of(text).drafts if draft.folder == "arguments"] == ["x"]


# -- what AIF allows, and what it does not ---------------------------------------------------------------------------


def said_of(text: str) -> list[str]:
    return [f"{each.line}:{each.column} {each.code} {each.message}" for each in harvest_of(text).problems]


def test_a_step_with_two_conclusions_is_an_argument_for_each() -> None:
    text = node_set(
        "1 I It rains.\n2 RA Default Inference\n3 I The street is wet.\n4 I The match is off.\n"
        "5 CA Default Conflict\n6 I It is dry.\n7 L Mara : so\n8 YA Arguing",
        "1>2>3 2>4 6>5>2 7>8>2",
    )
    drafts = drafts_of(text)
    made = [draft.data for (folder, _), draft in drafts.items() if folder == "arguments" and "premises" in draft.data]
    assert [(each["premises"][0]["text"], each["conclusion"]) for each in made] == [
        ("It rains.", "The street is wet."),
        ("It rains.", "The match is off."),
    ]
    answers = {each["id"]: each["text"] for each in drafts["questions", "set"].data["answers"]}
    assert [answers[each["answer"]] for each in made] == ["The street is wet.", "The match is off."]
    assert [each["made_by"] for each in made] == [["mara"], ["mara"]]
    attacks = drafts["arguments", "it-is-dry"].data["attacks"]
    assert [(each["argument"], each["how"]) for each in attacks] == [
        ("it-rains", "undercuts"),
        ("it-rains-2", "undercuts"),
    ]


def test_two_nodes_of_one_id_are_an_error_at_the_second() -> None:
    text = node_set("1 I A.\n2 I B.\n1 I C.", "")
    assert said_of(text) == ["16:14 import-syntax a second node has the id '1'"]
    assert harvest_of(text).drafts == ()
    lacking = "import-syntax a node has no 'nodeID' or no 'type'"  # two without an id are no two of one
    assert said_of('{"nodes": [{}, {}], "edges": []}') == [f"1:12 {lacking}", f"1:16 {lacking}"]
    assert said_of(text.replace('"nodeID": "1"', '"nodeID": 1', 1)) == [
        "16:14 import-syntax a second node has the id '1'"
    ]


@pytest.mark.parametrize("kind", ["CA", "MA"])
@pytest.mark.parametrize("edges", ["1>2>1", "1>2>1 3>2", "1>2>3 2>1"])
def test_a_relation_of_a_statement_with_itself_is_lost_and_said(kind: str, edges: str) -> None:
    text = node_set(f"1 I A.\n2 {kind} Default\n3 I B.", edges)
    result = harvest_of(text)
    assert f"10:14 import-loss the {kind} from a statement to itself is not carried over" in said_of(text)
    titles = {draft.data["title"] for draft in result.drafts}
    assert {"A.", "B."} <= titles | {each["text"] for draft in result.drafts for each in draft.data.get("answers", ())}


@pytest.mark.parametrize(("edges", "premises"), [("1>2>1", []), ("1>2>1 3>2", ["B."])])
def test_a_statement_that_is_inferred_from_itself_is_said(edges: str, premises: list[str]) -> None:
    text = node_set("1 I A.\n2 RA Default\n3 I B.", edges)
    assert "10:14 import-loss that a statement is inferred from itself is not carried over" in said_of(text)
    found = [each.data for each in harvest_of(text).drafts if each.folder == "arguments"]
    assert [each["text"] for data in found for each in data["premises"]] == premises


def test_nodes_in_one_line_are_named_by_number_and_words() -> None:
    data = json.loads(EXAMPLES["a dialogue"])
    data["nodes"][5]["nodeID"] = "x6"
    data["edges"] = [each for each in data["edges"] if "6" not in (each["fromID"], each["toID"])]
    assert "1:" in said_of(json.dumps(data))[0]
    found = [each.partition(" import-loss ")[2] for each in said_of(json.dumps(data))]
    assert found == [
        "node 'x6', 'Default Transition': the order of a dialogue (TA) is not carried over",
        "node 11, 'Arguing': this YA has nothing that leads to it, or leads nowhere",
        "node 5, 'Questioning': who asks or denies something is not carried over",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (node_set("1 I A.\n2 RA Expert Opinion\n3 I B.", "1>2>3"), "the scheme 'Expert Opinion' is not carried over"),
        (node_set("1 L Mara : quite so\n2 YA x\n3 I A.", "1>2>3"), "the wording of a locution is not carried over"),
        (
            node_set("1 L Jo: Mara: A\n2 YA x\n3 L Mara: A", "1>2>3"),
            "who reports what somebody says is not carried over",
        ),
        (node_set("1 I \n2 RA Default\n3 I B.", "1>2>3"), "a statement has no words, and '…' stands for them"),
        (node_set("1 YA x\n3 I A.", "1>3"), "this YA has nothing that leads to it, or leads nowhere"),
        (
            node_set(
                "1 I A.", "", participants=[{"participantID": 1, "firstname": "Ada", "surname": "Quill"}], locutions=[]
            ),
            "'Ada Quill' says nothing in it, and is not carried over",
        ),
        (
            node_set("1 I A.\n2 I B.\n3 MA x\n4 RA Default\n5 I C.", "1>4>5 2>3>5"),
            "one says the other in other words, which only claims can be said to do: 'B.', 'C.'",
        ),
    ],
)
def test_what_content_has_no_place_for_is_named(text: str, said: str) -> None:
    assert any(each.endswith(said) for each in said_of(text)), said_of(text)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mara Quill : It floods.", "Mara Quill"),
        ("POSTER_1: It floods.", "POSTER_1"),
        ("It floods, as everybody who has lived here knows: it does.", ""),
        ("https://x.example/a", ""),
    ],
)
def test_who_speaks_is_what_stands_before_the_colon_if_that_is_a_name(text: str, speaker: str) -> None:
    drafts = drafts_of(node_set(f"1 L {text}\n2 YA Asserting\n3 I It floods.", "1>2>3"))
    assert [draft.data["title"] for (folder, _), draft in drafts.items() if folder == "actors"] == [speaker] * bool(
        speaker
    )


@pytest.mark.parametrize("text", [node_set("1 L Mara : A.", ""), '{"nodes": [], "edges": []}'])
def test_a_file_without_a_statement_is_no_success(project: Project, text: str) -> None:
    project.write("set.json", text)
    done = project.run("import", "aif", "set.json", "--into", "debate/content")
    assert done.returncode == 1
    assert "set.json:1:1: error[import-syntax]: no statement is in it" in done.stderr
    assert not (project.root / "debate").exists()


# -- xAIF ------------------------------------------------------------------------------------------------------------

XAIF = {
    "AIF": {
        "edges": [
            {"edgeID": 0, "fromID": 0, "toID": 4},
            {"edgeID": 1, "fromID": 4, "toID": 3},
            {"edgeID": 2, "fromID": 5, "toID": 6},
            {"edgeID": 3, "fromID": 6, "toID": 3},
        ],
        "locutions": [{"nodeID": 0, "personID": 7}],
        "nodes": [
            {"nodeID": 0, "text": "the SNP has disagreements.", "type": "L"},
            {"nodeID": 3, "text": "the SNP has disagreements.", "type": "I"},
            {"nodeID": 4, "text": "Default Illocuting", "type": "YA"},
            {"nodeID": 5, "text": "parties disagree.", "type": "I"},
            {"nodeID": 6, "text": "Default Inference", "type": "RA"},
        ],
        "participants": [{"firstname": "Speaker", "participantID": 7, "surname": "1"}],
        "schemefulfillments": None,
    },
    "dialog": True,
    "ova": [],
    "text": {"txt": "Speaker 1 <span>the SNP has disagreements.</span>"},
}


def test_xaif_is_read_with_its_speakers_and_the_text_around_it_is_said(project: Project) -> None:
    project.write("x.json", json.dumps(XAIF, indent=1))
    for form in ("xaif", "aif"):
        done = project.run("import", form, "x.json", "--into", f"{form}/content")
        assert done.returncode == 0, done.stderr
        line = json.dumps(XAIF, indent=1).split("\n").index(' "text": {') + 1
        assert (
            f"x.json:{line}:10: warning[import-loss]: the text that was analysed is not carried over: 'Speaker 1"
            in done.stderr
        )
        assert done.stderr.count("warning") == 1
        (argument,) = (project.root / form / "content/arguments").iterdir()
        assert "made_by: [speaker-1]" in argument.read_text("utf-8")


@pytest.mark.parametrize(
    "wrapped",
    [
        {"aif": XAIF["AIF"], "text": ""},
        {"AIF": {"version": "1.0", "analyst": "x"}, **cast("dict[str, Any]", XAIF["AIF"])},
    ],
    ids=["older", "with data about it"],
)
def test_other_wrappers_are_known(wrapped: dict[str, Any]) -> None:
    result = harvest_of(json.dumps(wrapped))
    assert result.problems == ()
    assert [each.data["made_by"] for each in result.drafts if each.folder == "arguments"] == [["speaker-1"]]


def test_xaif_of_wrong_shape_is_refused_at_its_line() -> None:
    text = json.dumps({"AIF": {"nodes": [{"nodeID": 1, "type": "I"}, {"nodeID": 0}], "edges": []}}, indent=1)
    (found,) = harvest_of(text).problems
    line = text.split("\n").index('    "nodeID": 0') + 1
    assert (found.line, found.message) == (line, "a node has no 'nodeID' or no 'type'")
