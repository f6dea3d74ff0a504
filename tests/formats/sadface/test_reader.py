"""SADFace in: atoms and schemes become statements and arguments, and what else the file holds is named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from generator.formats.records import Draft
from tests import lost_words

if TYPE_CHECKING:
    from tests.conftest import Project

CORE = {"analyst_name": "", "title": "Hang back", "version": "0.2", "created": "2019-04-22T23:52:30"}


def atom(ident: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": ident, "metadata": {}, "sources": [], "text": text, "type": "atom", **more}


def scheme(ident: str, name: str) -> dict[str, Any]:
    return {"id": ident, "metadata": {"core": {}}, "name": name, "type": "scheme"}


def document(*nodes: dict[str, Any], edges: str = "", **more: Any) -> str:
    """Write a document, its edges as `a>s>b`."""
    pairs = [each.split(">")[start : start + 2] for each in edges.split() for start in range(each.count(">"))]
    led = [{"id": f"e{n}", "source_id": a, "target_id": b} for n, (a, b) in enumerate(pairs)]
    return json.dumps({"edges": led, "metadata": {"core": CORE}, "nodes": nodes, "resources": [], **more}, indent=1)


HANG_BACK = document(
    atom("a", "The video should be withdrawn."),
    scheme("s", "support"),
    atom("b", "It was the wrong campaign."),
    atom("c", "Its message is not clear."),
    scheme("t", "conflict"),
    atom("d", "Road users have to be vigilant."),
    edges="b>s>a c>s d>t>b",
)


def read(text: str) -> tuple[dict[tuple[str, str], Draft], list[str]]:
    result = lost_words.read("sadface", text)
    return {(each.folder, each.id): each for each in result.drafts}, [
        f"{each.line} {each.code} {each.message}" for each in result.problems
    ]


def test_atoms_and_schemes_become_arguments_and_attacks() -> None:
    drafts, said = read(HANG_BACK)
    assert said == []
    assert drafts["questions", "hang-back"].data["title"] == "Hang back"
    argument = drafts["arguments", "it-was-the-wrong-campaign"].data
    assert [each["text"] for each in argument["premises"]] == [
        "It was the wrong campaign.",
        "Its message is not clear.",
    ]
    assert argument["conclusion"] == "The video should be withdrawn."
    assert drafts["arguments", "road-users-have-to-be-vigilant"].data["attacks"] == [
        {
            "argument": "it-was-the-wrong-campaign",
            "how": "undermines",
            "premise": 1,
            "why": "Road users have to be vigilant.",
        }
    ]


def test_two_commands_make_a_site(project: Project) -> None:
    project.write("x.json", HANG_BACK)
    done = project.run("import", "sadface", "x.json", "--into", "debate/content")
    assert done.returncode == 0
    assert "warning" not in done.stderr
    assert project.run("render", "pages", "--content", "debate/content").returncode == 0


def test_files_of_before_metadata_core_are_read() -> None:
    data = json.loads(HANG_BACK)
    text = json.dumps({**data, "metadata": {}, "title": "Older", "analyst_name": "Ada"}, indent=1)
    drafts, said = read(text)
    assert ("questions", "older") in drafts
    assert said == ["1 import-loss what the file has as 'analyst_name' is not carried over: 'Ada'"]


def test_what_else_a_file_holds_is_named() -> None:
    core = {**CORE, "notes": "Not complete.", "description": "A campaign."}
    text = document(
        atom("a", "One.", sources=[{"offset": 1}]),
        scheme("s", "Expert Opinion"),
        atom("b", "Two.", metadata={"core": {"page": 3}}),
        edges="a>s>b",
        metadata={"core": core},
        resources=[{"id": "r", "content": "One, so two.", "metadata": {}}],
    )
    _, said = read(text)
    assert said == [
        "1 import-loss what the file has as 'description' is not carried over: 'A campaign.'",
        "1 import-loss what the file has as 'notes' is not carried over: 'Not complete.'",
        "26 import-loss the sources of 'One.' are not carried over",
        "45 import-loss the metadata of 'Two.' are not carried over",
        "1 import-loss the text that was analysed is not carried over: 'One, so two.'",
        "37 import-loss the scheme 'Expert Opinion' is not carried over",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "1 import-syntax this is not SADFace"),
        ('{"nodes": [],\n"edges": [\n{"id": "e"}]}', "3 import-syntax an edge has no 'source_id' or no 'target_id'"),
        ('{"nodes": [\n{"id": "a"}], "edges": []}', "2 import-syntax a node has no 'id' or no 'type'"),
        (document(atom("a", "A."), atom("a", "B.")), "20 import-syntax a second node has the id 'a'"),
        (document(atom("a", "A.", type="frob")), "13 import-loss nodes of the type 'frob' are not carried over"),
    ],
)
def test_a_file_of_wrong_shape_is_refused_at_its_line(text: str, said: str) -> None:
    assert said in read(text)[1]
