"""An invented question of the shapes that editors meet: three answers, numbers, offices, articles, words in two languages.

Everything that its pages are looked for here is said by fields. Nothing of it stands only in prose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import PEAT, Project

pytestmark = pytest.mark.slow

ENTITIES = len(list(PEAT.glob("*/*.yml")))
Texts = Callable[[str], str]


class _Words(HTMLParser):
    """Gathers what readers see of a page's article."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = False
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within |= tag == "article"
        self._hidden += tag in ("script", "svg")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "svg")

    def handle_data(self, data: str) -> None:
        if self._within and not self._hidden:
            self.found.append(data)


@pytest.fixture(scope="module")
def says(peat: Project) -> Texts:
    """Return what readers see of a page, without line breaks and marks of notes."""

    def text(place: str) -> str:
        words = _Words()
        page = re.sub(r"<sup.*?</sup>", "", (peat.site / place / "index.html").read_text("utf-8"))
        words.feed(page)
        return re.sub(r" ([.,;)])|(\() ", r"\1\2", " ".join(" ".join(words.found).split()))

    return text


def test_the_site_has_thirty_entities_at_least_and_no_broken_link(
    peat: Project, broken_links: Callable[[Path], list[tuple[str, str]]]
) -> None:
    assert ENTITIES >= 30
    assert broken_links(peat.site) == []
    assert peat.run("check", "--strict").returncode == 0
    assert peat.run("fmt", "--check").returncode == 0


def test_proposals_are_compared_on_the_points_of_this_topic(says: Texts) -> None:
    table = says("comparison/").partition("2 proposals")[2]
    assert table.startswith(
        " Proposal Last day of burning Who pays What workers get What comes instead Status Closing at once"
    )
    assert "The stations stop by the end of 2026. Not said Not said Thalmark sells" in table


def test_three_answers_have_their_arguments_and_who_takes_which(says: Texts) -> None:
    page = says("questions/when-to-close/")
    columns = page.partition("Arguments for each answer")[2].partition("The arguments in full")[0]
    now, later, never = re.split(r"Later, by 2040 at the latest\. |Never, as long as there is peat\. ", columns)
    assert "A bog burns faster than it grows" in now
    assert "Wind needs lines that are not built yet" in later
    assert "Three valleys live from peat" in never
    answers = page.partition("Possible answers")[2]
    assert re.search(r"Now, by the end of 2026\. Supports Bog Institute; Opposes Oskar Venn", answers)
    assert re.search(r"Never, as long as there is peat\. Supports Peat Workers' Union", answers)


def test_positions_on_answers_and_on_a_question_of_fact_stand_in_the_overview(says: Texts) -> None:
    page = says("positions/")
    assert "Supports Never, as long as there is peat. 20 Jan 2026 Opposes Later, by 2040 at the latest." in page
    assert re.search(r"Bog Institute Closers Supports Now, by the end of 2026\. 3 Jun 2025 In part 3 Jun 2025", page)
    assert "Yes 2 Mar 2026" in page


@pytest.mark.parametrize(
    ("claim", "figures"),
    [
        ("peat-makes-forty-percent", ("41%", "about 40%", "at least 35%")),
        ("energy-from-peat", ("6.2 TWh", "between 5.4 and 5.8 TWh")),
        (
            "closing-costs",
            (
                "between 900 million and 1.4 billion euros in prices of 2025",
                "about 650 million euros in prices of 2025",
                "at least 2 billion euros",
            ),
        ),
        ("most-want-later", ("1,204 people", "389 people", "52%", "38%", "26%", "about 20%", "17%", "35%")),
        ("thalmark-offers-two", ("at most 2 TWh",)),
    ],
)
def test_shares_energy_costs_and_polls_are_shown_with_their_doubt(
    says: Texts, claim: str, figures: tuple[str, ...]
) -> None:
    numbers = says(f"claims/{claim}/").partition("In numbers")[2].partition("The evidence")[0]
    assert [figure for figure in figures if figure not in numbers] == []


def test_ministers_are_named_with_their_offices_and_time_and_in_their_own_script(says: Texts) -> None:
    assert "Minister of Energy, 11 March 2019 – 2 May 2024 (Ministry of Energy)" in says("actors/ilda-marrow/")
    assert "Minister of Energy since 2 May 2024" in says("actors/oskar-venn/")
    solt = says("actors/nerea-solt/")
    assert "Νερέα Σολτ" in solt
    assert "Minister of Trade, on 2 March 2026 at the latest" in solt


def test_articles_of_the_law_are_cited_by_their_number(says: Texts) -> None:
    page = says("proposals/closing-act/")
    places = page.partition("14 Nov 2025: ")[2].partition(". Party")[0]
    assert re.findall(r"[ᵃᵇᶜᵈᵉ] (Art\. [^;]+)", places) == [
        "Art. 2",
        "Art. 1",
        "Art. 5(2)",
        "Art. 7",
        "Art. 1–7",
    ]


def test_words_in_another_language_stand_beside_our_translation(says: Texts, peat: Project) -> None:
    for place in ("actors/ilda-marrow/", "claims/marrow-promised-2030/"):
        page = says(place)
        assert (
            "“By 2030 the last station will fall silent, if the lines stand.” (our translation from Esperanto)" in page
        )
        assert "Ĝis 2030 silentos la lasta centralo, se staros la linioj." in page
    html = (peat.site / "actors/ilda-marrow/index.html").read_text("utf-8")
    assert 'lang="eo">Ĝis 2030 silentos' in html


def test_four_authors_and_what_a_chapter_stands_in_are_named(says: Texts) -> None:
    report = says("sources/four-authors/")
    assert "Author Mira Aldous, Jon Tefft, Sela Brandt-Oyu, Karim Weld" in report
    assert "DOI 10.5555/last.metre.2025 ISBN 978-0-306-40615-7" in report
    assert "of 4 Jun 2025" in report
    assert "In Ada Rell & Tomas Wick (Eds.), Across the sound (pp. 101–124). Sound Press." in says(
        "sources/line-chapter/"
    )
    assert "Original title: La ministrino promesas finon ĝis 2030" in says("sources/lanterno-2021/")


def test_premises_say_how_they_carry_and_one_rests_on_an_argument(says: Texts) -> None:
    page = says("arguments/wind-needs-time/")
    assert "carry only together (linked)" in page
    assert "Wind would fall short by 2030" in page
    assert "Each premise carries alone (independent)" in says("arguments/peat-is-the-worst-fuel/")
    assert "Who should pay for closing the stations?" in says("arguments/peat-is-the-worst-fuel/")


def test_a_verdict_keeps_its_history_and_says_for_what_it_holds(says: Texts) -> None:
    page = says("claims/peat-makes-forty-percent/")
    assert "Corroborated (the year 2025)" in page
    history = page.partition("How the verdict changed")[2]
    assert re.findall(r"\d+ \w{3} 2026", history)[:3] == ["22 Apr 2026", "10 Mar 2026", "15 Jan 2026"]
    assert "Why it is no longer “Partly (the first half of 2025)”" in history
    assert "Verdict changed." in says("corrections/")


def test_the_draft_is_in_nothing_that_is_published(peat: Project) -> None:
    texts = (path for path in peat.site.rglob("*") if path.suffix in (".html", ".md", ".json", ".csv", ".xml", ".txt"))
    assert [path for path in texts if "peat-smoke-harms" in path.read_text("utf-8")] == []


def _entities(data: dict[str, object]) -> Iterator[dict[str, object]]:
    for each in data["entities"]:  # type: ignore[attr-defined]
        yield {key: value for key, value in each.items() if key != "uri"}


@pytest.mark.parametrize("form", ["json", "csv", "argdown", "aif"])
def test_what_is_exported_comes_back_as_it_was(peat: Project, tmp_path: Path, form: str) -> None:
    first = json.loads(peat.run("export", "json").stdout)
    exported = str(tmp_path / "exported")
    assert peat.run("export", form, "-o", exported).returncode == 0
    done = peat.run("import", form, exported, "--into", str(tmp_path / "back" / "content"))
    assert done.returncode == 0, done.stdout + done.stderr
    again = json.loads(peat.run("export", "json", "--content", str(tmp_path / "back" / "content")).stdout)
    assert list(_entities(again)) == list(_entities(first))
    assert again["site"] == first["site"]
