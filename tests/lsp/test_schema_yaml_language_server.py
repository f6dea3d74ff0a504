"""The real yaml-language-server, over stdio, with the schemas and with the settings that this repository has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lsprotocol import types

from generator.editing.editor_settings import globs
from tests.conftest import ROOT, make_project
from tests.language_client import Editor, editor
from tests.node_packages import Node

HEAD = "title: A tram\nsummary: It runs.\n"
ARGUMENT = f"{HEAD}question: build-the-tram\nconclusion: So build it.\n"

Open = Callable[[str, str], tuple[Path, int, int]]


@pytest.fixture(scope="module")
def session(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    project = make_project(tmp_path_factory.mktemp("yaml") / "project")
    assert project.run("schema").returncode == 0
    given = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert given["yaml.schemas"] == globs()
    settings = {
        "yaml": {
            "schemas": given["yaml.schemas"],
            "schemaStore": {"enable": given["yaml.schemaStore.enable"]},
            "completion": True,
            "hover": True,
            "validate": True,
        }
    }
    command = node.command("yaml-language-server/bin/yaml-language-server", "--stdio")
    with editor(command, project.root, settings) as made:
        yield made


@pytest.fixture
def at(session: Editor) -> Iterator[Open]:
    """Open a file of the content whose text has a mark, and return where the mark is."""
    opened: list[Path] = []

    def put(name: str, marked: str) -> tuple[Path, int, int]:
        before, _, after = marked.partition("¦")
        number = len(session.diagnostics)  # a new name each time: what is said about a closed file may come late
        path = Path(session.root, "content", name.replace(".yml", f"-{number}.yml"))
        session.open(path, before + after)
        opened.append(path)
        session.problems(path)
        return path, before.count("\n"), len(before) - before.rfind("\n") - 1

    yield put
    for path in opened:
        session.close(path)


def told(item: types.CompletionItem) -> str:
    return str(getattr(item.documentation, "value", item.documentation))


def labels(items: list[types.CompletionItem]) -> set[str]:
    return {item.label for item in items}


def test_ids_of_the_kinds_that_may_stand_there_are_completed_with_their_titles(session: Editor, at: Open) -> None:
    items = session.complete(*at("arguments/probe.yml", f"{HEAD}question: ¦\n"))
    assert labels(items) == {"build-the-tram", "who-pays"}
    shown = next(told(item) for item in items if item.label == "who-pays")
    assert shown.startswith("**Who pays for the tram?** (question)\n\nHalf of it")


@pytest.mark.parametrize("written", ["made_by: [¦]", "made_by:\n  - ¦", "made_by: [lakeside-council, ¦]"])
def test_ids_are_completed_in_lists(written: str, session: Editor, at: Open) -> None:
    found = labels(session.complete(*at("arguments/probe.yml", f"{ARGUMENT}{written}\n")))
    assert {"lakeside-council", "mara-quill"} == found


def test_words_of_the_site_and_of_closed_lists_are_completed(session: Editor, at: Open) -> None:
    assert labels(session.complete(*at("actors/probe.yml", f"{HEAD}camp: ¦\n"))) == {"council", "traders"}
    assert labels(session.complete(*at("arguments/probe.yml", f"{ARGUMENT}stance: ¦\n"))) == {"for", "against", "mixed"}


def test_keys_are_completed_with_what_they_are_for(session: Editor, at: Open) -> None:
    items = session.complete(*at("actors/probe.yml", f"{HEAD}¦\n"))
    assert {"type", "camp", "positions", "body"} <= labels(items)
    assert "title" not in labels(items)
    assert "The camp it speaks from." in next(told(item) for item in items if item.label == "camp")
    inside = session.complete(*at("actors/other.yml", f"{HEAD}positions:\n  - on: who-pays\n    ¦\n"))
    assert {"stance", "since", "statement"} <= labels(inside)


def test_nothing_is_proposed_for_text(session: Editor, at: Open) -> None:
    assert session.complete(*at("terms/probe.yml", "title: ¦\n")) == []


def test_hover_tells_what_a_key_is_for_and_what_an_id_is(session: Editor, at: Open) -> None:
    assert "The heading of its page." in session.hover(*at("terms/probe.yml", "ti¦tle: A tram\n"))
    shown = session.hover(*at("arguments/probe.yml", f"{HEAD}question: who-p¦ays\n"))
    assert "The question that it bears on." in shown
    assert shown.index("**Who pays for the tram?** (question)") < shown.index("**Should Lakeside build a tram?**")


@pytest.mark.parametrize(
    ("written", "place", "message"),
    [
        ("citations: [gazete]", (4, 12), "not the id of a source: an id is the name of a file without .yml"),
        ("citations: [{source: gazete}]", (4, 21), "not the id of a source: an id is the name of a file without .yml"),
        ("made_by: [tram]", (4, 10), "not the id of an actor: an id is the name of a file without .yml"),
        ("stance: fro", (4, 8), "write one of: for, against, mixed"),
        ("stnace: for", (4, 0), "Property stnace is not allowed."),
        (
            "made_by: mara-quill",
            (4, 9),
            "a list is wanted here: put each value on a line of its own that begins with '- '",
        ),
        ("reviewed: 2025-01", (4, 10), "write year, month and day: 2025-08-20"),
    ],
)
def test_what_is_wrong_is_said_once_and_readably(
    written: str, place: tuple[int, int], message: str, session: Editor, at: Open
) -> None:
    path, _, _ = at("arguments/probe.yml", f"{ARGUMENT}{written}\n¦")
    [problem] = session.problems(path)
    assert (problem.range.start.line, problem.range.start.character, problem.message) == (*place, message)


@pytest.mark.parametrize("written", ["date: 2025", "date: 2025-08-20", "answer: no", "premises: [true, 5, no]"])
def test_what_the_checker_takes_is_not_complained_about(written: str, session: Editor, at: Open) -> None:
    path, _, _ = at("arguments/probe.yml", f"{ARGUMENT}{written}\n¦")
    assert session.problems(path) == []


def test_the_real_files_have_no_complaint(session: Editor) -> None:
    for path in sorted(Path(session.root, "content").rglob("*.yml")):
        session.open(path)
        assert session.problems(path) == [], path.name
        session.close(path)
