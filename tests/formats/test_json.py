"""`explainer export json`: the whole graph, the same bytes for the same content, as its schema says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from generator.formats import exports
from generator.formats.json import writer as json_format
from generator.graph.graph import Graph
from generator.graph.urls import entity_src, file_src
from generator.model.kinds import KINDS
from generator.pages.render import Renderer
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Project

GOLDEN = ROOT / "tests" / "golden" / "explainer.json"


@pytest.fixture(scope="module")
def exported(full: Graph) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json_format.dump(full))
    return data


def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json_format.schema())


def test_the_example_site_is_exported_as_it_was(tram: Graph, request: pytest.FixtureRequest) -> None:
    text = json_format.dump(tram)
    if request.config.getoption("--update-goldens"):
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")


def test_the_export_is_what_its_schema_says(exported: dict[str, Any]) -> None:
    assert list(validator().iter_errors(exported)) == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("format",), "explainer/2"),
        (("entities", 0, "kind"), "planets"),
        (("entities", 0, "title"), None),
        (("entities", 0, "surprise"), "x"),
        (("links", 0, "why"), 3),
        (("site", "facts_as_of"), ["2026"]),
    ],
)
def test_the_schema_refuses_what_the_format_does_not_have(
    exported: dict[str, Any], place: tuple[str | int, ...], wrong: object
) -> None:
    data: Any = json.loads(json.dumps(exported))
    here = data
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = wrong
    assert not validator().is_valid(data)


def test_every_entity_is_exported_once_with_its_kind_and_the_address_of_its_page(
    full: Graph, exported: dict[str, Any]
) -> None:
    assert [entity["id"] for entity in exported["entities"]] == list(full.entries)
    pages = Renderer(full).pages
    for entity in exported["entities"]:
        kind = next(kind for kind in KINDS if kind.folder == entity["kind"])
        assert entity_src(kind, entity["id"]) in pages
        assert entity["uri"] == f"{entity['kind']}/{entity['id']}/"


def test_an_entity_says_what_its_file_says_and_no_more(exported: dict[str, Any]) -> None:
    cap = next(entity for entity in exported["entities"] if entity["id"] == "fare-cap")
    assert cap == {
        "id": "fare-cap",
        "kind": "proposals",
        "title": "A cap on fares",
        "summary": "Fares may not rise before 2030.",
        "uri": "proposals/fare-cap/",
        "proposed_by": ["mara-quill", "transit-office"],
        "answers": ["who-pays"],
        "date": "2026-04/2026-05",
        "terms": [
            {"point": "until-when", "text": "No rise before 2030"},
            {"text": "The [[lakeside-council|council]] pays the rest"},
        ],
        "status": "negotiated",
        "outcome": "Talks go on.[@gazette, ¶6]",
        "not_known": [{"what": "Who drew it up.", "looked": "2026-04-21"}],
        "citations": [{"source": "gazette", "locator": "¶6", "quote": "no rise"}],
    }


def test_links_have_the_sentence_that_makes_them_and_citations_their_place(exported: dict[str, Any]) -> None:
    assert {
        "from": "lake-is-cheaper",
        "to": "fewer-cars",
        "relation": "supports",
        "why": "A cheap line is a line that gets built.",
    } in exported["links"]
    assert {"from": "fare-cap", "source": "gazette", "locator": "¶6", "quote": "no rise"} in exported["citations"]


def test_links_and_citations_are_sorted_and_lead_to_entities(full: Graph, exported: dict[str, Any]) -> None:
    links = [(link["from"], link["relation"], link["to"], link.get("why", "")) for link in exported["links"]]
    assert links == sorted(links)
    assert {target for _, _, target, _ in links} <= set(full.entries)
    cited = [(c["from"], c["source"], c.get("locator", ""), c.get("quote", "")) for c in exported["citations"]]
    assert cited == sorted(cited)


def test_the_command_writes_the_same_bytes_to_a_file_and_to_the_screen(project: Project) -> None:
    printed = project.run("export", "json", PYTHONHASHSEED="1")
    assert printed.returncode == 0
    written = project.run("export", "json", "-o", "out/all.json", PYTHONHASHSEED="2")
    assert (written.returncode, written.stdout) == (0, "")
    assert (project.root / "out" / "all.json").read_text("utf-8") == printed.stdout
    assert json.loads(printed.stdout)["format"] == "explainer/1"


def test_a_format_that_does_not_exist_is_refused(project: Project) -> None:
    done = project.run("export", "jsn")
    assert done.returncode == 2
    assert "'json'" in done.stderr


def test_every_published_file_is_made_and_named_once(tram: Graph) -> None:
    graph = replace(tram, address="https://example.org/")
    made = {src: write() for src, write in exports.writers(graph).items()}
    assert [file_src(each.folder, each.name) for each in exports.publications(graph)] == list(made)
    assert all(text.endswith("\n") for text in made.values())
    assert json.loads(made[file_src("data", "explainer.schema.json")]) == json_format.schema()
