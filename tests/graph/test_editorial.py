"""Editorial warnings: each fires where a careful colleague would ask, is silent where not, and can be waived once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.graph.compile import compile_content
from generator.problems.problem import Problem
from tests.conftest import TRAM


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TRAM, tmp_path / "content"))


def change(content: Path, name: str, old: str, new: str) -> None:
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def append(content: Path, name: str, text: str) -> None:
    path = content / name
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def warned(content: Path) -> list[tuple[str, int, int, str]]:
    problems: tuple[Problem, ...] = compile_content(content).problems
    assert not any(problem.is_error for problem in problems), problems
    return [(problem.path, problem.line, problem.column, problem.code) for problem in problems]


WAIVER = (
    'waivers:\n  - {code: unanswered-argument, reason: "The council was asked on 4 March 2026 and has not answered."}\n'
)


def test_the_clean_site_has_no_warnings(content: Path) -> None:
    assert warned(content) == []


def test_an_argument_without_an_answer_is_reported_unless_waived(content: Path) -> None:
    change(content, "arguments/shops-will-close.yml", WAIVER, "")
    assert warned(content) == [("content/arguments/shops-will-close.yml", 1, 8, "unanswered-argument")]


def test_a_waiver_that_nothing_needs_is_reported_at_its_line(content: Path) -> None:
    append(content, "claims/three-thousand-cars.yml", "waivers:\n  - {code: long-quotation, reason: It is short.}\n")
    assert warned(content) == [("content/claims/three-thousand-cars.yml", 20, 5, "unused-waiver")]


def test_a_waiver_holds_in_its_own_file_only(content: Path) -> None:
    text = (content / "arguments/shops-will-close.yml").read_text(encoding="utf-8").replace(WAIVER, "")
    (content / "arguments/noise.yml").write_text(text.replace("The building years will close the shops", "Noise"))
    assert warned(content) == [("content/arguments/noise.yml", 1, 8, "unanswered-argument")]


def test_an_argument_that_nobody_makes_or_no_source_shows_is_reported(content: Path) -> None:
    change(content, "arguments/shops-will-close.yml", "made_by: [mara-quill]\n", "")
    change(
        content,
        "arguments/fewer-cars.yml",
        "citations:\n  - {source: council-plan, locator: p. 3, quote: a third fewer cars}\n",
        "",
    )
    assert [(path, code) for path, _, _, code in warned(content)] == [
        ("content/arguments/fewer-cars.yml", "no-attribution"),
        ("content/arguments/shops-will-close.yml", "no-attribution"),
    ]


EVIDENCE = """evidence:
  - {source: council-plan, role: supports, says: Gives the figure without the model., locator: p. 3, quote: "3,000 fewer cars"}
  - {source: gazette, role: disputes, says: "Counts 1,900 cars in all."}
"""


def test_a_claim_without_evidence_is_reported(content: Path) -> None:
    change(content, "claims/three-thousand-cars.yml", EVIDENCE, "")
    assert ("content/claims/three-thousand-cars.yml", 1, 8, "claim-without-evidence") in warned(content)


def test_evidence_that_goes_back_to_one_report_is_reported(content: Path) -> None:
    append(content, "sources/gazette.yml", "relays: council-plan\n")
    assert warned(content) == [("content/claims/three-thousand-cars.yml", 9, 3, "one-sided-evidence")]


def test_evidence_from_one_camp_is_reported_but_not_from_the_camp_of_third_parties(content: Path) -> None:
    append(content, "sources/gazette.yml", "camp: council\n")
    assert [code for *_, code in warned(content)] == ["one-sided-evidence"]
    append(content, "site.yml", "")
    change(content, "site.yml", "  - {id: traders, title: Traders}\n", "")
    change(content, "actors/mara-quill.yml", "camp: traders\n", "")
    assert warned(content) == []


def test_a_check_older_than_the_review_interval_is_reported_by_the_sites_own_date(content: Path) -> None:
    change(content, "claims/three-thousand-cars.yml", "checked: 2026-04-20", "checked: 2025-10-20")
    assert warned(content) == [("content/claims/three-thousand-cars.yml", 11, 10, "outdated-check")]


LONG = " ".join(["word"] * 26)


def test_a_quotation_of_more_than_25_words_is_reported_in_a_field_and_in_text(content: Path) -> None:
    change(content, "arguments/fewer-cars.yml", "a third fewer cars", LONG)
    change(content, "events/plan-adopted.yml", "By 12 votes", f"It said “{LONG}”. By 12 votes")
    assert [(path, code) for path, _, _, code in warned(content)] == [
        ("content/arguments/fewer-cars.yml", "long-quotation"),
        ("content/events/plan-adopted.yml", "long-quotation"),
    ]


def test_a_quotation_from_a_document_with_pages_needs_its_place(content: Path) -> None:
    change(content, "arguments/fewer-cars.yml", "locator: p. 3, quote", "quote")
    assert [code for *_, code in warned(content)] == ["quotation-without-locator"]


def test_a_verdict_verb_is_reported_at_its_column_but_not_in_a_quotation_or_a_link(content: Path) -> None:
    change(content, "events/plan-adopted.yml", "summary: By 12", "summary: The mayor claimed a win. By 12")
    change(content, "questions/who-pays.yml", "Half of it", "“He claimed it”, she said; half of it")
    assert warned(content) == [("content/events/plan-adopted.yml", 2, 20, "verdict-verb")]


def test_the_sites_own_loaded_words_are_reported_too(content: Path) -> None:
    append(content, "site.yml", "loaded_words: [boondoggle]\n")
    change(content, "events/plan-adopted.yml", "summary: By 12", "summary: A boondoggle passes. By 12")
    assert warned(content) == [("content/events/plan-adopted.yml", 2, 12, "verdict-verb")]


def test_an_entity_that_nothing_leads_to_and_that_leads_nowhere_is_reported(content: Path) -> None:
    (content / "terms/bogie.yml").write_text("title: Bogie\nsummary: Wheels.\ndefinition: A frame with wheels.\n")
    assert warned(content) == [("content/terms/bogie.yml", 1, 8, "nobody-mentions")]


def test_an_actor_who_says_nothing_is_reported_until_somebody_looked(content: Path) -> None:
    actor = "title: Kim\nsummary: A councillor.\ntype: person\nmember_of: [lakeside-council]\n"
    (content / "actors/kim.yml").write_text(actor)
    assert warned(content) == [("content/actors/kim.yml", 1, 8, "actor-without-position")]
    append(content, "actors/kim.yml", "searched: 2026-05-01\n")
    assert warned(content) == []
