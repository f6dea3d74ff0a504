"""The extension nests the blocks of a page for the style sheet, and changes no word of it."""

from __future__ import annotations

import re

import markdown
import pytest

EXTENSIONS = ["attr_list", "def_list", "footnotes", "generator.pages.sections", "tables", "toc"]
TITLE = "# A page { .title .head }\n\n"


def html(text: str) -> str:
    """Return the HTML of a page, each run of white space as one blank or as none between tags."""
    made = markdown.markdown(text, extensions=EXTENSIONS)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", made))


def below_title(text: str) -> str:
    return html(TITLE + text).partition("</header>")[2]


def test_a_header_holds_the_title_with_what_belongs_to_it_and_the_way_to_the_page_stands_before_it() -> None:
    page = html(
        '-   [Home](a.md)\n\n{ .crumbs aria-label="Way" }\n\nKind\n{: .kicker }\n\n# A page { .title .head .v-x }\n\n'
        "So it is.\n{: .lead }\n\nText.\n"
    )
    assert page == (
        '<nav aria-label="Way" class="crumbs"><ul><li><a href="a.md">Home</a></li></ul></nav><header class="head v-x">'
        '<p class="kicker">Kind</p><h1 class="title" id="a-page">A page</h1><p class="lead">So it is.</p></header>'
        '<div class="text"><p>Text.</p></div>'
    )


def test_what_is_said_of_the_whole_stands_before_the_way_to_the_page_and_the_header() -> None:
    page = html(
        "As of today.\n{: .as-of }\n\nNot reviewed.\n{: .translated }\n\n"
        f"-   [Home](a.md)\n\n{{ .crumbs }}\n\nKind\n{{: .kicker }}\n\n{TITLE}"
    )
    assert re.sub(r"<(nav|ul|p)\b.*?</\1>", r"<\1>", page) == (
        '<p><p><nav><header class="head"><p><h1 class="title" id="a-page">A page</h1></header>'
    )


def test_a_box_holds_what_follows_its_heading_up_to_the_next_of_its_level_and_text_stands_between_boxes() -> None:
    found = below_title("## A\n\na\n\n## B { #b .band }\n\nb\n\n### C\n\nc\n\n## D\n\nd\n")
    assert found == (
        '<div class="text"><h2 id="a">A</h2><p>a</p></div><section aria-labelledby="b" class="band"><h2 id="b">B</h2>'
        '<p>b</p><h3 id="c">C</h3><p>c</p></section><div class="text"><h2 id="d">D</h2><p>d</p></div>'
    )


def test_boxes_side_by_side_stand_in_one_element_inside_a_box_too() -> None:
    found = below_title(
        "## A { .band }\n\n### F { .side-for }\n\n#### X { .arg }\n\nx\n\n### G { .side-against }\n\ng\n"
    )
    assert found == (
        '<section aria-labelledby="a" class="band"><h2 id="a">A</h2><div class="sides"><div class="side-for">'
        '<h3 id="f">F</h3><article class="arg"><h4 id="x">X</h4><p>x</p></article></div>'
        '<div class="side-against"><h3 id="g">G</h3><p>g</p></div></div></section>'
    )


def test_a_box_in_the_text_stays_between_its_paragraphs() -> None:
    found = below_title("## A\n\na\n\n## U { .unknown }\n\nu\n")
    assert found.startswith('<div class="text"><h2 id="a">A</h2><p>a</p><section aria-labelledby="u" class="unknown"')
    assert found.endswith("<p>u</p></section></div>")


def test_links_to_other_pages_belong_to_no_box() -> None:
    found = below_title(
        '## A { .end }\n\na\n\n-   [Next](b.md)\n\n{ .end__nav aria-label="Further" }\n\n## N { .band }\n'
    )
    assert found.startswith('<section class="end"><div class="end"><h2 id="a">A</h2><p>a</p></div></section><nav ')
    assert '<nav aria-label="Further" class="end__nav">' in found


@pytest.mark.parametrize(
    ("block", "begins"),
    [
        ("-   a\n-   b\n\n{ .list }", '<ul class="list"><li>a</li>'),
        (
            "Term\n:   what\n:   more\n\nOther\n:   x\n\n{ .facts }",
            '<dl class="facts"><div><dt>Term</dt><dd>what</dd><dd>more</dd></div><div><dt>Other</dt><dd>x</dd></div></dl>',
        ),
        (
            "-   1 May\n    {: #x .now }\n\n    a\n\n    b\n\n{ .posn }",
            '<ul class="posn"><li class="now" id="x"><p>1 May</p><div><p>a</p><p>b</p></div></li></ul>',
        ),
        (
            "1.  a\n    {: #p1 }\n\n    b\n\n{ .premises }",
            '<ol class="premises"><li id="p1"><p>a</p><p>b</p></li></ol>',
        ),
        ("-   1 May, **a**, *b*\n\n{ .posn }", '<ul class="posn"><li>1 May, <strong>a</strong>, <em>b</em></li></ul>'),
        ("More\n{: .fold .cite }\n\n    code\n", '<details class="cite"><summary>More</summary><pre><code>code'),
        (
            "**Yes**{ .verdict }, *no*{ .small }, *so*",
            '<p><span class="verdict">Yes</span>, <span class="small">no</span>, <em>so</em></p>',
        ),
    ],
)
def test_the_attributes_of_a_block_and_of_emphasis(block: str, begins: str) -> None:
    assert below_title(f"## A\n\n{block}\n").removeprefix('<div class="text"><h2 id="a">A</h2>').startswith(begins)


def test_a_table_says_which_cells_are_headings_and_to_each_cell_its_column() -> None:
    found = below_title(
        "## A { .band }\n\n| Who | What |\n| --- | --- |\n| x | **y** |\n| **Group** | |\n| z | w |\n| **None** | |\n"
        '| nothing | |\n\n{ .grid aria-label="T" }\n'
    )
    assert found.partition("</h2>")[2] == (
        '<table aria-label="T" class="grid"><thead><tr><th scope="col">Who</th><th scope="col">What</th></tr></thead>'
        '<tbody><tr><th scope="row">x</th><td data-col="What"><span><strong>y</strong></span></td></tr></tbody>'
        '<tbody><tr class="group"><th colspan="2" scope="rowgroup"><strong>Group</strong></th></tr>'
        '<tr><th scope="row">z</th><td data-col="What"><span>w</span></td></tr></tbody>'
        '<tbody><tr class="group"><th colspan="2" scope="rowgroup"><strong>None</strong></th></tr>'
        '<tr><td colspan="2">nothing</td></tr></tbody></table></section>'
    )


@pytest.mark.parametrize("title", ["# By hand", "# By hand { #x .own }"])
def test_a_page_by_hand_stays_as_it_is(title: str) -> None:
    text = f"{title}\n\n## A {{ .band }}\n\n| a | b |\n| --- | --- |\n| c | d |\n"
    others = [each for each in EXTENSIONS if each != "generator.pages.sections"]
    assert markdown.markdown(text, extensions=EXTENSIONS) == markdown.markdown(text, extensions=others)
