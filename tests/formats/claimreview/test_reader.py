"""`explainer import claimreview`: what fact checkers say stays theirs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from generator.formats import exports, signatures
from generator.formats.records import ImportResult
from generator.model.kinds.claims import Claim
from tests import lost_words
from tests.conftest import TRAM, graph_of
from tests.formats.claimreview import feeds

FLAT: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://check.example/flat",
    "headline": "No, it is round",
    "datePublished": "2016-06-22T10:00:00Z",
    "claimReviewed": 'The world is "flat"',
    "author": {"@type": "Organization", "name": "Quill, Inc."},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Square World Society"},
        "datePublished": "2016-06-20",
        "appearance": {"@type": "NewsArticle", "url": "https://news.example/a", "headline": "Square Earth"},
    },
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": "1",
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "False",
    },
}
GOOGLE: dict[str, Any] = {
    "claims": [
        {
            "text": 'The world is "flat"',
            "claimant": "Square World Society",
            "claimDate": "2016-06-20T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Quill, Inc.", "site": "check.example"},
                    "url": "https://check.example/flat",
                    "title": "No, it is round",
                    "reviewDate": "2016-06-22T10:00:00Z",
                    "textualRating": "False",
                    "languageCode": "en",
                }
            ],
        }
    ]
}


def read(data: Any) -> ImportResult:
    return lost_words.read("claimreview", data if isinstance(data, str) else json.dumps(data, indent=1))


def drafts(result: ImportResult, folder: str) -> list[dict[str, Any]]:
    return [{"id": draft.id, **draft.data} for draft in result.drafts if draft.folder == folder]


@pytest.mark.parametrize(
    "data",
    [
        FLAT,
        [FLAT],
        {"@context": "https://schema.org", "@graph": [FLAT]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [FLAT]}]},
        FLAT | {"@type": ["Review", "http://schema.org/ClaimReview"]},
        FLAT | {"@type": "schema:ClaimReview"},
        FLAT | {"itemReviewed": [FLAT["itemReviewed"]]},
        FLAT | {"author": [FLAT["author"]]},
    ],
)
def test_each_form_says_the_same(data: Any) -> None:
    """Somebody else's verdict is told under their name, and the claim has none of ours."""
    result = read(data)
    assert result.problems == ()
    (claim,), (review, place), (actor,) = (drafts(result, folder) for folder in ("claims", "sources", "actors"))
    says = "Quill, Inc. rates it “False” (1, from 1 (worst) to 5 (best))"
    assert claim == {
        "id": "the-world-is-flat",
        "title": 'The world is "flat"',
        "summary": 'The world is "flat"',
        "check_of": "matter",
        "asserted_by": ["square-world-society"],
        "asserted_in": [{"source": "square-earth"}],
        "verdict": "unverified",
        "assessment": f"Imported, and not checked yet. {says} [@no-it-is-round].",
        "evidence": [{"source": "no-it-is-round", "role": "context", "says": f"{says}."}],
        "checked": "2026-05-01",
    }
    assert (review["title"], review["author"], review["issued"]) == ("No, it is round", ["Quill, Inc."], "2016-06-22")
    assert (place["url"], place["author"], place["issued"]) == (
        "https://news.example/a",
        ["Square World Society"],
        "2016-06-20",
    )
    assert (actor["title"], actor["type"]) == ("Square World Society", "speaker")
    assert lost_words.compiled(result).entries


def test_googles_service_is_read_and_one_claim_has_several_reviews() -> None:
    second = GOOGLE["claims"][0]["claimReview"][0] | {
        "publisher": {"name": "Roe"},
        "url": "https://roe.example/x",
        "title": "Round",
        "textualRating": "",
    }
    one = GOOGLE["claims"][0]
    result = read({"claims": [one | {"claimReview": [*one["claimReview"], second]}], "nextPageToken": "x"})
    (claim,) = drafts(result, "claims")
    assert claim["assessment"] == (
        "Imported, and not checked yet. Quill, Inc. rates it “False” [@no-it-is-round]. Roe reviewed it [@round]."
    )
    assert [each["source"] for each in claim["evidence"]] == ["no-it-is-round", "round"]
    told = [(each.line, each.message) for each in result.problems]
    assert (4, "'no-it-is-round': not carried over: author.site 'check.example'") in told
    assert (4, "'no-it-is-round': not carried over: itemReviewed.datePublished '2016-06-20T00:00:00Z'") in told


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reviewRating": {"ratingValue": 4}}, "Quill, Inc. rates it 4 ["),
        ({"reviewRating": {"ratingValue": 2, "bestRating": "10"}}, "rates it 2, from ? (worst) to 10 (best) ["),
        ({"reviewRating": {"alternateName": "Half true", "ratingExplanation": "It depends."}}, "rates it “Half true”: It depends ["),
        ({"reviewRating": "False"}, "rates it “False” ["),
        ({"reviewRating": None}, "Quill, Inc. reviewed it ["),
        ({"author": "Quill"}, "Quill rates it"),
        ({"author": None, "publisher": {"name": "Roe"}}, "Roe rates it"),
        ({"author": None}, "Its publisher rates it"),
    ],
)  # fmt: skip
def test_a_rating_is_told_in_words(change: dict[str, Any], words: str) -> None:
    (claim,) = drafts(read(FLAT | change), "claims")
    assert words in claim["assessment"]
    assert claim["verdict"] == "unverified"


def test_an_item_that_is_a_work_is_where_the_claim_was_made() -> None:
    item: dict[str, Any] = {
        "@type": "CreativeWork",
        "author": "Quill",
        "url": "https://news.example/b",
        "datePublished": "2016-06",
    }
    result = read(FLAT | {"itemReviewed": item})
    (claim,) = drafts(result, "claims")
    assert claim["asserted_in"] == [{"source": "news-example-b"}]
    place = drafts(result, "sources")[1]
    assert (place["title"], place["supplied_title"], place["issued"]) == ("news.example/b", True, "2016-06")
    work = {"@type": "CreativeWork", "author": {"name": "Roe"}, "datePublished": "2014-07-17", "name": "An interview"}
    result = read(FLAT | {"itemReviewed": work})
    place = drafts(result, "sources")[1]
    assert (place["title"], place["author"], place["issued"]) == ("An interview", ["Roe"], "2014-07-17")
    assert result.problems == ()
    places: list[Any] = ["https://a.example/1", {"url": "https://b.example/2"}]
    item = {"@type": "Claim", "name": "N", "appearance": places, "firstAppearance": "https://c.example/3"}
    result = read({name: value for name, value in FLAT.items() if name != "claimReviewed"} | {"itemReviewed": item})
    (claim,) = drafts(result, "claims")
    assert (claim["title"], [each["source"] for each in claim["asserted_in"]]) == (
        "N",
        ["a-example-1", "b-example-2", "c-example-3"],
    )


def test_the_day_of_a_claim_is_told_where_its_appearance_has_another() -> None:
    appearance = FLAT["itemReviewed"]["appearance"] | {"datePublished": "2015-01-02"}
    result = read(FLAT | {"itemReviewed": FLAT["itemReviewed"] | {"appearance": appearance}})
    assert drafts(result, "sources")[1]["issued"] == "2015-01-02"
    assert [each.message for each in result.problems] == [
        "'square-earth': not carried over: datePublished '2016-06-20'"
    ]


def test_what_is_no_review_or_not_carried_is_told() -> None:
    result = read({"@graph": [{"@type": "WebPage", "name": "A page"}, FLAT | {"image": "https://check.example/1.png"}]})
    assert [(each.line, each.message) for each in result.problems] == [
        (1, "'WebPage' is no ClaimReview, and is not carried over: 'A page'"),
        (13, "'no-it-is-round': not carried over: image 'https://check.example/1.png'"),
    ]
    result = read({"@type": "ClaimReview", "url": "https://check.example/x"})
    assert [each.message for each in result.problems] == [
        "a review does not say of which claim it is, and only its page is carried over: 'reviewed it'"
    ]
    others: tuple[Any, ...] = ({"@type": "Review"}, [], {}, "3", "[[]]")
    for data in others:
        (problem,) = read(data).problems[-1:]
        assert (problem.code, problem.message) == ("import-syntax", "there is no ClaimReview here")


def test_a_page_with_a_script_is_told_with_a_cure() -> None:
    page = f'<!doctype html>\n<script type="application/ld+json">{json.dumps(FLAT)}</script>\n'
    (problem,) = read(page).problems
    assert problem.message == "this is a page with ClaimReview in a script, and not claimreview"
    assert problem.hint == "save what its script of the type application/ld+json holds, and import that as claimreview"
    for data in (FLAT, GOOGLE):
        found = signatures.of(json.dumps(data))
        assert found is not None
        assert found.form == "claimreview"


def test_our_own_linked_data_is_read() -> None:
    graph = graph_of(TRAM)
    result = read(exports.FORMATS["jsonld"].dump(graph))
    titles = {claim["title"] for claim in drafts(result, "claims")}
    assert titles == {entry.title for entry, claim in graph.entities(Claim) if not claim.is_attribution}


@settings(max_examples=200, deadline=None)
@given(text=feeds.TEXTS)
def test_no_word_is_lost_in_silence(text: str) -> None:
    assert lost_words.in_import("claimreview", text, f"{feeds.OWN} {' '.join(feeds._KEYS)}".casefold()) == set()
