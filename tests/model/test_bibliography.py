"""Entries of BibTeX say what the source says, and TeX sets it as it is."""

from __future__ import annotations

from datetime import date

from generator.model import bibliography
from generator.model.kinds.sources import Source


def source(**fields: object) -> Source:
    given = {"title": "Tram & bus", "summary": "x", "type": "webpage", "control": "private", **fields}
    return Source.model_validate(given)


def test_bibtex_keeps_names_whole_and_escapes_what_tex_would_obey() -> None:
    made = bibliography.bibtex(
        "plan",
        source(type="report", author=["City of Ör & Co"], issued="2026-03-05", accessed="2026-04-01", language="en"),
    )
    assert made.splitlines() == [
        "@techreport{plan,",
        "  title = {{Tram \\& bus}},",
        "  author = {{City of Ör \\& Co}},",
        "  language = {en},",
        "  year = {2026},",
        "  month = {3},",
        "  urldate = {2026-04-01},",
        "}",
    ]


def test_a_page_of_the_site_has_an_entry_too() -> None:
    made = bibliography.web_page("claims-x", "100 % tram", "Tram", "claims/x/", date(2026, 5, 1))
    assert "title = {{100 \\% tram}}" in made
    assert "url = {claims/x/}" in made
