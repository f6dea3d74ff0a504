"""The last sections of a page fold where it is long for a phone, and those of a short page stay open."""

from __future__ import annotations

import markdown

EXTENSIONS = ["attr_list", "footnotes", "generator.pages.sections", "tables"]
LONG = "Words that take some room. " * 154  # about three screens


def folded(text: str, title: str = "# A page { .title .head }") -> list[str]:
    """Return the headings that stand in the summary of a fold."""
    html = markdown.markdown(f"{title}\n\n{text}", extensions=EXTENSIONS)
    return [piece.partition(">")[2].partition("<")[0] for piece in html.split("<summary>")[1:]]


def sections(*names: str, mark: str = "") -> str:
    return "".join(f"## {name}{mark}\n\n{LONG}\n\n" for name in names)


def test_a_short_page_folds_nothing() -> None:
    assert folded(sections("One", "Two")) == []


def test_the_last_sections_of_a_long_page_fold_until_the_rest_is_short_enough() -> None:
    assert folded(sections("One", "Two", "Three", "Four", "Five", "Six")) == ["Four", "Five", "Six"]
    assert folded(sections("One", "Two", "Three", "Four", mark=" { .band }")) == ["Four"]


def test_a_section_stays_that_says_so_or_is_no_section_of_its_own() -> None:
    text = (
        sections("One", "Two", "Three") + sections("Four", mark=" { .band .stays }") + sections("End", mark=" { .end }")
    )
    assert folded(text) == ["Two", "Three"]
    assert folded(sections("One", "Two", "Three", "Four", "Five"), "# A page { .title .head .whole }") == []


def test_the_fold_of_a_box_stands_in_it_and_that_of_text_between_paragraphs() -> None:
    made = markdown.markdown(
        "# A { .title .head }\n\n## B { #b .band .fold }\n\nb\n\n## C { #c .fold }\n\nc\n", extensions=EXTENSIONS
    )
    html = made.replace("\n", "")
    assert (
        '<section aria-labelledby="b" class="band"><details class="fold"><summary><h2 id="b">B</h2></summary>' in html
    )
    assert '<div class="text"><details class="fold"><summary><h2 id="c">C</h2></summary>' in html


def test_of_a_page_that_a_person_wrote_each_section_folds_where_its_title_says_so() -> None:
    assert folded("## One\n\na\n\n### Deeper\n\nb\n\n## Two\n\nc\n", "# A page { .folds }") == ["One", "Two"]
    assert folded(sections("One", "Two", "Three", "Four", "Five"), "# A page") == []
