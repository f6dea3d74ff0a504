"""The pages of each language are known before anything of it is made, and are those that are made of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.graph.compile import compile_content
from generator.graph.urls import SrcPath
from generator.pages.editions import Editions, editions
from generator.pages.render import environment
from generator.translation.graphs import Translator
from tests.conftest import ROOT, TRAM
from tests.pseudo_translation import translate


def editions_of(content: Path) -> Editions:
    compiled = compile_content(content)
    assert compiled.graph is not None
    translations = Translator("en").translations(compiled, compiled.graph)
    return editions(compiled.graph, translations, environment(), has_cards=True)


def agree(made: Editions) -> bool:
    return all(set(edition.pages) == set(edition.renderer.pages) for edition in made)


def test_the_pages_of_a_translation_are_those_that_its_graph_has(tmp_path: Path) -> None:
    content = Path(shutil.copytree(TRAM, tmp_path / "content"))
    site = content / "site.yml"
    site.write_text(f"languages: [uk, ar]\n{site.read_text('utf-8')}", "utf-8")
    translate(content, "uk", leave="^questions/build-the-tram:summary")
    translate(content, "ar", leave="^actors/")
    made = editions_of(content)
    assert agree(made)
    assert "questions/build-the-tram.md" not in made.translations[0].pages
    assert not any(src.startswith("questions/build-the-tram/") for src in made.translations[0].pages)
    assert agree(editions_of(ROOT / "content"))


def test_nothing_of_a_translation_is_made_for_a_page_of_the_original() -> None:
    made = editions_of(ROOT / "content")
    made.write("terms/veto.md")
    assert {link.tag for link in made.languages("terms/veto.md", "en") if link.is_this_page} >= {"en", "uk"}
    assert not any("alternates" in vars(edition) for edition in made.translations)
    assert "вето" in made.write(SrcPath("uk/terms/veto.md")).casefold()
    assert ["alternates" in vars(edition) for edition in made.translations] == [True, False]
