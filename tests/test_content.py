"""The first site holds everything that its research found, and says it in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.content import prose
from generator.content.prose import Markup
from generator.formats.json import writer as json_format
from generator.graph.compile import Compilation, compile_content
from generator.graph.graph import Graph
from generator.graph.queries import Queries
from generator.model.anatomy import leaves
from generator.model.kinds.sources import Source
from generator.pages.views.coverage import coverage
from generator.problems.problem import Problem

ROOT = Path(__file__).parents[1]
RESEARCH = ROOT / "tests" / "research"  # what the research notes number: addresses of the documents seen
STATEMENTS = [f"s{number:02}" for number in range(1, 89)]
CHECKS = [f"k{number:02}" for number in range(1, 45)]
OTHER_CHECKS = [f"o{number:02}" for number in range(1, 14)]
CONTEXT = [f"c{number:02}" for number in range(1, 80)]
CONCLUSIONS = [f"C{number}" for number in range(8)]
RUN = 8  # so many words in a row are somebody's sentence


@cache
def compiled() -> Compilation:
    return compile_content(ROOT / "content")


def graph() -> Graph:
    found = compiled().graph
    assert found is not None, compiled().problems[:5]
    return found


@cache
def exported() -> dict[str, Any]:
    return json_format.as_data(graph())


def of(kind: str) -> list[dict[str, Any]]:
    return [entity for entity in exported()["entities"] if entity["kind"] == kind]


def researched(kind: str) -> set[str]:
    return {number for entity in of(kind) for number in entity.get("research", ())}


def test_the_content_is_clean_under_strict() -> None:
    problems: tuple[Problem, ...] = compiled().problems
    assert problems == ()


def test_every_statement_of_the_article_is_treated_by_a_claim_or_an_argument() -> None:
    statements = next(source for source in of("sources") if source["id"] == "article")["statements"]
    assert [statement["id"] for statement in statements] == STATEMENTS
    assert [statement["id"] for statement in statements if not statement.get("treated_in")] == []


@pytest.mark.parametrize("numbers", [CHECKS, OTHER_CHECKS])
def test_every_check_has_a_claim_with_evidence(numbers: list[str]) -> None:
    with_evidence = {n for claim in of("claims") if claim.get("evidence") for n in claim.get("research", ())}
    assert [number for number in numbers if number not in with_evidence] == []


def test_every_conclusion_of_the_article_is_an_argument_with_premises() -> None:
    with_premises = {n for each in of("arguments") if each.get("premises") for n in each.get("research", ())}
    assert [number for number in CONCLUSIONS if number not in with_premises] == []


def test_every_context_entry_is_taken_up() -> None:
    taken_up = {number for entity in exported()["entities"] for number in entity.get("research", ())}
    assert [number for number in CONTEXT if number not in taken_up] == []


def test_every_address_of_a_source_is_one_that_was_seen() -> None:
    seen = set((RESEARCH / "urls.txt").read_text(encoding="utf-8").split())
    assert [source["id"] for source in of("sources") if source["url"] not in seen] == []


def test_every_source_is_cited() -> None:
    cited = {each["source"] for each in exported()["citations"]}
    kept = {source["id"] for source in of("sources") if source["id"] not in cited}
    assert kept == set()


def test_every_argument_names_its_maker_and_where_it_is_made() -> None:
    assert [a["id"] for a in of("arguments") if not a.get("made_by") or not a.get("citations")] == []


def test_every_attack_says_why() -> None:
    attacks = [attack for argument in of("arguments") for attack in argument.get("attacks", ())]
    assert attacks
    assert [attack for attack in attacks if len(attack["why"].split()) < 6] == []


def test_every_question_has_two_arguments_on_each_side() -> None:
    queries = Queries(graph())
    thin = {
        (question, side): len(queries.sides.taking(question, side))
        for question in queries.orders["questions"]
        for side in ("for", "against")
        if len(queries.sides.taking(question, side)) < 2
    }
    assert thin == {}


def test_what_is_disputed_or_unverified_says_what_would_change_it() -> None:
    open_ones = [claim for claim in of("claims") if claim["verdict"] in ("disputed", "unverified")]
    assert [claim["id"] for claim in open_ones if not claim.get("would_change")] == []


# -- own words ---------------------------------------------------------------------------------------------------

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.casefold().replace("’", "'"))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    for start in range(len(found) - RUN + 1):
        yield tuple(found[start : start + RUN])


def foreign_runs() -> dict[tuple[str, ...], str]:
    """Return every run of eight words of a printed title or a quotation, with where it is from."""
    found: dict[tuple[str, ...], str] = {}
    for entry in graph().entries.values():
        if isinstance(entry.entity, Source) and not entry.entity.supplied_title:
            found.update(dict.fromkeys(runs(entry.entity.title), entry.id))
        for leaf in leaves(entry.entity):
            if leaf.slot.name == "quote":
                found.update(dict.fromkeys(runs(leaf.value), entry.id))
            elif leaf.slot.markup in (Markup.LINE, Markup.TEXT):
                for token in prose.scan(leaf.value, leaf.slot.markup):
                    if isinstance(token, prose.ProseCitation) and token.quote:
                        found.update(dict.fromkeys(runs(token.quote), entry.id))
    return found


def test_no_run_of_eight_words_repeats_a_source_outside_quotation_marks() -> None:
    foreign = foreign_runs()
    assert foreign
    repeated = []
    for entry in graph().entries.values():
        for leaf in leaves(entry.entity):
            if leaf.slot.markup in (Markup.LINE, Markup.TEXT):
                own = QUOTED.sub(" — ", graph().words(leaf.value))
                repeated += [(entry.id, " ".join(run), foreign[run]) for run in runs(own) if run in foreign]
    assert repeated == []


def test_no_camp_is_checked_by_its_sayings_alone_much_more_often_than_another() -> None:
    shares = {row.camp: row.saying / row.total for row in coverage(Queries(graph()))}
    assert len(shares) > 4
    assert max(shares.values()) - min(shares.values()) <= 0.25, shares
