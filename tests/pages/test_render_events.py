"""An event's page: the words first, then who, where, when and what came of it; where it is reported last."""

from __future__ import annotations

import re
from pathlib import Path

from generator.graph.compile import compile_content
from generator.graph.urls import SrcPath
from generator.pages.render import Renderer
from tests.conftest import PEAT, TRAM


def page(content: Path, ident: str) -> str:
    graph = compile_content(content).graph
    assert graph is not None
    return Renderer(graph).render(SrcPath(f"events/{ident}.md"))


def test_the_words_stand_first_with_original_translation_speaker_and_day() -> None:
    words, rest = page(PEAT, "marrow-promises-2030").split("## Who, where and when")
    order = ("## The words", "Ĝis 2030 silentos", "(our translation from Esperanto)", "[Ilda Marrow]", "14 Sep 2021")
    places = [words.index(each) for each in order]
    assert places == sorted(places)
    assert 'lang="eo"' in words
    said = ("Ilda Marrow", "Hallow", "14 Sep 2021", "## What came of it", "The promise", "## How it", "## Where it is")
    places = [rest.index(each) for each in said]
    assert places == sorted(places)


def test_a_day_on_which_the_words_were_said_is_theirs_and_not_the_events(full_content: Path) -> None:
    words = page(full_content, "count-published").split("## Who, where and when")[0]
    assert re.search(r"> “Nineteen hundred, and no more.”\n\n\[Mara Quill\]\(.*\).*, 9 Apr 2026\[\^\d\]", words)


def test_an_event_without_words_begins_with_who_where_and_when() -> None:
    text = page(TRAM, "old-line-closed")
    assert "## The words" not in text
    assert re.findall(r"(?m)^## ([A-Z][^{\n]+)", text)[0].strip() == "Who, where and when"
