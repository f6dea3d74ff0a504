"""Two questions, two marks: what only was found to be said never looks as if it were so, on any page of a built site.

What each page should show is computed here from the export alone, and read from the pages by another parser.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.conftest import BuiltSite

MATTER = ("corroborated", "partly", "disputed", "contradicted", "unverified")
SAYING = ("said", "said-otherwise", "not-found")
Marks = Counter[str]


@dataclass(frozen=True)
class Site:
    """A built site, and what its export says."""

    folder: Path
    exported: dict[str, Any]

    @cached_property
    def of(self) -> dict[str, dict[str, Any]]:
        return {entity["id"]: entity for entity in self.exported["entities"]}

    def kind(self, kind: str) -> list[dict[str, Any]]:
        return [entity for entity in self.exported["entities"] if entity["kind"] == kind]

    def page(self, uri: str) -> Element:
        text = (self.folder / uri / "index.html").read_text("utf-8")
        found: Element = html5lib.parse(text, namespaceHTMLElements=False)
        return found

    def is_saying(self, claim: str) -> bool:
        return self.of[claim].get("check_of") == "attribution"

    def due(self, claims: list[str]) -> Marks:
        """Return the marks of words that these claims take up: of the saying, and of the matter that it leads to."""
        sayings = [ident for ident in claims if self.is_saying(ident)]
        matters = dict.fromkeys(self.of[ident].get("matter") if self.is_saying(ident) else ident for ident in claims)
        return Counter(self.of[ident]["verdict"] for ident in [*sayings, *filter(None, matters)])

    def due_of_premise(self, premise: dict[str, Any]) -> Marks:
        apart = premise.get("scope") in ("narrower", "wider") or "claim" not in premise
        return Counter() if apart else self.due([premise["claim"]])

    def statements(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        for source in self.kind("sources"):
            for statement in source.get("statements", ()):
                yield source, statement

    def taken_up(self, statement: dict[str, Any]) -> list[str]:
        return [ident for ident in statement.get("treated_in", ()) if self.of[ident]["kind"] == "claims"]


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def marks(element: Element) -> Marks:
    """Return the marks inside an element by what they say, having seen that each has the shape of its sort."""
    found: Marks = Counter()
    for each in element.iter():
        named = [name.removeprefix("v-") for name in classes(each) if name.startswith("v-")]
        if {"verdict", "said"} & set(classes(each)):
            assert len(named) == 1
            assert ("verdict" in classes(each)) == (named[0] in MATTER)
            assert ("said" in classes(each)) == (named[0] in SAYING)
            found.update(named)
    return found


def having(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if name in classes(element)]


@pytest.fixture(scope="module", params=["tram_site", "real_site"])
def site(request: pytest.FixtureRequest) -> Site:
    built: BuiltSite = request.getfixturevalue(request.param)
    done = built.project.run("export", "json")
    assert done.returncode == 0, done.stderr
    return Site(built.folder, json.loads(done.stdout))


def test_there_is_something_to_see(site: Site) -> None:
    claims = [entity["id"] for entity in site.kind("claims")]
    assert any(site.is_saying(ident) for ident in claims)
    assert not all(site.is_saying(ident) for ident in claims)


def test_each_step_of_an_argument_shows_the_marks_of_its_check_and_no_other(site: Site) -> None:
    for argument in site.kind("arguments"):
        page = site.page(argument["uri"])
        steps = [each for part in having(page, "premises") for each in part if each.tag == "li"]
        premises = argument.get("premises", [])
        assert [marks(step) for step in steps] == [site.due_of_premise(each) for each in premises], argument["id"]


def test_each_annotated_statement_shows_the_marks_of_its_checks_and_no_other(site: Site) -> None:
    pages = {source["id"]: site.page(source["uri"]) for source, _ in site.statements()}
    for source, statement in site.statements():
        shown = next(each for each in having(pages[source["id"]], "stmt") if each.get("id") == statement["id"])
        assert marks(shown) == site.due(site.taken_up(statement)), statement["id"]


def due_of(site: Site, argument: dict[str, Any]) -> Marks:
    return sum((site.due_of_premise(each) for each in argument.get("premises", [])), Counter[str]())


def test_each_card_on_a_questions_page_shows_the_marks_of_its_premises_and_no_other(site: Site) -> None:
    seen = 0
    for question in site.kind("questions"):
        for card in having(site.page(question["uri"]), "arg"):
            link = next(each.get("href", "") for each in card.iter("a"))
            argument = site.of[link.rstrip("/").rpartition("/")[2]]
            assert marks(card) == due_of(site, argument), argument["id"]
            seen += 1
    assert seen


def test_the_whole_on_one_page_shows_the_marks_of_steps_and_claims_and_no_other(site: Site) -> None:
    due = sum((due_of(site, argument) for argument in site.kind("arguments")), Counter[str]())
    due.update(claim["verdict"] for claim in site.kind("claims"))
    assert marks(site.page("dossier")) == due


def test_the_facts_of_an_argument_count_only_the_matter_as_premises_checked(site: Site) -> None:
    for argument in site.kind("arguments"):
        rows = [row for part in having(site.page(argument["uri"]), "facts") for row in part]
        shown = {"".join(row[0].itertext()).strip(): "".join(row[1].itertext()) for row in rows if len(row) > 1}
        due = due_of(site, argument)
        for fact, words in (("Premises checked: is it so?", MATTER), ("Sayings checked: did they say it?", SAYING)):
            numbers = [int(word) for word in shown.get(fact, "").split() if word.isdigit()]
            assert sum(numbers) == sum(due[word] for word in words), (argument["id"], fact)


def test_claims_stand_under_their_own_verdict_and_attributions_apart(site: Site) -> None:
    page = site.page("claims")
    for verdict in (*MATTER, *SAYING):
        sections = [each for each in page.iter("section") if each.get("aria-labelledby") == verdict]
        due = sum(claim["verdict"] == verdict for claim in site.kind("claims"))
        assert sum(marks(each)[verdict] for each in sections) == due, verdict
        assert all(set(marks(each)) <= {verdict} for each in sections)


def test_the_bar_on_the_home_page_counts_statements_checked_on_the_matter(site: Site) -> None:
    due: Marks = Counter()
    link = next(each for each in site.page("").iter("a") if each.text == "Statement by statement")
    source = next(each for each in site.kind("sources") if link.get("href") == each["uri"])
    for statement in source["statements"]:
        on_the_matter = [word for word in site.due(site.taken_up(statement)) if word in MATTER]
        weakest = ("contradicted", "disputed", "partly", "unverified", "corroborated")
        due.update(sorted(on_the_matter, key=weakest.index)[:1])
    bar = [rect for part in having(site.page(""), "share") for rect in part if rect.tag.endswith("rect")]
    shown = {classes(rect)[0].removeprefix("v-"): int(rect.get("width", "0")) // 10 for rect in bar}
    assert shown == dict(due)


@pytest.mark.parametrize("uri", ["method", "gaps"])
def test_each_camp_is_counted_by_one_rule(site: Site, uri: str) -> None:
    due: Counter[tuple[str, str]] = Counter()
    for argument in site.kind("arguments"):
        for camp in {site.of[maker]["camp"] for maker in argument.get("made_by", ()) if "camp" in site.of[maker]}:
            due.update((camp, reach(site.due_of_premise(each))) for each in argument.get("premises", ()))
    for source, statement in site.statements():
        if "camp" in source:
            due[source["camp"], reach(site.due(site.taken_up(statement)))] += 1
    titles = {camp["id"]: camp["title"] for camp in site.exported["site"]["camps"]}
    section = next(each for each in site.page(uri).iter("section") if each.get("aria-labelledby") == "same-rule")
    shown = {}
    for row in section.iter("tr"):
        cells = ["".join(cell.itertext()).split() for cell in row]
        if cells[1][0].isdigit():
            shown[" ".join(cells[0])] = [int(cell[0]) for cell in cells[1:4]]
    counted = {titles[camp]: [due[camp, sort] for sort in ("matter", "saying", "")] for camp, _ in due}
    assert shown == counted


def reach(found: Marks) -> str:
    return "matter" if set(found) & set(MATTER) else "saying" if found else ""


def test_no_map_and_no_bar_shows_a_mark_of_its_own(site: Site) -> None:
    for path in site.folder.rglob("index.html"):
        if 'class="amap' in (text := path.read_text("utf-8")):
            page = html5lib.parse(text, namespaceHTMLElements=False)
            assert [marks(each) for each in having(page, "amap") if marks(each)] == [], path


def test_linked_data_reviews_matters_alone(site: Site) -> None:
    for claim in site.kind("claims"):
        page = site.page(claim["uri"])
        texts = [each.text or "" for each in page.iter("script") if each.get("type") == "application/ld+json"]
        assert texts, claim["id"]
        found = [node for text in texts for node in nodes(json.loads(text))]
        reviews = [node for node in found if node.get("@type") == "ClaimReview" and "reviewRating" in node]
        assert len(reviews) == (0 if site.is_saying(claim["id"]) else 1), claim["id"]


def nodes(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from nodes(each)


def test_an_attribution_answers_both_questions_on_its_own_page(site: Site) -> None:
    for claim in site.kind("claims"):
        if site.is_saying(claim["id"]):
            head = next(each for each in having(site.page(claim["uri"]), "head"))
            assert set(marks(head)) >= {claim["verdict"]}
            expected = {site.of[claim["matter"]]["verdict"]} if "matter" in claim else set()
            assert {word for word in marks(head) if word in MATTER} == expected, claim["id"]
