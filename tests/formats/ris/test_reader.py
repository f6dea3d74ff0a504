"""`explainer import ris`: references as libraries, publishers and reference managers write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings

from generator.formats.references import TYPES
from generator.formats.ris import reader as ris
from generator.problems.problem import has_errors
from tests import lost_words
from tests.formats.ris import references

SHANNON = """\
TY  - JOUR
ID  - shannon1948
AU  - Shannon, Clara E.
AU  - King, Martin Luther, Jr.
A1  - Transit Office
A2  - Roe, Ann
PY  - 1948
DA  - 1948/07//
TI  - A Mathematical Theory
  of Communication
T2  - Bell System Technical Journal
SP  - 379
EP  - 423
VL  - 27
IS  - 3
SN  - 0-306-40615-2
UR  - https://x.example/a
DO  - https://doi.org/10.1002/j.1538-7305
AB  - One
two
KW  - a; b
KW  - c
LA  - English
AV  - https://perma.cc/A1B2-C3D4
Y2  - 2020/05/01/
ER  - \n"""
READ = {
    "title": "A Mathematical Theory of Communication",
    "summary": "One two",
    "type": "article-journal",
    "author": ["Clara E. Shannon", "Martin Luther King, Jr.", "Transit Office"],
    "editor": ["Ann Roe"],
    "container_title": "Bell System Technical Journal",
    "volume": "27",
    "issue": "3",
    "pages": "379–423",
    "issued": "1948-07",
    "doi": "10.1002/j.1538-7305",
    "isbn": ["0-306-40615-2"],
    "url": "https://x.example/a",
    "archived": ["https://perma.cc/A1B2-C3D4"],
    "language": "en",
    "accessed": "2020-05-01",
    "control": "unknown",
    "tags": ["a", "b", "c"],
}


def read(text: str | bytes) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    result = lost_words.read("ris", text)
    assert not has_errors(result.problems)
    return [dict(draft.data) for draft in result.drafts], sorted((each.line, each.message) for each in result.problems)


def first(*lines: str) -> dict[str, Any]:
    return read("\n".join(("TY  - JOUR", "TI  - T", *lines, "ER  - ")))[0][0]


@pytest.mark.parametrize(
    "text",
    [
        SHANNON,
        SHANNON.replace("\n", "\r\n"),
        SHANNON.replace("\n", "\r"),
        "\ufeff\n\n" + SHANNON,
        SHANNON.replace("ER  - \n", "ER  -"),
        SHANNON.replace("ER  - \n", ""),
        SHANNON.replace("  - ", " - "),
        SHANNON.replace("TI  - ", "T1  - ").replace("PY  - 1948\nDA", "Y1").replace("AB", "N2"),
        SHANNON.replace("T2  - ", "JF  - "),
        SHANNON.replace("1948/07//", "July"),
        SHANNON.replace("SP  - 379\nEP  - 423", "SP  - 379–423"),
        SHANNON.replace("KW  - a; b\n", "KW  - a\nKW  - b\n"),
        SHANNON.replace("UR  - ", "LK  - "),
    ],
)
def test_each_form_says_the_same(text: str) -> None:
    assert read(text) == ([READ], [])


def test_references_without_an_end_are_as_many() -> None:
    found, losses = read("TY  - BOOK\nTI  - One\nTY  - NEWS\nTI  - Two\n\nTY  - ZZZZ\nTI  - Three\nER  -\n")
    assert [(each["title"], each["type"]) for each in found] == [
        ("One", "book"),
        ("Two", "article-newspaper"),
        ("Three", "document"),
    ]
    assert losses == [(6, "'three': the type 'ZZZZ' is not carried over")]


@pytest.mark.parametrize(
    ("lines", "key", "value"),
    [
        (["PY  - 2001/03/12/"], "issued", "2001-03-12"),
        (["Y1  - 2001", "DA  - 12 March 2001"], "issued", "2001-03-12"),
        (["PY  - 2001", "DA  - 12 Mar"], "issued", "2001-03-12"),
        (["PY  - 2001", "DA  - 1999/01/01"], "issued", "2001"),
        (["PY  - in 2001, early"], "issued", "2001"),
        (["AU  - Roe, Ann; Quill, Mara"], "author", ["Ann Roe", "Mara Quill"]),
        (["AU  - 山田, 太郎"], "author", ["山田太郎"]),
        (["T2  - <i>Rails</i> &amp;", "  shops"], "container_title", "Rails & shops"),
        (["UR  - https://x.example/?a=1&copy=2"], "url", "https://x.example/?a=1&copy=2"),
        (["AU  - et al."], "author", ["et al."]),
        (["AU  - Roe, Ann", "A1  - Roe, Ann"], "author", ["Ann Roe"]),
        (["SP  - e12"], "pages", "e12"),
        (["SP  - 12-19", "EP  - 19"], "pages", "12-19"),
        (["UR  - https://x.example/a;b; https://x.example/c"], "url", "https://x.example/a;b"),
        (["L1  - internal-pdf://a.pdf", "L2  - http://x.example/"], "url", "http://x.example/"),
        (["JO  - Gaz.", "JF  - Gazette"], "container_title", "Gazette"),
        (["SN  - 1234-5678", "SN  - 9780306406157"], "isbn", ["9780306406157"]),
    ],
)
def test_a_tag_is_read_in_each_way(lines: list[str], key: str, value: Any) -> None:
    assert first(*lines)[key] == value


def test_a_book_stands_in_a_series_and_has_a_number_of_pages() -> None:
    found, losses = read("TY  - BOOK\nTI  - T\nT2  - Rails today\nSP  - 320\nCY  - Lakeside\nER  - \n")
    assert found[0].keys() & {"container_title", "pages"} == set()
    assert losses == [
        (line, f"'t': not carried over: {left}")
        for line, left in ((3, "T2 'Rails today'"), (4, "SP '320'"), (5, "CY 'Lakeside'"))
    ]
    found, _ = read("TY  - EDBOOK\nTI  - T\nAU  - Roe, Ann\nER  - \n")
    assert (found[0]["editor"], "author" in found[0]) == (["Ann Roe"], False)


def test_what_stands_outside_is_told_at_its_line() -> None:
    text = "Provider: A press\n\nTY  - JOUR\nTI  - T\nER  - \nLink: x\n2.\n"
    assert read(text)[1] == [
        (1, "this line belongs to no reference, and is not carried over: 'Provider: A press'"),
        (6, "this line belongs to no reference, and is not carried over: 'Link: x'"),
        (7, "this line belongs to no reference, and is not carried over: '2.'"),
    ]
    assert read("AU  - Roe, Ann\nTI  - T\nER  - \n")[1] == [
        (1, "this reference does not begin with TY, so its type is not known")
    ]
    found, losses = read("TY  - JOUR\nTI  - T\nER  - \nUR  - https://x.example/a\n")
    assert (found[0]["url"], losses) == ("https://x.example/a", [])


def test_every_type_is_one_of_csl() -> None:
    assert set(ris._TYPES.values()) <= set(TYPES)


def test_a_file_without_a_reference_is_refused() -> None:
    (problem,) = lost_words.read("ris", "Nothing.\n").problems[:1]
    assert (problem.code, problem.message) == ("import-syntax", "there is no reference here")


@settings(max_examples=200, deadline=None)
@given(lines=references.LINES, end=references.ENDS)
@example(lines=[("AU", "  - ", ""), ("N1", "  - ", ""), ("", "", ""), ("ER", "  - ", ""), ("ID", "  - ", "")], end="\n")
def test_no_word_is_lost_in_silence(lines: list[tuple[str, str, str]], end: str) -> None:
    """Each line has a word of its own, which is in a source or reported."""
    words = ["".join("abcdefghij"[int(digit)] for digit in str(1000 + number)) for number in range(len(lines))]
    text = end.join(
        f"{tag}{mark if tag else ''}{word} {said}" for (tag, mark, said), word in zip(lines, words, strict=True)
    )
    assert lost_words.in_import("ris", f"TY  - JOUR{end}{text}", "jour march quill mara https example") == set()
