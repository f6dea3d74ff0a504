"""Every quotation of the content is listed with its sources and its place, and of a translation the original."""

from __future__ import annotations

from pathlib import Path

from generator.evidence.quotations import by_source, quotations
from generator.graph.compile import compile_content
from tests.conftest import ROOT, TRAM


def listed(content: Path) -> set[tuple[str, tuple[str, ...], str, int]]:
    return {
        (each.words, each.sources, Path(each.document.path).stem, each.problem("quotation-gone", "m", "h").line)
        for each in quotations(compile_content(content).parsed)
    }


def test_quotations_of_evidence_citations_positions_and_figures_are_found_at_their_lines() -> None:
    found = listed(TRAM)
    assert ("3,000 fewer cars", ("council-plan",), "three-thousand-cars", 9) in found
    assert ("3,000 fewer cars", ("council-plan",), "three-thousand-cars", 16) in found
    assert ("a third fewer cars", ("council-plan",), "fewer-cars", 21) in found
    assert ("we will build it", ("council-plan",), "lakeside-council", 7) in found


def test_of_a_translated_quotation_the_original_is_looked_for() -> None:
    words = {each[0] for each in listed(TRAM)}
    assert "Автобуси приїдуть завтра." in words
    assert "Buses come tomorrow." not in words


def test_a_translation_without_its_original_is_not_looked_for(tmp_path: Path) -> None:
    for path in TRAM.rglob("*.yml"):
        file = tmp_path / "content" / path.relative_to(TRAM)
        file.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        file.write_text("".join(line for line in text.splitlines(True) if "quote_original" not in line), "utf-8")
    assert "Buses come tomorrow." not in {each[0] for each in listed(tmp_path / "content")}


def test_quotations_in_prose_are_found_at_their_character(tmp_path: Path) -> None:
    for path in TRAM.rglob("*.yml"):
        file = tmp_path / "content" / path.relative_to(TRAM)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.read_bytes())
    claim = tmp_path / "content" / "claims" / "three-thousand-cars.yml"
    claim.write_text(
        claim.read_text("utf-8").replace("[@council-plan, p. 3] The", '[@council-plan, p. 3, "in all streets"] The'),
        "utf-8",
    )
    assert ("in all streets", ("council-plan",), "three-thousand-cars", 7) in listed(tmp_path / "content")


def test_the_real_content_has_quotations_of_many_sources() -> None:
    found = by_source(quotations(compile_content(ROOT / "content").parsed))
    assert len(found) > 50
