"""What two editions say differently, and nothing about how their files are written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from generator.content.folder import read_folder
from generator.editing.diff import Edition, EntityChange, compare
from generator.graph.compile import compile_content, parse
from generator.graph.graph import Entry
from generator.model.kinds import BY_FOLDER

if TYPE_CHECKING:
    from tests.conftest import Project

CLAIM = "content/claims/three-thousand-cars.yml"
ARGUMENT = "content/arguments/fewer-cars.yml"
COUNCIL = "content/actors/lakeside-council.yml"
TRAM = "content/terms/tram.yml"


def edition(content: Path) -> Edition:
    items = [parse(file).item for file in read_folder(content, BY_FOLDER.keys()).files]
    return Edition(
        {item.id: (item.kind.folder if isinstance(item, Entry) else "", item.part) for item in items if item}
    )


@pytest.fixture
def changes(project: Project) -> Callable[[], list[tuple[str, str, str]]]:
    """Compare the project with what it was at first."""
    before = edition(project.content)
    return lambda: [(each.what, each.id, each.words) for each in compare(before, edition(project.content))]


Changes = Callable[[], list[tuple[str, str, str]]]


def test_a_verdict_goes_from_one_to_another(project: Project, changes: Changes) -> None:
    project.replace(CLAIM, "verdict: disputed", "verdict: corroborated")
    assert changes() == [("changed", "three-thousand-cars", "verdict from disputed to corroborated")]


def test_sources_are_counted_and_named(project: Project, changes: Changes) -> None:
    path = project.root / CLAIM
    more = "".join(f"  - {{source: gazette, locator: p. {n}, role: context, says: It says {n}.}}\n" for n in (1, 2))
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^evidence:.*\n", lambda m: m[0] + more, text, count=1, flags=re.MULTILINE), "utf-8")
    assert changes() == [("changed", "three-thousand-cars", "two sources added: gazette, gazette")]


def test_items_are_called_what_they_are_not_by_the_name_of_their_list(project: Project, changes: Changes) -> None:
    project.replace(ARGUMENT, "made_by: [lakeside-council]", "made_by: [lakeside-council, mara-quill]")
    project.replace(TRAM, "aliases: [trams, streetcar]", "aliases: [trams, streetcar, tramway, '{light} rail']")
    project.replace(CLAIM, "verdict:", "not_known: [{what: Where the cars went., looked: 2026-02-01}]\nverdict:")
    assert sorted(words for _, _, words in changes()) == [
        "one maker added: mara-quill",
        "one thing not found added: Where the cars went.",
        "two aliases added: tramway, {light} rail",
    ]


def test_a_later_position_supersedes_an_earlier_one(project: Project, changes: Changes) -> None:
    later = "  - {on: build-the-tram, stance: opposes, since: 2026-04, statement: It doubts., citations: [gazette]}\n"
    project.replace(COUNCIL, "searched:", f"{later}searched:")
    words = "position on build-the-tram superseded: from ‘supports (2026-02-03)’ to ‘opposes (2026-04)’"
    assert changes() == [("changed", "lakeside-council", words)]


def test_a_premise_is_reworded(project: Project, changes: Changes) -> None:
    project.replace(ARGUMENT, "predicts 3,000 fewer cars a day", "predicts 2,000 fewer cars a day")
    [(what, ident, words)] = changes()
    assert (what, ident) == ("changed", "fewer-cars")
    assert words.startswith(
        "premise 1: text from ‘The model predicts 3,000 fewer cars a day.’ to ‘The model predicts 2,000"
    )


def test_a_new_name_is_one_change_and_none_where_it_is_referred_to(project: Project, changes: Changes) -> None:
    path = project.root / TRAM
    path.rename(path.with_name("tramway.yml"))
    for file in project.content.rglob("*.yml"):
        text = re.sub(r"\[\[tram(?=[\]|])", "[[tramway", file.read_text("utf-8"))
        file.write_text(re.sub(r"(?<=term: )tram\b", "tramway", text), "utf-8")
    assert changes() == [("renamed", "tramway", "renamed from tram")]
    project.replace("content/terms/tramway.yml", "title: Tram", "title: Tramway\nformer_ids: [tram]")
    assert changes() == [("renamed", "tramway", "renamed from tram; title from Tram to Tramway")]


def test_what_comes_and_goes_is_said(project: Project, changes: Changes) -> None:
    project.write("content/terms/stop.yml", "title: Stop\nsummary: S.\ndefinition: D.\n")
    (project.content / "terms" / "rapid-bus.yml").unlink()
    assert changes() == [("removed", "rapid-bus", "removed"), ("added", "stop", "added")]


def test_other_yaml_for_the_same_is_no_change(project: Project, changes: Changes) -> None:
    for path in project.content.rglob("*.yml"):
        data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - our own file, as text only
        keys = sorted(data, reverse=True)
        text = yaml.safe_dump({key: data[key] for key in keys}, width=40, default_style='"', allow_unicode=True)
        path.write_text(f"# reformatted\n{text}", "utf-8")
    assert compile_content(project.content).graph is not None
    assert changes() == []


def test_the_order_of_tags_and_citations_is_no_change(project: Project, changes: Changes) -> None:
    project.replace(TRAM, "aliases: [trams, streetcar]", "aliases: [streetcar, trams]")
    assert changes() == []


# -- the command -------------------------------------------------------------------------------------------------


@pytest.fixture
def history(project: Project) -> Project:
    """A project in git, with an edit since its last commit."""
    project.git("init", "-q")
    project.git("add", "-A")
    project.git("commit", "-qm", "Begin")
    project.git("tag", "v1")
    project.replace(CLAIM, "verdict: disputed", "verdict: corroborated")
    return project


@pytest.mark.usefixtures("git")
def test_a_revision_is_compared_with_what_is_there_and_with_another(history: Project) -> None:
    done = history.run("diff", "v1")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("claims/three-thousand-cars (changed): ")
    assert lines[1:] == ["  verdict from disputed to corroborated"]
    assert history.run("diff", "v1", "HEAD").stdout == "nothing changed in meaning\n"
    history.git("commit", "-qam", "Check again")
    assert history.run("diff", "HEAD~1", "HEAD").stdout == done.stdout


@pytest.mark.usefixtures("git")
def test_folders_are_compared_in_each_form(history: Project, tmp_path: Path) -> None:
    old = tmp_path / "old"
    history.git("worktree", "add", "-q", str(old), "v1")
    rows = json.loads(history.run("diff", str(old), "--format", "json").stdout)
    assert [(row["what"], row["kind"], row["id"]) for row in rows] == [("changed", "claims", "three-thousand-cars")]
    words = "verdict from disputed to corroborated"
    assert rows[0]["differences"] == [{"field": "verdict", "words": words, "old": "disputed", "new": "corroborated"}]
    shown = history.run("diff", str(old / "content"), "content", "--format", "markdown").stdout
    assert shown.startswith("### ")
    assert f"\n\n`claims/three-thousand-cars`\n\n- {words}\n" in shown


@pytest.mark.usefixtures("git")
def test_what_is_recorded_is_a_dated_note_on_the_page_of_corrections(history: Project) -> None:
    before = (history.content / "site.yml").read_text("utf-8")
    done = history.run("diff", "v1", "--record", "correction", "--date", "2026-05-03")
    assert done.returncode == 0, done.stderr
    after = (history.content / "site.yml").read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    history.git("commit", "-qam", "Correct it")
    history.replace(TRAM, "title: Tram", "title: A tram")
    assert history.run("diff", "HEAD", "--record", "clarification", "--date", "2026-05-04").returncode == 0
    graph = compile_content(history.content).graph
    assert graph is not None
    notes = [(str(each.date), each.kind, each.about) for each in graph.site.corrections]
    assert notes == [
        ("2026-05-03", "correction", ("three-thousand-cars",)),
        ("2026-05-04", "clarification", ("tram",)),
    ]
    assert history.run("diff", "HEAD").stdout.count("\n") == 2  # the notes themselves are no change


@pytest.mark.parametrize("corrections", ["corrections: []\n", "corrections:  # none yet\n", ""])
@pytest.mark.usefixtures("git")
def test_notes_find_their_place_among_other_keys(history: Project, corrections: str) -> None:
    history.replace("content/site.yml", "camps:", f"{corrections}# the sides\ncamps:")
    history.git("commit", "-qam", "Prepare")
    history.replace(TRAM, "title: Tram", "title: A tram")
    done = history.run("diff", "HEAD", "--record", "update", "--date", "2026-05-03")
    assert done.returncode == 0, done.stderr
    compiled = compile_content(history.content)
    assert compiled.graph is not None, compiled.problems
    [note] = compiled.graph.site.corrections
    assert note.text == "A tram: title from Tram to ‘A tram’."
    assert "# the sides\ncamps:" in (history.content / "site.yml").read_text("utf-8")


@pytest.mark.parametrize("words", [("no-such",), ("--", "-x"), ("HEAD", "no-such")])
@pytest.mark.usefixtures("git")
def test_what_is_neither_a_folder_nor_a_revision_is_said(history: Project, words: tuple[str, ...]) -> None:
    done = history.run("diff", *words)
    assert done.returncode == 2
    assert "is neither a folder nor a revision" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("git")
def test_a_file_that_cannot_be_read_is_left_out_and_named(history: Project) -> None:
    history.replace(TRAM, "title: Tram", "titel: Tram")
    done = history.run("diff", "v1")
    assert done.returncode == 0
    assert "content/terms/tram.yml of" in done.stderr
    assert "terms/tram" not in done.stdout


def test_changes_are_sorted_and_say_themselves() -> None:
    change = EntityChange("renamed", "b", "terms", "B", "a")
    assert change.words == "renamed from a"
    assert compare(Edition({}), Edition({})) == ()
