"""The search index finds every entity by its title, other names and summary, and shows its kind."""

from __future__ import annotations

import json

from generator.alternates import search_index
from generator.alternates.search_index import Extra
from generator.graph.graph import Graph


def test_every_entity_stands_once_with_its_kind_and_other_names(tram: Graph) -> None:
    docs = json.loads(search_index.dump(tram))["docs"]
    by_place = {doc["location"]: doc for doc in docs}
    assert len(by_place) == len(docs)
    quill = by_place["actors/mara-quill/"]
    assert quill["title"] == "Mara Quill"
    assert quill["text"] == "M. Quill. Chair of the traders' association."
    assert quill["tags"] == ["Actor"]
    assert {doc["location"] for doc in docs if "tags" in doc} == {
        f"{entry.kind.folder}/{entry.id}/" for entry in tram.entries.values()
    }


def test_markup_and_notes_stay_out_of_it(tram: Graph) -> None:
    assert "[@" not in search_index.dump(tram)


def test_a_source_weighs_less_than_what_it_is_about(tram: Graph) -> None:
    docs = {doc["location"]: doc for doc in json.loads(search_index.dump(tram))["docs"]}
    assert docs["sources/gazette/"]["boost"] < docs["actors/mara-quill/"]["boost"]


def test_pages_outside_the_graph_are_found_by_title(tram: Graph) -> None:
    docs = json.loads(search_index.dump(tram, [Extra("editing/", "For editors")]))["docs"]
    assert {"location": "editing/", "title": "For editors", "text": ""} in docs
