"""Linked data: every page says what it is, in words that other people's readers understand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import extruct
import pytest
from hypothesis import given
from pyld import jsonld as pyld

from generator.alternates import jsonld
from generator.alternates.jsonld import LinkedData
from generator.formats import exports
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath, entity_src, overview_src, uri
from generator.model.kinds import KINDS
from tests.awkward import titles
from tests.node_packages import Node

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import BuiltSite

SCHEMA = "http://schema.org/"
# schema.org's own context is fetched from there. This one says as much of it as our nodes need.
LINKS = ("citation", "isPartOf", "item", "license", "mainEntity", "mainEntityOfPage", "publishingPrinciples", "url")
CONTEXT = {
    "@context": {
        "@vocab": SCHEMA,
        **{name: {"@id": f"schema:{name}", "@type": "@id"} for name in LINKS},
        "schema": SCHEMA,
    }
}


def load_document(url: str, options: object) -> dict[str, Any]:
    assert url == jsonld.CONTEXT, "nothing else is asked for"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXT}


def expanded(data: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pyld.expand(data, {"documentLoader": load_document, "base": "https://example.org/x/"})
    return found


def pages(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("index.html")):
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' not in text:
            yield path.relative_to(site).as_posix().removesuffix("index.html"), text


def extracted(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
    return found


@pytest.fixture(scope="module")
def by_page(tram_site: BuiltSite) -> dict[str, list[dict[str, Any]]]:
    return {place: extracted(text) for place, text in pages(tram_site.folder)}


def of_type(nodes: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(node for node in nodes if node["@type"] == name)


def test_extruct_finds_a_page_with_its_address_in_every_page(
    by_page: dict[str, list[dict[str, Any]]], tram_site: BuiltSite
) -> None:
    assert len(by_page) > 50
    for place, nodes in by_page.items():
        page = next(node for node in nodes if node["@type"] in ("WebPage", "CollectionPage"))
        assert page["url"] == tram_site.address + place
        assert page["name"]
        assert page["publishingPrinciples"] == f"{tram_site.address}method/"


def test_pyld_expands_every_page_without_dropping_a_property(by_page: dict[str, list[dict[str, Any]]]) -> None:
    for place, nodes in by_page.items():
        known = expanded(nodes)
        assert len(known) == len(nodes), place
        for node, full in zip(nodes, known, strict=True):
            assert full["@type"] == [SCHEMA + node["@type"]], place
            assert {name.removeprefix(SCHEMA) for name in full} == set(node) - {"@context"}, place


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("questions/build-the-tram/", "Question"),
        ("arguments/fewer-cars/", "CreativeWork"),
        ("claims/three-thousand-cars/", "ClaimReview"),
        ("actors/mara-quill/", "Person"),
        ("actors/lakeside-council/", "Organization"),
        ("proposals/rapid-buses/", "CreativeWork"),
        ("principles/public-transport-first/", "DefinedTerm"),
        ("events/plan-adopted/", "Event"),
        ("sources/gazette/", "NewsArticle"),
        ("terms/tram/", "DefinedTerm"),
        ("", "WebSite"),
    ],
)
def test_a_page_says_what_it_is_about(place: str, kind: str, by_page: dict[str, list[dict[str, Any]]]) -> None:
    nodes = by_page[place]
    assert nodes[0]["@type"] == kind
    if place:
        page = of_type(nodes, "WebPage")
        assert page["mainEntity"] == {"@id": nodes[0]["@id"]}
        assert nodes[0]["mainEntityOfPage"] == page["url"]
        steps = page["breadcrumb"]["itemListElement"]
        assert [step["position"] for step in steps] == [1, 2, 3]
        assert steps[2]["name"] == page["name"]
        assert "lastReviewed" in page


def test_a_claim_has_its_verdict_its_speaker_and_its_check(full: Graph) -> None:
    review, page = LinkedData(full).of_entity("three-thousand-cars")
    assert review["claimReviewed"] == "The tram will take 3,000 cars a day off Quay Street"
    assert review["datePublished"] == page["lastReviewed"] == page["dateModified"] == "2026-04-20"
    assert review["reviewRating"]["alternateName"] == "Disputed"
    assert "ratingValue" not in review["reviewRating"], "no number says that credible sources conflict"
    assert [each["name"] for each in review["itemReviewed"]["author"]] == ["Lakeside Council"]
    assert [each["name"] for each in review["itemReviewed"]["appearance"]] == ["Tram along the lake"]
    assert [each["@id"] for each in page["citation"]] == ["sources/council-plan/#it", "sources/gazette/#it"]


def test_a_correction_stands_on_the_page_that_it_is_about_and_on_the_page_of_all(full: Graph) -> None:
    linked = LinkedData(full)
    here = linked.of_entity("fares-rise")[1]["correction"]
    assert here[1] == {
        "@type": "CorrectionComment",
        "text": "The fare was given as 3.10.",
        "datePublished": "2026-04-02",
    }
    everywhere = linked.of_page(overview_src("corrections"), "Corrections", "")[0]["correction"]
    assert [each["datePublished"] for each in everywhere] == ["2026-04-28", "2026-04-21", "2026-04-02", "2026-03-10"]


def test_a_review_says_when_it_was_first_made_for_what_it_holds_and_what_was_found_before(full: Graph) -> None:
    review = LinkedData(full).of_entity("fares-rise")[0]
    assert review["reviewAspect"] == "the year 2031"
    assert (review["datePublished"], review["dateModified"]) == ("2026-02-20", "2026-04-21")
    assert [(each["datePublished"], each["text"]) for each in review["correction"]] == [
        (
            "2026-04-21",
            "Before: Corroborated (the plan of February). The second count finds fewer riders and a tenth.",
        ),
        ("2026-03-10", "Before: Unverified. The plan was published."),
    ]


def test_googles_rules_are_met_by_claims(tram_site: BuiltSite, node: Node) -> None:
    tool = "structured-data-testing-tool/bin/cli.js"
    for place in ("three-thousand-cars", "fares-rise"):
        page = tram_site.folder / "claims" / place / "index.html"
        done = node.run(tool, "--file", str(page), "--presets", "Google", "--schemas", "ClaimReview")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "ClaimReview" in done.stdout
        assert "Failed: 0" in done.stdout.replace("\x1b", ""), done.stdout


def test_googles_rules_can_be_broken(tram_site: BuiltSite, node: Node, tmp_path: Path) -> None:
    page = (tram_site.folder / "claims" / "fares-rise" / "index.html").read_text("utf-8")
    broken = tmp_path / "page.html"
    broken.write_text(page.replace('"reviewRating"', '"rating"'), "utf-8")
    done = node.run("structured-data-testing-tool/bin/cli.js", "--file", str(broken), "--presets", "Google")
    assert done.returncode != 0


def test_the_file_holds_every_entity_and_whatever_it_points_at(full: Graph) -> None:
    data = json.loads(exports.FORMATS["jsonld"].dump(full))
    known = expanded(data)
    ids = {node["@id"] for node in known}
    for kind in KINDS:
        for entry in full.of(kind.folder):
            assert f"https://example.org/{uri(entity_src(kind, entry.id))}#it" in ids
    pointed = {each["@id"] for node in known for each in node.get(f"{SCHEMA}citation", [])}
    assert len(pointed) > 2
    assert pointed <= ids


@given(titles)
def test_no_title_breaks_out_of_its_script_or_changes_in_it(tram: Graph, title: str) -> None:
    nodes = LinkedData(tram).of_page(SrcPath("x.md"), title, title)
    script = jsonld.in_script(tram, SrcPath("x.md"), nodes)
    text = f'<html><head><script type="application/ld+json">{script}</script></head></html>'
    assert text.count("<") == 6
    assert extracted(text)[0]["name"] == title


def test_a_browser_with_our_policy_does_not_complain(tram_site: BuiltSite, browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.add_init_script("addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))")
    page.goto(f"{tram_site.url}claims/three-thousand-cars/")
    assert page.locator('script[type="application/ld+json"]').count() == 1
    page.get_by_role("link", name="Lakeside Council").first.click()
    page.wait_for_url("**/actors/lakeside-council/")
    page.wait_for_timeout(300)
    assert complaints == []
    page.close()


def test_a_figure_is_one_number_only_where_it_is_given_as_exact(full: Graph) -> None:
    review = LinkedData(full).of_entity("fares-rise")[0]
    exact, about, between, least, most = review["itemReviewed"]["mentions"]
    assert exact == {
        "@type": ["QuantitativeValue", "Observation"],
        "name": "Rise of the fare",
        "description": "20%",
        "unitText": "percent",
        "observationDate": "2031",
        "value": 20,
        "subjectOf": [{"@type": "Report", "@id": "sources/council-plan/#it", "name": "Tram along the lake"}],
    }
    assert about["value"] == "about 10%"
    assert [each.get("value") for each in (between, least, most)] == [None, None, None]
    assert (between["minValue"], between["maxValue"]) == (-5, 12.5)
    assert (least["minValue"], least["unitText"]) == (1500000, "EUR")
    assert "minValue" not in most
    [argument, _page] = LinkedData(full).of_entity("fewer-cars")
    assert [each["value"] for each in argument["mentions"]] == ["about 3,000 cars"]


def test_a_source_names_its_copies_in_archives(tram: Graph) -> None:
    copies = LinkedData(tram).of_entity("council-plan")[0]["archivedAt"]
    assert copies == [
        "https://perma.cc/A1B2-C3D4",
        "https://web.archive.org/web/20260420101500/https://example.org/plan",
    ]
