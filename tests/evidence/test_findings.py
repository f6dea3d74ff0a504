"""What was seen is judged: one problem for each cause, at the line where it can be mended."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.evidence.addresses import addressed
from generator.evidence.causes import told_once
from generator.evidence.findings import findings
from generator.evidence.memory import Remembered
from generator.evidence.quotations import quotations
from generator.evidence.visits import Failure, Visit
from generator.graph.compile import compile_content
from generator.problems.problem import Problem
from tests.evidence_content import make_content

ADDRESS = "https://gazette.example/2026/tram"
WORDS = "The tram will cost less than the buses that it replaces"
TEXT = f"In the end the council said: “{WORDS}.” Nobody at the table contradicted it, and the meeting was closed. " * 2
LONG = "A wholly different report stands here now, about the harbour and the price of fish in winter. " * 4
SEEN = Visit(ADDRESS, "2026-11-30T10:00:00", 200, text=TEXT, digest="1")
AT_FRONT = replace(SEEN, hops=((302, "https://gazette.example/en/"),))


def judged(folder: Path, *visits: Visit, quote: str = WORDS, remembered: Remembered | None = None) -> list[Problem]:
    cited = {f"s{number}": (visit.address, quote) for number, visit in enumerate(visits)}
    compiled = compile_content(make_content(folder, cited).content)
    assert compiled.graph is not None
    seen = {ident: remembered or Remembered(visit, visit.digest) for ident, visit in zip(cited, visits, strict=True)}
    found = findings(seen, addressed(compiled.graph), quotations(compiled.parsed))
    return list(told_once(found, compiled.parsed))


@pytest.mark.parametrize(
    ("visit", "code"),
    [
        (SEEN, None),
        (replace(SEEN, text=LONG), "quotation-gone"),
        (replace(SEEN, text=LONG, is_paywalled=True), "paywall"),
        (replace(SEEN, text="Subscribe to continue reading"), "paywall"),
        (replace(SEEN, text=LONG, hops=((302, "https://gazette.example/login?to=tram"),)), "paywall"),
        (replace(SEEN, text=TEXT + "Already a subscriber?"), None),
        (replace(SEEN, text="Please turn your script on."), "source-not-text"),
        (replace(SEEN, text=LONG, is_cut=True), "source-not-text"),
        (replace(SEEN, text="", unread="it is image/png"), "source-not-text"),
        (replace(SEEN, text=LONG, title="Сторінку не знайдено"), "soft-404"),
        (replace(SEEN, text=LONG, heading="页面不存在"), "soft-404"),
        (replace(SEEN, title="The missing link was not found, says the council"), None),
        (AT_FRONT, "source-at-front-page"),
        (replace(AT_FRONT, hops=((302, "https://gazette.example/?p=12"),)), None),
        (replace(AT_FRONT, address="https://gazette.example/"), None),
        (replace(SEEN, hops=((301, "https://new.example/tram"),)), "source-moved"),
        (replace(SEEN, hops=((302, "https://new.example/tram"),)), None),
        (replace(SEEN, status=999), "source-refused"),
        (replace(SEEN, status=451), "source-refused"),
        (replace(SEEN, status=304), "source-unreachable"),
        (replace(SEEN, status=0, failure=Failure.TIMEOUT), "source-unreachable"),
        (replace(SEEN, status=0, failure=Failure.ROBOTS), "source-refused"),
    ],
)
def test_a_visit_has_one_cause_at_most(tmp_path: Path, visit: Visit, code: str | None) -> None:
    assert [each.code for each in judged(tmp_path, visit)] == ([code] if code else [])


def test_a_changed_text_is_told_only_where_no_quotation_is_gone(tmp_path: Path) -> None:
    changed = Remembered(SEEN, "0", "2026-03-01", "2026-03-01")
    (told,) = judged(tmp_path / "a", SEEN, remembered=changed)
    assert (told.code, told.message) == ("source-changed", "its text is not what it was on 2026-03-01")
    assert told.hint.endswith("write 'accessed: 2026-11-30'")
    gone = replace(changed, visit=replace(SEEN, text=LONG))
    assert [each.code for each in judged(tmp_path / "b", SEEN, remembered=gone)] == ["quotation-gone"]


def test_an_address_keeps_its_fragment_when_it_moves(tmp_path: Path) -> None:
    (told,) = judged(tmp_path, replace(SEEN, address=f"{ADDRESS}#p3", hops=((301, "https://new.example/tram"),)))
    assert told.hint == "write 'url: https://new.example/tram#p3'"


def test_hosts_that_are_down_are_told_once_each_and_slow_documents_one_by_one(tmp_path: Path) -> None:
    down = [Visit(f"https://{host}.example/{page}", "", failure=Failure.NAME) for host in "ab" for page in "xyz"]
    assert [len(each.others) for each in judged(tmp_path / "down", *down)] == [2, 2]
    slow = [replace(each, failure=Failure.TIMEOUT) for each in down]
    assert len(judged(tmp_path / "slow", *slow)) == 6


def test_a_copy_in_an_archive_is_named_where_the_document_is_gone(tmp_path: Path) -> None:
    made = make_content(tmp_path, {"s0": (ADDRESS, WORDS)})
    file = made.content / "sources" / "s0.yml"
    copy = "https://web.archive.org/web/20260306080000/https://gazette.example/2026/tram"
    file.write_text(f"{file.read_text('utf-8')}archived: [{copy}]\n", "utf-8")
    compiled = compile_content(made.content)
    assert compiled.graph is not None
    seen = {"s0": Remembered(replace(SEEN, status=404))}
    (told,) = told_once(findings(seen, addressed(compiled.graph), quotations(compiled.parsed)), compiled.parsed)
    assert told.hint == f"readers find its copy, {copy}: write where it is now, or waive this"


def test_the_words_of_a_position_may_stand_in_any_of_its_sources(tmp_path: Path) -> None:
    made = make_content(tmp_path, {"s0": (ADDRESS, ""), "s1": (f"{ADDRESS}/2", "")})
    actor = made.content / "actors" / "lakeside-council.yml"
    text = actor.read_text("utf-8")
    quoted = text.replace("we will build it", WORDS).replace("[{source: council-plan}]", "[{source: s0}, {source: s1}]")
    assert quoted != text
    actor.write_text(quoted, "utf-8")
    compiled = compile_content(made.content)
    assert compiled.graph is not None

    def codes(*visits: Visit) -> list[tuple[str, str]]:
        assert compiled.graph is not None
        seen = {f"s{number}": Remembered(visit, visit.digest) for number, visit in enumerate(visits)}
        found = told_once(findings(seen, addressed(compiled.graph), quotations(compiled.parsed)), compiled.parsed)
        return [(Path(each.path).stem, each.code) for each in found]

    other = replace(SEEN, text=LONG)
    assert codes(other, SEEN) == codes(SEEN, other) == []
    assert codes(other, other) == [("lakeside-council", "quotation-gone")]
    assert codes(other, replace(other, status=404)) == [("s1", "source-gone")]
    assert codes(other) == []  # the other was not looked at
