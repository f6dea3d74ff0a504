"""Entries of BibTeX and biblatex as people write them become sources."""

from __future__ import annotations

from typing import Any

import pytest

from generator.formats.records import ImportResult
from tests import lost_words


def read(text: str) -> ImportResult:
    return lost_words.read("bibtex", text, "x.bib")


def source(fields: str) -> dict[str, Any]:
    (draft,) = read(f"@book{{a, title={{A}}, {fields}}}").drafts
    return dict(draft.data)


SAID = {
    "author={Roe, Ann and others}": ("author", ["Ann Roe", "et al."]),
    "author={family=Roe, given=Sam}": ("author", ["Sam Roe"]),
    "author={family=Berg, given=Jan, prefix=van, useprefix=true}": ("author", ["Jan van Berg"]),
    "doi={https://doi.org/10.1/x}": ("doi", "10.1/x"),
    "doi={DOI: 10.1/x}": ("doi", "10.1/x"),
    "url={<https://example.org/b>}": ("url", "https://example.org/b"),
    r"url={\href{https://example.org/b}{here}}": ("url", "https://example.org/b"),
    "eprint={arXiv:2101.00001}, archiveprefix={arXiv}": ("url", "https://arxiv.org/abs/2101.00001"),
    r"doi={10.1000/x{\_}2{\textless}3}": ("doi", "10.1000/x_2<3"),
    r"url={https://example.org/{\~{}}b/$\sim$c{\%}20\&d\textasciitilde e}": ("url", "https://example.org/~b/~c%20&d~e"),
    "url={{https://example.org/b}}": ("url", "https://example.org/b"),
    r"howpublished={\url{https://example.org/b{\_}c}.}": ("url", "https://example.org/b_c"),
    "author={白, 寿彝 and 山田, 太郎 and family=김, given=철수 and 夏目 漱石}": (
        "author",
        ["白寿彝", "山田太郎", "김철수", "夏目 漱石"],
    ),
    r"doi={\url{https://doi.org/10.1/x}}": ("doi", "10.1/x"),
    r"doi={\href{https://doi.org/10.1/x}{10.1/x}}": ("doi", "10.1/x"),
    "eprint={https://arxiv.org/abs/2101.00001}, archiveprefix={arXiv}": ("url", "https://arxiv.org/abs/2101.00001"),
    "author={Roe, Ann, et al.}": ("author", ["Ann Roe", "et al."]),
    "author={Ann Roe et~al. and Sam Poe}": ("author", ["Ann Roe", "et al.", "Sam Poe"]),
    "author={and Ann Roe and and Sam Poe and}": ("author", ["Ann Roe", "Sam Poe"]),
    "journal={H<sub>2</sub>O &amp; {\\&}lt;ice&gt;&nbsp;today, x < y}": ("container_title", "H2O & <ice> today, x < y"),
    "date={2019-05/2019-06}, month=may": ("issued", "2019-05/2019-06"),
    "date={2019-05-03}, month={May}, day={3}": ("issued", "2019-05-03"),
    "year=850": ("issued", "0850"),
    "author={Smith, J.; Doe, K.}": ("author", ["Smith, J.; Doe, K."]),
    "eid={e12}": ("pages", "e12"),
    "language={langfrench}": ("language", "fr"),
    "date={2019}, month=September": ("issued", "2019-09"),
    "date={20190503}": ("issued", "2019-05-03"),
    "urldate={03.05.2019}": ("accessed", "2019-05-03"),
    "author={given=Hans, family=Berg, prefix=von, suffix=Jr.}": ("author", ["Hans von Berg, Jr."]),
    r"author={{\v S}ikola, Tom{\'a}{\v s} and {Barnes and Noble}}": ("author", ["Tomáš Šikola", "Barnes and Noble"]),
    r"author={Li, A and \'O S\'uil, L AND \"Unal, B}": ("author", ["A Li", "L Ó Súil", "B Ünal"]),
    r"author={Brise\~no, M. and Pe\~{n}a, J.~L. and others}": ("author", ["M. Briseño", "J. L. Peña", "et al."]),
    "doi={https://doi.org/10.1000/x}": ("doi", "10.1000/x"),
    "doi={doi:10.1000/x}": ("doi", "10.1000/x"),
    "doi={http://dx.doi.org/10.1000/x}": ("doi", "10.1000/x"),
    "eprint={2101.00001}, archiveprefix={arXiv}": ("url", "https://arxiv.org/abs/2101.00001"),
    "eprint={2101.00001}, eprinttype={arxiv}": ("url", "https://arxiv.org/abs/2101.00001"),
    "eprint={2101}, eprinttype={jstor}": ("url", "https://www.jstor.org/stable/2101"),
    r"url={\url{https://example.org/b}}": ("url", "https://example.org/b"),
    "langid={ngerman}": ("language", "de"),
    "language={Ukrainian}": ("language", "uk"),
    "langid={uk}": ("language", "uk"),
    "date={2001-01-03T15:00:00}": ("issued", "2001-01-03"),
    "date={2019-5-3}": ("issued", "2019-05-03"),
    "date={1990~}": ("issued", "1990~"),
    "year={c. 1850}": ("issued", "1850~"),
    "year={1998--2001}": ("issued", "1998/2001"),
    "year={ 2019 }": ("issued", "2019"),
    "year={ 2019 }, month={September}": ("issued", "2019-09"),
    "year={1978/79}": ("issued", "1978/1979"),
    "year={1978--79}": ("issued", "1978/1979"),
    "date={१९८७-०१}": ("issued", "1987-01"),
    r"year={\noopsort{1973a}1981}": ("issued", "1981"),
    "year=2019, month=September": ("issued", "2019-09"),
    'year=2019, month="10 January"': ("issued", "2019-01-10"),
    'year=2019, month="January 10"': ("issued", "2019-01-10"),
    "year=2019, month=2, day=3": ("issued", "2019-02-03"),
    "year=2019, month=feb, day=3": ("issued", "2019-02-03"),
    'year=2019, month="3~" # feb': ("issued", "2019-02-03"),
    'year=2019, month=jun # "/" # jul': ("issued", "2019-06/2019-07"),
    'year=2019, month=jun # "~10--12"': ("issued", "2019-06-10/2019-06-12"),
    "date={2003-21}": ("issued", "2003-21"),
    "date={2003-21/2003-22}": ("issued", "2003-21/2003-22"),
    "year=2003, month={Spring}": ("issued", "2003-21"),
    "year={Spring 2003}": ("issued", "2003-21"),
    "urldate={2003-5-1}": ("accessed", "2003-05-01"),
    "urldate={1 May 2003}": ("accessed", "2003-05-01"),
}


@pytest.mark.parametrize("fields", SAID)
def test_a_field_is_read_as_it_was_meant(fields: str) -> None:
    name, value = SAID[fields]
    assert source(fields)[name] == value
    assert read(f"@book{{a, title={{A}}, {fields}}}").problems == ()


@pytest.mark.parametrize(
    "fields",
    [
        "date={2003-25}",
        "year={2003a}",
        "date={2003-13-45}",
        "year={2003/06}",
        "year=2003, month={monsoon}",
        "year=2003, day=3",
    ],
)
def test_of_a_date_that_a_source_cannot_say_the_year_is_kept_and_told(fields: str) -> None:
    result = read(f"@book{{a, title={{A}}, {fields}}}")
    assert result.drafts[0].data["issued"] == "2003"
    (problem,) = result.problems
    assert "only the year is carried over" in problem.message


@pytest.mark.parametrize("fields", ["date={-0379-02}", "year={1000 BC}", "year={1000 B. C.}"])
def test_a_year_before_christ_is_not_taken_for_one_after(fields: str) -> None:
    result = read(f"@book{{a, title={{A}}, {fields}}}")
    assert "issued" not in result.drafts[0].data
    assert "is not carried over" in result.problems[0].message


@pytest.mark.parametrize("between", ["; ", " ", ";\n   "])
def test_of_several_addresses_the_first_is_kept_and_the_others_are_told(between: str) -> None:
    result = read(f"@book{{a, title={{A}}, url={{https://example.org/a{between}https://example.org/b}}}}")
    assert result.drafts[0].data["url"] == "https://example.org/a"
    assert result.problems[0].message.endswith("are not carried over: https://example.org/b")


@pytest.mark.parametrize("begin", ["@book{, ", "@book{", "@book { ", " @Book(\n  ", "@book{ ,\n"])
def test_an_entry_without_a_key_gets_one_of_author_year_and_title(begin: str) -> None:
    end = ")" if "(" in begin else "}"
    result = read(f"@string{{r = {{Rails}}}}\n{begin}title=r, author={{Roe, Ann and Bee, Bob}}, year=2003{end}")
    assert [(draft.id, draft.data["title"]) for draft in result.drafts] == [("roe-2003-rails", "Rails")]
    assert result.problems == ()


def test_an_entry_without_anything_is_a_document_and_told() -> None:
    result = read("@misc{,}")
    assert [(draft.id, draft.data["title"]) for draft in result.drafts] == [("source", "Document")]
    assert [each.code for each in result.problems] == ["import-loss"]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ("publisher={P}, howpublished={Mimeographed}", "howpublished"),
        ("howpublished={Online at https://example.org/a since May}", "howpublished"),
        ("howpublished={https://example.org/a}, url={https://example.org/b}", "howpublished"),
        ("date={2019-05-03}, year=2018", "year"),
        ("eprint={2101.00001}, eprinttype={arxiv}, url={https://example.org/b}", "eprint"),
        ("pages={1--2}, eid={e12}", "eid"),
    ],
)
def test_what_says_something_else_than_the_field_before_it_is_told(fields: str, name: str) -> None:
    (problem, *_) = read(f"@book{{a, title={{A}}, {fields}}}").problems
    assert problem.message == f"'a': not carried over: {name}"


def test_a_command_that_is_not_known_is_told_with_its_field() -> None:
    (problem,) = read(r"@book{a, title={\keepme{Rails} again}}").problems
    assert problem.message == r"'a': not known as LaTeX, and its words kept: title \keepme"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("date={2019-05-03}, month=jun", "not carried over: month"),
        ("date={2019-05-03}, day=4, month=may", "not carried over: day, month"),
        ("year=99", "the issued '99' is not carried over"),
        ("date={1990s}", "the issued '1990s' is carried over as 1990/1999"),
        ("doi={10.1000/x, 10.1000/y}", "behind the DOI this is not carried over: 10.1000/y"),
        ("note={N},\n\n  edition={2}", "not carried over: note, edition"),
    ],
)
def test_what_contradicts_or_has_no_place_is_told(fields: str, message: str) -> None:
    said = ", ".join(each.message for each in read(f"@book{{a, title={{A}}, {fields}}}").problems)
    assert said.replace(", 'a': not carried over: ", ", ") == f"'a': {message}"


def test_a_field_that_is_commented_out_takes_no_other_with_it() -> None:
    result = read("@book{a,\n title={A},\n % year={1}\n % note = 5\n year=2020,\n % pages={2}\n}")
    assert result.drafts[0].data["issued"] == "2020"
    assert [(each.line, each.message) for each in result.problems] == [
        (3, "'a': not carried over: % year"), (4, "'a': not carried over: % note"), (6, "'a': not carried over: % pages"),
    ]  # fmt: skip


def test_an_accent_that_ends_a_value_is_named() -> None:
    (problem,) = read('@book{a, title="A K\\"{o}nig"}').problems
    assert (problem.code, problem.hint) == ("import-syntax", 'write the accent in braces, as {\\"o}')


def test_a_loss_stands_at_the_line_of_its_field() -> None:
    found = read("\n@book{a,\n  title={A\n\\foo{b}},\n  edition={2},\n  Title={B},\n  note={N}}").problems
    assert sorted((each.line, each.message) for each in found) == [
        (3, "'a': not known as LaTeX, and its words kept: title \\foo"),
        (5, "'a': not carried over: edition"),
        (6, "title stands twice in this entry"),
        (7, "'a': not carried over: note"),
    ]


def test_what_a_key_cannot_say_is_told_at_the_line_of_its_field() -> None:
    text = "@thing{a,\n title={},\n year={99},\n type={t},\n urldate={2020},\n crossref={z},\n url={ftp://x},\n doi={10.1000/x, y}}"
    assert sorted((each.line, each.message.split()[-1]) for each in read(text).problems) == [
        (1, "over"), (1, "type"), (2, "made"), (3, "over"), (5, "over"), (6, "over"), (7, "over"), (8, "y"),
    ]  # fmt: skip


def test_an_entry_that_is_taken_for_a_comment_is_told() -> None:
    assert [
        each.message
        for each in read("@book{d, title={D}}\n@commentary{a, title={A}}\n@comment{b}\n@comment c").problems
    ] == ["this entry is taken for a comment"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("@book{a title={A}}", "write a comma behind its key"),
        ("@book{a, title={A},, year=2020}", "write one comma where there are two"),
        ("@book{a, title={A, year=2020}", "look for a brace or quotation mark that is not closed"),
    ],
)
def test_a_hint_says_what_keeps_an_entry_from_being_read(text: str, hint: str) -> None:
    assert [(each.message, each.hint) for each in read(text).problems] == [("this entry cannot be read", hint)]


def test_a_library_of_thousands_of_entries_is_read_whole() -> None:
    """Abstracts with LaTeX are most of it: 2.9 MB, and a loss in each entry."""
    words = r"M{\"u}nchen, trams \& rails -- 50\% of \textit{all} growth in the city's centre since then "
    library = "".join(
        f"@article{{k{n}, author={{Roe, Ann and {{\\'E}}t{{\\'e}}, C.}}, title={{Rails {n}}}, year={1900 + n % 99},"
        f" issn={{1234-5678}}, abstract={{{words * 7}{n}}}}}\n"
        for n in range(4000)
    )
    assert len(library) > 2_700_000
    result = read(library)
    assert (len(result.drafts), len(result.problems)) == (4000, 4000)
