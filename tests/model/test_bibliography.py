"""References say what the source says, in APA's order and in BibTeX, and never pass our title off as printed."""

from __future__ import annotations

from datetime import date

import pytest

from generator.model import bibliography
from generator.model.kinds.sources import Source


def source(**fields: object) -> Source:
    given = {"title": "Tram & bus", "summary": "x", "type": "webpage", "control": "private", **fields}
    return Source.model_validate(given)


@pytest.mark.parametrize(
    ("fields", "reference"),
    [
        (
            {"author": ["J. Reed"], "publisher": "Gazette", "issued": "2026-03-05", "url": "https://example.org/1"},
            "J. Reed. (2026, March 5). Tram & bus. Gazette. https://example.org/1",
        ),
        ({"publisher": "Gazette", "issued": "2026-03"}, "Gazette. (2026, March). Tram & bus."),
        ({"publisher": "Gazette"}, "Gazette. (n.d.). Tram & bus."),
        ({"publisher": "Gazette", "issued": "../1905"}, "Gazette. (1905). Tram & bus."),
        ({"publisher": "Gazette", "issued": "1905-03%"}, "Gazette. (ca. 1905, March). Tram & bus."),
        ({"issued": "2026~"}, "Tram & bus. (ca. 2026)."),
        ({"publisher": "Gazette", "supplied_title": "true"}, "Gazette. (n.d.). [Tram & bus]."),
        ({"title": "Why trams?", "author": ["A", "B"]}, "A; B. (n.d.). Why trams?"),
    ],
)
def test_a_reference_follows_the_order_of_apa(fields: dict[str, object], reference: str) -> None:
    assert bibliography.apa(source(**fields)) == reference


def test_bibtex_keeps_names_whole_and_escapes_what_tex_would_obey() -> None:
    made = bibliography.bibtex(
        "plan",
        source(type="report", author=["City of Ör & Co"], issued="2026-03-05", accessed="2026-04-01", language="en"),
    )
    assert made.splitlines() == [
        "@techreport{plan,",
        "  title = {{Tram \\& bus}},",
        "  author = {{City of Ör \\& Co}},",
        "  year = {2026},",
        "  month = {3},",
        "  urldate = {2026-04-01},",
        "  language = {en},",
        "}",
    ]


def test_a_page_of_the_site_has_an_entry_too() -> None:
    made = bibliography.web_page("claims-x", "100 % tram", "Tram", "claims/x/", date(2026, 5, 1))
    assert "title = {{100 \\% tram}}" in made
    assert "url = {claims/x/}" in made
