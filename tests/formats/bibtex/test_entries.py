"""What a file of BibTeX holds: entries with their texts, and each fault once with its line."""

from __future__ import annotations

from generator.formats.bibtex import entries


def problems(text: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.code, each.message) for each in entries.read(text, "x.bib")[1]]


def test_a_missing_comma_is_an_error_at_the_line_of_what_follows() -> None:
    text = "% files\n@book{one,\n  title = {One},\n  author = {Ann Ape}\n  year = 2020,\n}\n"
    found, _ = entries.read(text, "x.bib")
    assert found[0].fields == {"title": "One", "author": "Ann Ape"}
    assert problems(text) == [(5, "import-syntax", "'year = 2020' stands behind author without a comma between them")]


def test_a_field_that_stands_twice_is_told_whatever_its_letters() -> None:
    assert problems("@book{a, title={A}, Title={B}}") == [(1, "import-loss", "title stands twice in this entry")]
    assert problems("@book{a, title={A}, title={B}}") == [(1, "import-loss", "title stands twice in this entry")]
    assert problems("@book{a, title={A}, Title={A}}") == []


def test_a_key_that_stands_twice_is_an_error_only_where_the_entries_differ() -> None:
    text = "@book{k, title={K}}\n@book{k, title={K}}\n@book{k, title={Other}}\n"
    found, _ = entries.read(text, "x.bib")
    assert [entry.fields["title"] for entry in found] == ["K"]
    assert [(line, code) for line, code, _ in problems(text)] == [(2, "import-loss"), (3, "import-syntax")]


def test_entries_without_a_key_are_all_kept() -> None:
    found, faults = entries.read("@book{, title={A}}\n@book{, title={B}}\n", "x.bib")
    assert [entry.fields["title"] for entry in found] == ["A", "B"]
    assert faults == []


def test_texts_with_names_are_joined() -> None:
    (entry,), _ = entries.read("@string{p = {Press}}\n@book{a, publisher = p # { X}, month = jan}\n", "x.bib")
    assert entry.fields == {"publisher": "Press X", "month": "jan"}


def test_data_of_several_entries_are_taken_over_also_in_a_circle() -> None:
    text = """
@xdata{far, location={Riga}, publisher={Far}, xdata={near}}
@xdata{near, publisher={House}, xdata={far}}
@book{a, title={A}, xdata={near, unheard}}
@set{s, entryset={a}}
"""
    (entry,), found = entries.read(text, "x.bib")
    assert (entry.fields["publisher"], entry.fields["location"], found) == ("House", "Riga", [])
