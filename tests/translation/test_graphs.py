"""The graph of a translation has each text in its language where that is there, and in the original where it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.content.mixed_text import MixedText, TextPiece, language_of
from generator.graph.compile import IncrementalCompiler
from generator.graph.graph import Graph
from generator.translation.graphs import Translator
from tests.conftest import TRAM
from tests.pseudo_translation import pseudo, translate


class Translated:
    """A copy of the tram, and its Ukrainian graph as it is after each edit."""

    def __init__(self, folder: Path) -> None:
        self.content = Path(shutil.copytree(TRAM, folder / "content"))
        site = self.content / "site.yml"
        site.write_text(f"{site.read_text('utf-8')}languages: [uk]\n", "utf-8")
        self._compiler, self._translator = IncrementalCompiler(self.content), Translator("en")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.content / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def graph(self) -> Graph:
        compiled = self._compiler.compile()
        assert compiled.graph is not None, compiled.problems
        (translation,) = self._translator.translations(compiled, compiled.graph)
        return translation.graph


@pytest.fixture
def translated(tmp_path: Path) -> Translated:
    made = Translated(tmp_path)
    translate(made.content, "uk")
    return made


def test_all_is_in_the_language_but_what_is_exact(translated: Translated, tram: Graph) -> None:
    graph = translated.graph()
    assert graph.title("build-the-tram") == pseudo(tram.title("build-the-tram"), "uk")
    assert graph.elsewhere == set()
    quotes = [
        each.quote for entry in graph.of("claims") for each in getattr(entry.entity, "evidence", ()) if each.quote
    ]
    assert quotes
    assert {language_of(quote) for quote in quotes} == {"en"}
    assert [link[:3] for link in graph.links] == [link[:3] for link in tram.links]
    assert {type(link.why) for link in graph.links} == {str}


def test_what_nobody_translated_stands_there_in_the_original(tmp_path: Path, tram: Graph) -> None:
    made = Translated(tmp_path)
    translate(made.content, "uk", leave="^actors/mara-quill:|^claims/three-thousand-cars:assessment")
    graph = made.graph()
    assert graph.title("mara-quill") == tram.title("mara-quill")
    assert language_of(graph.title("mara-quill")) == "en"
    assert "actors/mara-quill.md" in graph.elsewhere
    claim = graph.entries["three-thousand-cars"].entity
    assert language_of(getattr(claim, "assessment")) == "en"  # noqa: B009 - of whichever kind
    assert "claims/three-thousand-cars.md" not in graph.elsewhere
    assert graph.states["three-thousand-cars"].texts == graph.states["three-thousand-cars"].done + 1


def test_a_sentence_that_changed_stands_there_in_both_and_the_others_in_the_translation(translated: Translated) -> None:
    before = translated.graph().entries["tram"].entity
    original = "A railway in the street."
    translated.edit("terms/tram.yml", original, f"{original} It is new.")
    after = translated.graph().entries["tram"].entity
    assert isinstance(after.summary, MixedText)
    assert after.summary.paragraphs == ((TextPiece(before.summary), TextPiece("It is new.", "en")),)
    assert translated.graph().states["tram"].behind == 1
    translated.edit("terms/tram.yml", original, "A railway in a road.")
    after = translated.graph().entries["tram"].entity
    assert isinstance(after.summary, MixedText)
    assert after.summary.paragraphs[0][1] == TextPiece("A railway in a road. It is new.", "en", is_newer=True)
    translated.edit("terms/tram.yml", "A railway in a road. It is new.", original)
    assert translated.graph().entries["tram"].entity == before


def test_a_title_that_changed_stands_there_in_the_original_and_the_page_stays(translated: Translated) -> None:
    translated.edit("questions/build-the-tram.yml", "title: ", "title: Now ")
    graph = translated.graph()
    assert language_of(graph.title("build-the-tram")) == "en"
    assert "questions/build-the-tram.md" not in graph.elsewhere


def test_words_of_lists_are_told_in_the_language_and_stay_what_files_name(translated: Translated, tram: Graph) -> None:
    graph = translated.graph()
    assert graph.site.actor_types == tram.site.actor_types
    assert [graph.word(word) for word in tram.site.actor_types] == [
        pseudo(word, "uk") for word in tram.site.actor_types
    ]
    assert tram.word("anything") == "anything"


def test_what_did_not_change_is_the_same_object_after_an_edit(translated: Translated) -> None:
    before = translated.graph()
    translated.edit("questions/who-pays.yml", "summary: ", "summary: Now ")
    after = translated.graph()
    changed = [ident for ident in before.entries if before.entries[ident] is not after.entries[ident]]
    assert changed == ["who-pays"]


def test_a_catalogue_that_the_site_does_not_name_is_not_shown(translated: Translated) -> None:
    translated.edit("site.yml", "languages: [uk]", "languages: []")
    compiled = IncrementalCompiler(translated.content).compile()
    assert compiled.graph is not None
    assert Translator("en").translations(compiled, compiled.graph) == ()
