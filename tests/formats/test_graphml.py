"""`explainer export graphml`: networkx reads the same network."""

from __future__ import annotations

import io

import networkx as nx
import pytest

from generator.formats import graphml
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from tests.conftest import ROOT


@pytest.mark.parametrize("name", ["full", "real"])
def test_every_entity_is_a_node_and_every_link_an_edge(full: Graph, name: str) -> None:
    graph = full if name == "full" else compile_content(ROOT / "content").graph
    assert graph is not None
    read = nx.read_graphml(io.BytesIO(graphml.dump(graph).encode()), force_multigraph=True)
    links = [link for link in graph.links if link.source]  # the site itself has no node
    assert set(read.nodes) == set(graph.entries)
    assert read.number_of_edges() == len(links)
    edges = [(source, data["relation"], target, data.get("why", "")) for source, target, data in read.edges(data=True)]
    assert sorted(edges) == sorted(links)
    for ident, data in read.nodes(data=True):
        assert data["title"] == graph.entries[ident].title
        assert data["kind"] == graph.entries[ident].kind.folder
