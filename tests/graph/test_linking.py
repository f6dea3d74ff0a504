"""Entities to graph: references in both directions, each with the sentence that makes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.graph.compile import Compilation, compile_content
from generator.graph.graph import CitationRecord, Graph, Link
from generator.problems.problem import Problem
from tests.conftest import TRAM

TERM = "title: Tram\nsummary: A railway in the street.\ndefinition: Rails in the street.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TRAM, tmp_path / "content"))


def compiled(content: Path, **files: str) -> Compilation:
    """Compile the tram site with other texts of some terms."""
    for stem, text in files.items():
        (content / "terms" / f"{stem.replace('_', '-')}.yml").write_text(text, encoding="utf-8")
    return compile_content(content)


def graph(content: Path, **files: str) -> Graph:
    made = compiled(content, **files).graph
    assert made is not None
    return made


def errors(content: Path, **files: str) -> list[Problem]:
    return [problem for problem in compiled(content, **files).problems if problem.is_error]


def test_a_reference_is_a_link_with_the_sentence_beside_it(tram: Graph) -> None:
    link = Link(
        "shops-will-close", "undercuts", "fewer-cars", "Fewer cars are no gain for a street whose shops are gone."
    )
    assert link in tram.outgoing["shops-will-close"]
    assert link in tram.incoming["fewer-cars"]


def test_a_neighbouring_key_chooses_the_relation(tram: Graph) -> None:
    assert {(link.target, link.relation) for link in tram.outgoing["three-thousand-cars"]} >= {
        ("council-plan", "supported-by"),
        ("gazette", "disputed-by"),
    }


def test_every_link_stands_in_both_directions(tram: Graph) -> None:
    for index in (tram.outgoing, tram.incoming):
        assert sorted(link for links in index.values() for link in links) == list(tram.links)


def test_the_site_links_too(tram: Graph) -> None:
    assert {(link.relation, link.target) for link in tram.outgoing[""]} >= {
        ("lead-question", "build-the-tram"),
        ("mentions", "fewer-cars"),
        ("cites", "gazette"),
    }


def test_citations_keep_their_place_and_words(tram: Graph) -> None:
    assert CitationRecord("fewer-cars", "council-plan", "p. 3", "a third fewer cars") in tram.citations
    assert CitationRecord("fewer-cars", "council-plan", "p. 3") in tram.citations
    assert CitationRecord("three-thousand-cars", "council-plan", "p. 3", "3,000 fewer cars") in tram.citations


def test_entries_come_in_the_order_of_kinds_then_of_ids(tram: Graph) -> None:
    assert list(tram.entries)[:4] == ["build-the-tram", "who-pays", "fewer-cars", "shops-will-close"]
    assert [entry.id for entry in tram.of("terms")] == ["rapid-bus", "tram"]


def test_a_mention_carries_its_sentence_without_markup(content: Path) -> None:
    body = "body: |\n  A first sentence. See [[rapid-bus|fast **buses**]] and more.[@gazette] A last one.\n"
    assert Link("tram", "mentions", "rapid-bus", "See fast buses and more.") in graph(content, tram=TERM + body).links


def test_only_the_first_mention_of_a_file_makes_a_link(content: Path) -> None:
    body = "body: |\n  One [[rapid-bus]].\n\n  Two [[rapid-bus]].\n"
    mentions = [link.why for link in graph(content, tram=TERM + body).outgoing["tram"] if link.relation == "mentions"]
    assert mentions == ["One Rapid bus."]


def test_a_file_that_mentions_or_cites_itself_makes_no_link(content: Path) -> None:
    made = graph(content, tram=TERM + "body: A [[tram]].\n")
    assert "tram" not in {link.target for link in made.outgoing.get("tram", ())}
    source = content / "sources" / "gazette.yml"
    source.write_text(source.read_text() + "reliability: Its own word.[@gazette]\n")
    made = graph(content)
    assert made.outgoing.get("gazette", ()) == ()
    assert CitationRecord("gazette", "gazette") in made.citations


def test_several_sources_in_one_pair_of_brackets_are_several_citations(content: Path) -> None:
    made = graph(content, tram=TERM + 'body: So.[@gazette, ¶2; @council-plan, p. 3, "rails"]\n')
    assert {record for record in made.citations if record.citing == "tram"} == {
        CitationRecord("tram", "gazette", "¶2"),
        CitationRecord("tram", "council-plan", "p. 3", "rails"),
    }


def test_former_ids_lead_to_the_present_one(content: Path) -> None:
    assert dict(graph(content, tram=TERM + "former_ids: [streetcar, trolley]\n").former) == {
        "streetcar": "tram",
        "trolley": "tram",
    }


def test_titles_and_words_are_at_hand(tram: Graph) -> None:
    assert tram.title("rapid-bus") == "Rapid bus"
    assert tram.title("nobody") == "nobody"
    assert tram.words("See [[rapid-bus]].[@gazette]") == "See Rapid bus."
    assert tram.words(None) == ""


def test_nothing_in_a_graph_can_be_changed(tram: Graph) -> None:
    with pytest.raises(TypeError):
        tram.entries["x"] = tram.entries["tram"]  # type: ignore[index]
    with pytest.raises(TypeError):
        tram.outgoing["x"] = ()  # type: ignore[index]


def test_with_an_error_there_is_no_graph(content: Path) -> None:
    assert compiled(content, tram=TERM + "see_also: [nobody]\n").graph is None


def test_a_broken_file_is_reported_once_and_not_for_each_link_to_it(content: Path) -> None:
    (content / "sources" / "gazette.yml").write_text("title: [\n")
    assert [(problem.path, problem.code) for problem in errors(content)] == [
        ("content/sources/gazette.yml", "yaml-syntax")
    ]


def test_the_same_wrong_id_is_reported_at_each_of_its_places(content: Path) -> None:
    text = TERM + "see_also: [nobody]\nbody: >-\n  One [[nobody]], two\n  [[nobody|words]].[@nobody]\n"
    (problem,) = errors(content, tram=text)
    places = [(problem.line, problem.column), *((line, column) for _, line, column in problem.others)]
    assert places == [(4, 12), (6, 9), (7, 5), (7, 22)]


def test_with_a_broken_site_the_other_files_are_checked_all_the_same(content: Path) -> None:
    (content / "site.yml").write_text("title: Tram\ntags: [x\n")
    found = errors(content, tram=TERM + "see_also: [nobody]\ntags: [anything]\n")
    assert [(problem.path, problem.code) for problem in found] == [
        ("content/site.yml", "yaml-syntax"),
        ("content/terms/tram.yml", "unknown-ref"),
    ]


@pytest.mark.parametrize(
    ("edges", "circle"),
    [
        ({"a": "b", "b": "a"}, ["a → b → a"]),
        ({"b": "c", "c": "a", "a": "b"}, ["a → b → c → a"]),
        ({"a": "b", "b": "c", "c": "b"}, ["b → c → b"]),  # one that leads into it is not part of it
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, ["a → b → a", "c → d → c"]),
        ({"a": "b", "b": "c", "c": "d"}, []),
    ],
)
def test_each_circle_is_reported_once(edges: dict[str, str], circle: list[str], content: Path) -> None:
    for ident in "abcd":
        part_of = f"part_of: {edges[ident]}\n" if ident in edges else ""
        text = f"title: {ident}\nsummary: Is it so?\n{part_of}see_also: [build-the-tram]\n"
        (content / "questions" / f"{ident}.yml").write_text(text)
    messages = [problem.message for problem in errors(content)]
    assert messages == [f"this leads in a circle: {each}" for each in circle]


def test_a_diamond_is_no_circle(content: Path) -> None:
    for ident, part_of in {"a": "[b, c]", "b": "[d]", "c": "[d]", "d": "[]"}.items():
        text = f"title: {ident}\nsummary: So.\nstatement: So.\npart_of: {part_of}\nsee_also: [build-the-tram]\n"
        (content / "principles" / f"{ident}.yml").write_text(text)
    assert errors(content) == []
