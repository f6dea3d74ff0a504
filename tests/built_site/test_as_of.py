"""This site as of 20 August 2025: no page, map, search index, feed or export of it knows of anything later."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.dates import get_month_names

from generator.graph.graph import Graph
from generator.model.dates import Moment
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Project

pytestmark = pytest.mark.slow

DAY = date(2025, 8, 20)
READ = (".html", ".md", ".js", ".json", ".jsonld", ".xml", ".txt", ".csv", ".bib", ".argdown", ".graphml", ".svg")
BY_HAND = ("editing", "assets", "javascripts", "stylesheets")  # guides and the theme, which are of today
LONG = 14  # letters: a shorter title is found in other words, too
DATED = ("arguments", "events", "sources")  # titles of others are names, or what somebody may have said before


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path, Path], Project]) -> dict[str, str]:
    """Return the text of every file that was made from the content, by its place."""
    made = new_project(tmp_path_factory.mktemp("as-of") / "project", ROOT / "content")
    done = made.run_process("build", "--strict", "--as-of", DAY.isoformat())
    assert done.returncode == 0, done.stdout + done.stderr
    files = (path for path in made.site.rglob("*") if path.suffix in READ)
    places = {path.relative_to(made.site).as_posix(): path for path in files}
    return {place: path.read_text("utf-8") for place, path in places.items() if not set(BY_HAND) & {*Path(place).parts}}


def months() -> dict[str, int]:
    """Return the number of each month by all its names in the languages of the site, in small letters."""
    found: dict[str, int] = {}
    for tag in ("en", "uk"):
        for names in (get_month_names("wide", "format", tag), get_month_names("abbreviated", "format", tag)):
            found |= {name.lower().strip("."): number for number, name in names.items()}
        found |= {name.lower(): number for number, name in get_month_names("wide", "stand-alone", tag).items()}
    return found


def dates_in(text: str) -> Iterator[tuple[str, date]]:
    """Yield the full days and the months that a text names, each with its last day."""
    names = months()
    for found in re.finditer(r"(?<![\w/-])(20\d\d)-(0[1-9]|1[0-2])(?:-(\d\d))?(?![\w-])", text):
        yield found[0], Moment(int(found[1]), int(found[2]), int(found[3] or 0) or None).last()
    for found in re.finditer(rf"(?:\b(\d\d?) )?\b({'|'.join(names)})\.? (20\d\d)\b", text, re.IGNORECASE):
        yield found[0], Moment(int(found[3]), names[found[2].lower()], int(found[1] or 0) or None).last()
    for found in re.finditer(r"(20\d\d)年(\d\d?)月(?:(\d\d?)日)?", text):
        yield found[0], Moment(int(found[1]), int(found[2]), int(found[3] or 0) or None).last()


def test_no_date_is_later(past: dict[str, str]) -> None:
    guides = {words for guide in (ROOT / "docs").rglob("*.md") for words, _ in dates_in(guide.read_text("utf-8"))}
    found = {(place, words) for place, text in past.items() for words, last in dates_in(text) if last > DAY}
    assert {(place, words) for place, words in found if not place.startswith("search/") or words not in guides} == set()


def test_nothing_is_named_that_came_later(past: dict[str, str], real: Graph) -> None:
    then = json.loads(past["data/explainer.json"])
    there = {each["id"] for each in then["entities"]}
    later = [entry for folder in DATED for entry in real.of(folder) if entry.id not in there]
    kept = " ".join(entry.title for ident, entry in real.entries.items() if ident in there)
    titles = {entry.title for entry in later if len(entry.title) >= LONG and entry.title not in kept}
    ids = {entry.id for entry in later if "-" in entry.id}
    assert len(there) > 100
    assert min(len(titles), len(ids)) > 100
    words = "|".join(map(re.escape, sorted(titles | ids, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")
    assert {(place, named) for place, text in past.items() for named in pattern.findall(text)} == set()


def test_what_had_been_said_by_then_is_there_and_the_page_says_of_which_day_it_is(past: dict[str, str]) -> None:
    page = past["questions/china-guarantor/index.html"]
    assert "20 August 2025" in page
    assert "permanent-members-together" in page
    assert "questions/china-guarantor" in past["search/index.js"]
