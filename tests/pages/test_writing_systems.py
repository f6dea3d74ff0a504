"""Headings have ids in every script, and texts of another direction or script are marked as such."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown

from generator.graph.graph import Graph
from generator.model.kinds.sources import Source
from generator.pages.phrases import title_link

EXTENSIONS = ["attr_list", "def_list", "tables", "toc", "generator.pages.sections"]


def html(text: str, language: str = "en") -> str:
    """Return what becomes of the text of a page in a site of a language."""
    options = {"generator.pages.sections": {"language": language}}
    return Markdown(extensions=EXTENSIONS, extension_configs=options).convert(text)


@pytest.mark.parametrize(
    ("title", "ident"),
    [
        ("What nobody answered", "what-nobody-answered"),
        ("什么反对它", "shen-me-fan-dui-ta"),
        ("Київ каже", "kiiv-kazhe"),
        ("العربية", "lrbyh"),
        ("*שלום*, NATO", "slvm-nato"),
        ("A & B: 中国", "a-b-zhong-guo"),
    ],
)
def test_a_heading_has_an_id_of_its_words_in_every_script(title: str, ident: str) -> None:
    assert f'id="{ident}"' in html(f"## {title}")


def test_an_id_that_is_given_stays_and_none_stands_twice() -> None:
    page = html("## 中国 { #china }\n\n## 中国\n\n## 中国\n\n## China { #china }\n")
    assert re.findall(r'id="([^"]+)"', page) == ["china", "zhong-guo", "zhong-guo_1", "china_1"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("## שלום", '<h2 dir="auto" id="slvm" lang="und-Hebr">'),
        ("NATO הוא ארגון בינלאומי גדול", '<p dir="rtl" lang="und-Hebr">'),
        ("It says שלום and more.", "<p>"),
        ("[שלום](x.md)", '<p><a dir="auto" href="x.md" lang="und-Hebr">'),
        ("[NATO (שלום)](x.md)", '<p><a dir="auto" href="x.md">'),
        ("*中国*{ .own lang=zh }", '<p><em class="own" lang="zh">'),
        ("中国", '<p lang="und-Hani">'),
        ("かな漢字", '<p lang="und-Jpan">'),
        ("`שלום`", "<p><code>"),
        ("A\\*b “c” 7", "<p>"),
    ],
)
def test_a_text_in_another_script_says_so_in_a_page_in_english(text: str, marked: str) -> None:
    assert marked in html(text)


@pytest.mark.parametrize(
    ("language", "text", "marked"),
    [
        ("he", "English only.", '<p dir="auto">'),
        ("he", "שלום NATO.", "<p>"),
        ("uk", "Київ і NATO", "<p>"),
        ("uk", "العربية", '<p dir="auto" lang="und-Arab">'),
        ("ja", "かな と 漢字", "<p>"),
        ("zh-Hant", "中国", "<p>"),
        ("", "中国", "<p>"),
        ("", "שלום", '<p dir="auto">'),
        ("tlh", "中国", "<p>"),
    ],
)
def test_what_is_another_script_depends_on_the_language_of_the_site(language: str, text: str, marked: str) -> None:
    assert html(text, language).startswith(marked)


def test_the_title_of_a_source_says_its_language_where_it_is_not_that_of_the_site(full: Graph) -> None:
    entry = full.entries["council-plan"]
    assert isinstance(entry.entity, Source)
    chinese = entry.entity.model_copy(update={"language": "zh-Hant", "supplied_title": False})
    assert title_link(chinese, "x.md") == '[Tram along the lake](x.md){ lang="zh-Hant" }'
    assert title_link(chinese.model_copy(update={"supplied_title": True}), "x.md") == "[Tram along the lake](x.md)"
    assert title_link(chinese.model_copy(update={"language": "en-GB"}), "x.md") == "[Tram along the lake](x.md)"


def test_cells_and_the_head_of_a_page_are_marked_too() -> None:
    page = html(
        "# “שלום” { .title .head }\n\nסיכום\n{: .lead }\n\n| A | B |\n| --- | --- |\n| שם | ערך |\n\n{ .grid }\n"
    )
    assert '<h1 class="title" dir="auto" id="slvm" lang="und-Hebr">' in page
    assert '<p class="lead" dir="auto" lang="und-Hebr">' in page
    assert '<th dir="auto" lang="und-Hebr" scope="row">שם</th>' in page
    assert '<span dir="auto" lang="und-Hebr">ערך</span>' in page
