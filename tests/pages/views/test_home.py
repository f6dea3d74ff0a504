"""The home page begins with the answer, who says what and what is disputed, as `site.yml` says it or as the files do."""

from __future__ import annotations

import pytest

from generator.graph.compile import compile_content
from generator.graph.urls import HOME
from generator.pages.render import Renderer
from tests.conftest import Project

FIRST = """\
in_short: The council has not voted.[@council-plan]
who_says_what:
  - {who: lakeside-council, what: proposes a tram, date: 2026-02-03, page: fewer-cars, citations: [council-plan]}
  - {who: mara-quill, what: "fears | for her shop", date: 2026-03-04, page: shops-will-close}
in_dispute: "[[three-thousand-cars|How many cars it would take]].[@gazette]"
"""


def head_of(project: Project) -> str:
    graph = compile_content(project.content).graph
    assert graph is not None
    return Renderer(graph).render(HOME).partition("\n## ")[0]


def test_the_first_screen_says_what_the_site_says_of_itself_in_order(project: Project) -> None:
    project.replace("content/site.yml", "facts_as_of", f"{FIRST}facts_as_of")
    head = head_of(project)
    parts = (
        "Facts gathered to 1 May 2026, newest event found 3 Feb 2026",
        "# Should Lakeside build a tram?",
        "The council has not voted.[^1]",
        "*3 Feb 2026*{ .day } **Lakeside Council** [proposes a tram](arguments/fewer-cars.md)[^1]",
        "*4 Mar 2026*{ .day } **Mara Quill** [fears &#124; for her shop](arguments/shops-will-close.md)",
        "**In dispute** [How many cars it would take](claims/three-thousand-cars.md).[^2]",
    )
    places = [head.index(part) for part in parts]
    assert places == sorted(places)


def test_without_such_lines_it_shows_the_latest_positions_and_the_weakest_claim(project: Project) -> None:
    head = head_of(project)
    assert "Should Lakeside build a tram? Both sides, every claim checked.\n{: .lead }" in head
    assert "*3 Feb 2026*{ .day } [Lakeside Council](actors/lakeside-council.md) **Supports**" in head
    assert "**In dispute** **Disputed**{ .verdict .v-disputed } [The tram will take 3,000 cars" in head


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("who: mara-quill", "who: mara-quil", "unknown-ref"),
        ("page: shops-will-close", "page: no-such-page", "unknown-ref"),
        ("proposes a tram", "proposes a tram " * 7, "bad-value"),
    ],
)
def test_a_line_that_names_nothing_or_is_too_long_is_a_problem(project: Project, old: str, new: str, code: str) -> None:
    project.replace("content/site.yml", "facts_as_of", f"{FIRST}facts_as_of")
    project.replace("content/site.yml", old, new)
    found = [each for each in compile_content(project.content).problems if each.path.endswith("site.yml")]
    assert [each.code for each in found] == [code]


def test_a_site_with_nothing_yet_has_a_home_page(project: Project) -> None:
    for path in project.content.rglob("*/*.yml"):
        path.unlink()
    project.write("content/site.yml", "title: Tram\ndescription: It begins.\nfacts_as_of: 2026-05-01\n")
    head = head_of(project)
    assert "It begins.\n{: .lead }" in head
    assert "In dispute" not in head
    assert ".brief" not in head
