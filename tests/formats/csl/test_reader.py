"""CSL-JSON as Zotero, Crossref and others send it becomes sources."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.formats.records import ImportResult
from tests import lost_words


def read(data: Any) -> ImportResult:
    return lost_words.read("csl", json.dumps(data), "x.json")


def source(**fields: Any) -> dict[str, Any]:
    (draft,) = read([{"id": "a", "type": "book", "title": "A", **fields}]).drafts
    return dict(draft.data)


ITEM = {"id": "a", "type": "book", "title": "A"}


@pytest.mark.parametrize(
    "data",
    [ITEM, [ITEM], {"items": [ITEM]}, {"status": "ok", "message": {"items": [ITEM]}}, {"message": ITEM}, {"a": ITEM}],
    ids=["alone", "list", "items", "message of items", "message", "by id"],
)
def test_items_are_found_in_what_programs_put_around_them(data: Any) -> None:
    result = read(data)
    assert ([draft.id for draft in result.drafts], result.problems) == (["a"], ())


@pytest.mark.parametrize("data", [{"x": 1}, {"message": 3}, "text", {"a": {"b": "c"}}])
def test_what_is_no_csl_is_refused(data: Any) -> None:
    assert [each.code for each in read(data).problems] == ["import-syntax"]


NAMES = {
    "J. Doe Jr.": {"family": "Doe", "given": "J.", "suffix": "Jr."},
    "J. Doe, Jr.": {"family": "Doe", "given": "J.", "suffix": "Jr.", "comma-suffix": True},
    "Jean d'Alembert": {"family": "Alembert", "given": "Jean", "non-dropping-particle": "d'"},
    "Ludwig van Beethoven": {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"},
    "习近平": {"family": "习", "given": "近平"},
    "山田太郎": {"family": "山田", "given": "太郎"},
    "김철수": {"family": "김", "given": "철수"},
    "Nguyen Van A": {"family": "Nguyen", "given": "Van A", "static-ordering": True},
    "NATO": {"literal": "NATO"},
    "Dick Van Dyke": {"family": '"Van Dyke"', "given": "Dick"},
    "World Health Organization": {"name": "World Health Organization", "sequence": "first", "affiliation": []},
    "Plato": {"family": "Plato"},
}


@pytest.mark.parametrize("printed", NAMES)
def test_a_name_is_as_citation_processors_print_it(printed: str) -> None:
    assert source(author=[NAMES[printed]])["author"] == [printed]


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        ("title", ["From Crossref"], "From Crossref"),
        ("title", "Rails <i>and</i> R&amp;D &lt;1990&gt;", "Rails and R&D <1990>"),
        ("abstract", "<jats:title>Abstract</jats:title><jats:p>Trams <jats:italic>help</jats:italic>.</jats:p>",
         "Abstract Trams help."),
        ("abstract", "&lt;p&gt;The &lt;i&gt;tram&lt;/i&gt;, p &lt; 0.05&lt;/p&gt;", "The tram, p < 0.05"),
        ("abstract", '<ns4:p>See <a href="https://e.org">the <code>data</code></a>; a <b and c> d</ns4:p>',
         "See the data; a <b and c> d"),
        ("title", "H<SUB>2</SUB> <a href='x' xlink:href='y'>at</a> <mml:math><mml:mi>n</mml:mi></mml:math>; &copy",
         "H2 at n; &copy"),
        ("URL", "https://e.org/?a=1&copy=2&amp;section=3", "https://e.org/?a=1&copy=2&section=3"),
        ("URL", "HTTPS://e.org/A", "https://e.org/A"),
        ("DOI", "10.1000/x.", "10.1000/x."),
        ("volume", 0, "0"),
        ("issued", {"date-parts": [[1999], [2001]], "circa": 1, "literal": "1999-2001"}, "1999~/2001~"),
        ("author", [{"literal": ["The", "Office"]}], ["The Office"]),
        ("citation-key", "a", None),
        ("author", [{"literal": "Smith &amp; Co"}], ["Smith & Co"]),
        ("subtitle", ["A <i>tale</i>"], "A: A tale"),
        ("author", {"family": "Roe", "given": "Ann"}, ["Ann Roe"]),
        ("author", "Ann Roe", ["Ann Roe"]),
        ("ISBN", ["978-0-306-40615-7", "0-306-40615-2"], ["978-0-306-40615-7", "0-306-40615-2"]),
        ("keyword", ["rails", "shops"], ["rails", "shops"]),
        ("type", "journal-article", "article-journal"),
        ("type", "proceedings-article", "paper-conference"),
        ("type", "book-chapter", "chapter"),
        ("type", "posted-content", "article"),
        ("type", "dissertation", "thesis"),
        ("type", "preprint", "article"),
        ("type", "legal-case", "legal_case"),
        ("type", "Book", "book"),
        ("DOI", "https://doi.org/10.1000/x", "10.1000/x"),
        ("issued", {"raw": "ca. 1990"}, "1990~"),
        ("issued", {"year": 2020, "month": "5"}, "2020-05"),
        ("issued", {"date-parts": [["2020", "5", "3"]]}, "2020-05-03"),
    ],
)  # fmt: skip
def test_a_variable_is_read_as_others_write_it(name: str, said: Any, expected: Any) -> None:
    ours = {"abstract": "summary", "keyword": "tags", "DOI": "doi", "ISBN": "isbn", "URL": "url"}.get(name, name)
    ours = "title" if name == "subtitle" else ours
    assert source(**{name: said}).get(ours) == expected
    assert read([ITEM | {name: said}]).problems == ()


ISSUED: dict[str, list[Any]] = {
    "2022-21": [
        {"date-parts": [[2022]], "season": 1},
        {"date-parts": [["2022"]], "season": "1"},
        {"date-parts": [[2022]], "season": "spring"},
        {"date-parts": [[2022, 21]]},
        {"date-parts": [[2022, 13]]},
        {"date-parts": [2022], "season": 21},
        {"literal": "Spring 2022"},
        {"raw": "2022-21"},
        "2022-21",
    ],
    "2022-22": [{"date-parts": [[2022]], "season": 2}, {"date-parts": [[2022, 22]]}],
    "2022-23": [{"date-parts": [[2022]], "season": 3}, {"date-parts": [[2022]], "season": "Fall"}],
    "2022-24": [{"date-parts": [[2022]], "season": 4}, {"date-parts": [[2022, 16]]}],
    "2022-22~": [{"date-parts": [[2022]], "season": 2, "circa": True}],
    "2022-21/2022-22": [{"date-parts": [[2022, 21], [2022, 22]]}],
    "2022-03-13": [{"date-parts": [[2022, 3, 13]]}],
    "2022-06": [{"date-parts": [[2022, 6]], "season": 2}],
    "2022": [
        {"date-parts": [[2022, 0, 0]]},
        {"date-parts": [["2022", "", None]]},
        {"date-parts": [2022]},
        {"date-parts": [[2022, "\t"]]},
    ],
    "2022-01-02": [{"date-time": "2022-01-02T00:00:00Z"}, {"raw": "2 January 2022"}, {"literal": "2022/1/2"}],
    "2022/": [{"date-parts": [[2022], [0, 0, 0]]}],
}


@pytest.mark.parametrize(("edtf", "issued"), [(edtf, issued) for edtf, ways in ISSUED.items() for issued in ways])
def test_a_date_is_read_however_programs_write_it(edtf: str, issued: Any) -> None:
    assert source(issued=issued)["issued"] == edtf
    assert read([ITEM | {"issued": issued}]).problems == ()


@pytest.mark.parametrize(
    ("issued", "kept", "told"),
    [
        ({"date-parts": [[2022]], "season": "monsoon"}, "2022", "only the year"),
        ({"date-parts": [[2022]], "season": 7}, "2022", "only the year"),
        ({"literal": "202X"}, "2020/2029", "carried over as 2020/2029"),
        ({"date-parts": [[-43]]}, None, "not carried over"),
        ({"raw": "soon"}, None, "not carried over"),
    ],
)
def test_of_a_date_that_a_source_cannot_say_what_can_be_is_kept_and_told(issued: Any, kept: Any, told: str) -> None:
    result = read([ITEM | {"issued": issued}])
    assert result.drafts[0].data.get("issued") == kept
    (problem,) = result.problems
    assert told in problem.message


LEFT: dict[str, list[tuple[str, Any]]] = {
    "author.ORCID": [("author", [{"family": "Roe", "ORCID": "https://orcid.org/0"}])],
    "author.affiliation": [("author", {"name": "Roe", "affiliation": [{"name": "U"}]})],
    "editor: 5": [("editor", [5])],
    "custom": [("custom", "words"), ("custom", ["words"])],
    "custom.shelf": [("custom", {"shelf": 3, "empty": None})],
    "categories": [("categories", ["law"])],
    "citation-label": [("citation-label", "Roe20")],
    "citation-key": [("citation-key", "roe")],
    "volume": [("volume", True), ("volume", {"of": 2})],
    "publisher": [("publisher", {"name": "P"}), ("publisher", [["P"], {"a": 1}])],
    "keyword": [("keyword", {"a": 1})],
    "issued.season '2'": [
        ("issued", {"date-parts": [[2022, 5]], "season": 2}),
        ("issued", {"date-parts": [[2022, 24]], "season": 2}),
        ("issued", {"date-parts": [[2022, 6], [2022, 7]], "season": 2}),
    ],
    "issued.literal 'Pentecost'": [("issued", {"date-parts": [[2022]], "literal": "Pentecost"})],
    "accessed.raw '2021'": [("accessed", {"date-parts": [[2022, 5, 3]], "raw": "2021"})],
}


@pytest.mark.parametrize(("left", "name", "said"), [(left, *each) for left, ways in LEFT.items() for each in ways])
def test_what_a_source_does_not_say_is_told_once(left: str, name: str, said: Any) -> None:
    assert [each.message for each in read([ITEM | {name: said}]).problems] == [f"'a': not carried over: {left}"]


@pytest.mark.parametrize("name", [None, {}, {"family": "Roe", "given": None, "affiliation": []}])
def test_what_says_nothing_is_not_told(name: Any) -> None:
    assert read([ITEM | {"author": [name], "volume": None, "custom": {}, "categories": []}]).problems == ()


def test_an_id_that_stands_twice_is_told_and_no_other_item_is_lost() -> None:
    result = read([ITEM, ITEM, ITEM | {"title": "B"}, {"type": "book", "title": "C"}, {"type": "book", "title": "C"}])
    assert [draft.data["title"] for draft in result.drafts] == ["A", "B", "C", "C"]
    assert [each.message for each in result.problems] == [
        "the id 'a' stands twice, with the same fields; the second is left out",
        "the id 'a' stands twice, with other fields; both are kept",
    ]


def test_a_year_before_christ_is_told_as_edtf_writes_it() -> None:
    (problem,) = read([ITEM | {"issued": {"date-parts": [[-43]]}}]).problems
    assert "'-0043'" in problem.message
    assert "not possible" in problem.hint


def test_a_hint_says_how_a_day_is_written() -> None:
    (problem,) = read([ITEM | {"accessed": {"date-parts": [[2022, 5]]}}]).problems
    assert problem.hint == "write it as YEAR-MONTH-DAY"


@pytest.mark.parametrize(("kind", "kept"), [("article-newspaper", None), ("article", "arXiv")])
def test_what_something_stands_in_is_left_out_only_where_exports_put_the_publisher_there(
    kind: str, kept: str | None
) -> None:
    assert source(type=kind, publisher="arXiv", **{"container-title": "arXiv"}).get("container_title") == kept
