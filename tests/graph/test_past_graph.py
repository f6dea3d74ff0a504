"""The graph as of a day, of the tram and of the real content."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.graph.as_of import NO_LIMIT, AsOf
from generator.graph.compile import Compilation, compile_content
from generator.graph.graph import Graph
from generator.graph.past_content import PastView
from generator.graph.past_graph import PastGraphs, graph_as_of
from generator.graph.urls import SrcPath
from generator.model.kinds.actors import Actor
from generator.model.kinds.arguments import Argument
from generator.model.kinds.claims import Claim
from generator.pages.render import Renderer
from tests.conftest import TRAM, Project


def compiled(content: Path) -> Compilation:
    found = compile_content(content)
    assert found.graph is not None
    return found


def on(project: Project, day: str, known: str = "") -> Graph:
    """Return the graph of a project as of a day."""
    as_of = AsOf(date.fromisoformat(day) if day else None, date.fromisoformat(known) if known else None)
    return graph_as_of(compiled(project.content), as_of)


def claim(graph: Graph) -> Claim:
    found = graph.entries["three-thousand-cars"].entity
    assert isinstance(found, Claim)
    return found


def test_a_graph_as_of_a_day_is_the_one_that_is_compiled_as_of_it() -> None:
    as_of = AsOf(valid=date(2026, 3, 4))
    one, other = graph_as_of(compiled(TRAM), as_of), compile_content(TRAM, view=PastView(as_of)).graph
    assert other is not None
    assert (one.site, one.links, one.citations, one.as_of) == (other.site, other.links, other.citations, as_of)
    assert {i: e.entity for i, e in one.entries.items()} == {i: e.entity for i, e in other.entries.items()}


def test_without_a_day_the_graph_is_that_of_the_present() -> None:
    present = compiled(TRAM)
    assert graph_as_of(present, NO_LIMIT) is present.graph


def test_several_days_of_one_content_do_not_disturb_each_other() -> None:
    days = [date(2026, 3, 4), date(2026, 2, 3), date(2026, 3, 4)]
    graphs = PastGraphs(compiled(TRAM))
    found = [graphs.graph(AsOf(valid=day)) for day in days]
    alone = [graph_as_of(compiled(TRAM), AsOf(valid=day)) for day in days]
    assert [(g.links, g.site) for g in found] == [(g.links, g.site) for g in alone]


def test_what_began_later_is_not_there(project: Project) -> None:
    graph = on(project, "2026-02-03")
    assert {"plan-adopted", "council-plan", "old-line-closed"} <= graph.entries.keys()
    assert graph.entries.keys().isdisjoint({"gazette", "shops-will-close"})
    council = graph.entries["lakeside-council"].entity
    assert isinstance(council, Actor)
    assert [str(each.since) for each in council.positions] == ["2025-11", "2026-02-03"]


def test_a_month_is_there_when_it_is_over(project: Project) -> None:
    assert "fewer-cars" not in on(project, "2026-02-27").entries
    assert "fewer-cars" in on(project, "2026-02-28").entries


def test_an_interval_that_ended_later_is_open(project: Project) -> None:
    project.replace("content/events/plan-adopted.yml", "date: 2026-02-03", "date: 2026-02-03/2026-02-09")
    shown = on(project, "2026-02-05").entries["plan-adopted"].entity
    assert str(getattr(shown, "date", "")) == "2026-02-03/.."
    assert "plan-adopted" not in on(project, "2026-02-02").entries


def test_an_office_that_ended_later_is_held(project: Project) -> None:
    actor = on(project, "2020-09-30").entries.get("mara-quill")
    assert actor is None or all(each.until is None for each in getattr(actor.entity, "offices", ()))


def test_a_verdict_whose_grounds_are_later_is_not_shown(project: Project) -> None:
    before = claim(on(project, "2026-03-04"))  # the newspaper that disputes it is of the fifth
    assert (before.verdict, before.assessment, before.checked) == (None, None, None)
    assert claim(on(project, "2026-03-05")).verdict == "disputed"


def test_a_check_of_the_day_or_before_rests_on_nothing_later(project: Project) -> None:
    project.replace("content/claims/three-thousand-cars.yml", "checked: 2026-04-20", "checked: 2026-02-20")
    assert claim(on(project, "2026-03-04")).verdict == "disputed"


def test_days_of_our_own_work_that_are_later_are_not_shown(project: Project) -> None:
    graph = on(project, "2026-03-05")
    assert claim(graph).checked is None
    assert getattr(graph.entries["council-plan"].entity, "accessed", "") is None
    assert graph.site.facts_as_of == date(2026, 3, 5)


def test_the_newest_check_that_was_known_counts(project: Project) -> None:
    earlier = (
        "\nearlier:\n  - {checked: 2026-03-06, verdict: unverified, why_changed: The traders counted.}\nwould_change:"
    )
    project.replace("content/claims/three-thousand-cars.yml", "\nwould_change:", earlier)
    for path in ("council-plan", "gazette"):
        text = project.content / "sources" / f"{path}.yml"
        text.write_text(text.read_text("utf-8").replace("accessed: 2026-04-20\n", ""), "utf-8")
    assert claim(on(project, "", "2026-04-20")).verdict == "disputed"
    assert claim(on(project, "", "2026-04-19")).verdict == "unverified"
    assert claim(on(project, "", "2026-03-05")).verdict is None


def test_a_source_that_was_read_later_was_not_known(project: Project) -> None:
    assert "council-plan" in on(project, "", "2026-04-20").entries
    assert "council-plan" not in on(project, "", "2026-04-19").entries


def test_a_file_that_came_later_was_not_known() -> None:
    added = {"content/terms/tram.yml": date(2026, 4, 30)}
    graphs = PastGraphs(compiled(TRAM), added=added)
    assert "tram" not in graphs.graph(AsOf(known=date(2026, 4, 29))).entries
    assert "tram" in graphs.graph(AsOf(known=date(2026, 4, 30))).entries
    assert "tram" in graphs.graph(AsOf(valid=date(2026, 4, 29))).entries


def test_a_premise_that_is_gone_changes_the_number_of_the_next(project: Project) -> None:
    project.replace("content/arguments/shops-will-close.yml", "how: undercuts", "how: undermines\n    premise: 2")
    project.replace("content/arguments/fewer-cars.yml", "The model predicts 3,000", "By 2040 the model predicts 3,000")
    graph = on(project, "2026-03-05")
    attacker, attacked = (graph.entries[ident].entity for ident in ("shops-will-close", "fewer-cars"))
    assert isinstance(attacker, Argument)
    assert isinstance(attacked, Argument)
    assert [each.text for each in attacked.premises] == ["Nothing else can take as many people."]
    assert [each.premise for each in attacker.attacks] == [1]
    project.replace("content/arguments/shops-will-close.yml", "premise: 2", "premise: 1")
    again = on(project, "2026-03-05").entries["shops-will-close"].entity
    assert isinstance(again, Argument)
    assert again.attacks == ()


def test_a_problem_as_of_a_day_is_told_at_its_line(project: Project) -> None:
    project.replace(
        "content/actors/lakeside-council.yml",
        "positions:\n",
        "positions:\n  - {on: build-the-tram, stance: neutral, since: 2026-04, statement: It waits., citations: [gazette]}\n",
    )
    project.replace(
        "content/actors/lakeside-council.yml",
        "statement: It adopts the plan.",
        'statement: "In May 2026 it looked back. It adopts <b>the plan."',
    )
    view = PastView(AsOf(valid=date(2026, 3, 5)))
    found = [each for each in compile_content(project.content, view=view).problems if each.code == "raw-html"]
    line = (project.content / "actors/lakeside-council.yml").read_text("utf-8").splitlines()[found[0].line - 1]
    assert line[found[0].column - 1 :].startswith("<b>")


def test_a_day_before_everything_is_a_problem(project: Project) -> None:
    view = PastView(AsOf(valid=date(1066, 10, 14)))
    told = compile_content(project.content, view=view)
    assert told.graph is None
    assert [(each.code, each.hint) for each in told.problems if each.is_error] == [
        ("nothing-by-then", "name 1961-12-31 or a later day")
    ]


def test_a_saying_whose_earlier_check_had_a_verdict_on_the_matter_has_a_page(project: Project) -> None:
    earlier = (
        "\nearlier:\n  - {checked: 2026-04-21, verdict: partly, why_changed: It is a saying.}\nchecked: 2026-04-30"
    )
    saying = {
        "check_of: matter": "check_of: attribution\nsaid_on: 2026-02-03\nno_matter: forecast",
        "verdict: disputed": "verdict: said",
        "\nchecked: 2026-04-20": earlier,
    }
    for old, new in saying.items():
        project.replace("content/claims/three-thousand-cars.yml", old, new)
    pages = dict(Renderer(on(project, "", "2026-04-25")).render_all())
    assert "**Partly**" in pages[SrcPath("claims/three-thousand-cars.md")]
