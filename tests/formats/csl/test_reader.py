"""CSL-JSON as Zotero, Crossref and others send it becomes sources."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from generator.formats.csl import reader
from generator.formats.records import GivenFile, ImportResult, Task


def read(data: Any) -> ImportResult:
    return reader.read(Task((GivenFile("x.json", json.dumps(data).encode()),), date(2026, 5, 1)))


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
        ("keyword", ["rails", "shops"], ["rails", "shops"]),
        ("type", "journal-article", "article-journal"),
        ("type", "proceedings-article", "paper-conference"),
        ("type", "book-chapter", "chapter"),
        ("type", "posted-content", "article"),
        ("type", "dissertation", "thesis"),
        ("DOI", "https://doi.org/10.1000/x", "10.1000/x"),
        ("issued", {"raw": "ca. 1990"}, "1990~"),
        ("issued", {"date-parts": [["2020", "5", "3"]]}, "2020-05-03"),
    ],
)  # fmt: skip
def test_a_variable_is_read_as_others_write_it(name: str, said: Any, expected: Any) -> None:
    ours = {"abstract": "summary", "keyword": "tags", "DOI": "doi"}.get(name, name)
    assert source(**{name: said})[ours] == expected
    assert read([ITEM | {name: said}]).problems == ()


@pytest.mark.parametrize(
    "issued", [{"date-parts": [[2022]], "season": 2}, {"date-parts": [[2022, 21]]}, {"literal": "Spring 2022"}]
)
def test_of_a_season_the_year_is_kept_and_told(issued: Any) -> None:
    result = read([ITEM | {"issued": issued}])
    assert result.drafts[0].data["issued"] == "2022"
    (problem,) = result.problems
    assert "only the year is carried over" in problem.message
