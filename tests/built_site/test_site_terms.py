"""What a site says of itself: its licence, who answers for it, and a promise that its content keeps. No more than that."""

from __future__ import annotations

import json
import re

import pytest

from generator.graph.attribution import names_its_sources
from tests.conftest import ROOT, TRAM, BuiltSite, Project, graph_of

PROMISE = "Every claim, argument, position and event here names its source."
ADDRESS = "https://creativecommons.org/licenses/by-sa/4.0/"
_CHOICE = re.compile(r'"?licence"?[:,] ?"?\{\s*"+name"+: "+none"+\s*\}')  # of site.yml, which goes along as data
_LICENCE = re.compile(r"\blicen[cs]e\b|creativecommons|CC BY|<rights>", re.IGNORECASE)


@pytest.mark.slow
def test_a_site_without_a_licence_declares_none_anywhere(project: Project) -> None:
    assert project.run("build", "--strict", SITE_URL="https://tram.example/").returncode == 0
    made = [
        path for path in project.site.rglob("*") if path.suffix in (".html", ".md", ".json", ".jsonld", ".xml", ".txt")
    ]
    made = [
        path
        for path in made
        if "editing" not in path.parts and "fields" not in path.parts and "schema" not in path.name
    ]
    assert len(made) > 60
    texts = {path: _CHOICE.sub("", path.read_text("utf-8")) for path in made}
    assert [path for path, text in texts.items() if _LICENCE.search(text)] == []
    assert not (project.site / "imprint").exists()


@pytest.mark.slow
def test_a_licence_stands_in_the_foot_in_linked_data_and_in_what_is_taken_along(tram_site: BuiltSite) -> None:
    def text(place: str) -> str:
        return (tram_site.folder / place).read_text("utf-8")

    page = text("claims/fares-rise/index.html")
    assert f'<a href="{ADDRESS}" rel="license">Licence: CC BY-SA 4.0</a>' in page
    assert '<a href="../../imprint/">Imprint and contact</a>' in page
    nodes = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])  # type: ignore[index]
    assert next(node["license"] for node in nodes if node["@type"] == "WebPage") == ADDRESS
    assert nodes[1]["publisher"]["contactPoint"]["email"] == "editors@lakeside.example"
    assert f"<rights>CC BY-SA 4.0 {ADDRESS}</rights>" in text("data/changes.xml")
    assert "Licence: CC BY-SA 4.0." in text("llms.txt")
    assert "under this licence" in text("data/index.html")
    assert json.loads(text("data/explainer.json"))["site"]["licence"] == {"name": "CC BY-SA 4.0", "url": ADDRESS}
    imprint = text("imprint/index.html")
    assert "3 Harbour Row" in imprint
    assert '<a href="mailto:editors@lakeside.example">editors@lakeside.example</a>' in imprint
    assert 'href="imprint/"' in text("index.html")
    assert 'imprint/">' in text("404.html")


def test_a_licence_without_an_address_is_named_in_linked_data(project: Project) -> None:
    project.replace("content/site.yml", "licence: none", "licence: Lakeside Reading Licence")
    data = json.loads(project.run("export", "jsonld").stdout)
    assert data["@graph"][0]["license"] == {"@type": "CreativeWork", "name": "Lakeside Reading Licence"}


MARA = """\
title: Mara Quill
summary: Chair of the traders' association.[@gazette]
type: person
camp: traders
positions:
  - {on: rapid-buses, stance: supports, since: 2026-03-04, statement: She prefers buses.}
"""


def test_the_promise_of_sources_is_made_where_each_entity_and_each_position_keeps_it(project: Project) -> None:
    assert not names_its_sources(graph_of(TRAM))
    mara = MARA.replace("buses.}", "buses., citations: [gazette]}")
    project.write("content/actors/mara-quill.yml", mara)
    project.replace("content/questions/who-pays.yml", "from the region.", "from the region.[@council-plan]")
    project.replace("content/terms/tram.yml", "in the street.", "in the street.[@council-plan]")
    assert names_its_sources(graph_of(project.content))
    assert PROMISE in shown(project)
    project.write("content/actors/mara-quill.yml", MARA)
    assert not names_its_sources(graph_of(project.content))
    assert PROMISE not in shown(project)


def shown(project: Project) -> str:
    """Build the site, with what an earlier build kept, and return the page of a term."""
    assert project.run("build", SITE_URL="https://tram.example/").returncode == 0
    return (project.site / "terms" / "tram" / "index.html").read_text("utf-8")


def test_the_real_content_keeps_the_promise() -> None:
    assert names_its_sources(graph_of(ROOT / "content"))
