"""`explainer lsp` while it has much to do, with editors that can do less, and what it does beside answering."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from generator.graph.compile import compile_content
from generator.lsp import schema_files
from tests.language_client import Editor, editor
from tests.lsp.conftest import COMMAND
from tests.lsp.test_server import TERM, applied, where

if TYPE_CHECKING:
    from tests.conftest import Project

pytestmark = pytest.mark.slow

SLOW = f"{TERM}body: |\n" + "".join(f"  See [[tramm-{number}]] {'and more ' * 6}there.\n\n" for number in range(9_000))


def path_of(uri: str) -> Path:
    return Path(uri.removeprefix("file://"))


def make_edits(edit: types.WorkspaceEdit) -> None:
    """Change files as an editor does, which need not be able to do more than that."""
    assert edit.document_changes is not None
    for change in edit.document_changes:
        assert isinstance(change, types.TextDocumentEdit)
        file = path_of(change.text_document.uri)
        edits = [each for each in change.edits if isinstance(each, types.TextEdit)]
        file.write_bytes(applied(file.read_bytes().decode(), edits).encode())


# -- much to do ------------------------------------------------------------------------------------------------------


def test_a_question_during_a_long_check_is_answered(session: Editor, project: Project, tram_file: Path) -> None:
    other = project.content / "terms" / "rapid-bus.yml"
    session.open(other)
    assert session.hover(other, 0, 9)
    session.open(tram_file, SLOW)
    started = time.monotonic()
    card = session.hover(other, 0, 9)
    answered = time.monotonic() - started
    found = session.something(tram_file)
    told = time.monotonic() - started
    assert "**Rapid bus**" in card
    assert answered < told
    assert len(found) == 101
    assert found[-1].message.startswith("and 8,900 more errors from here on")


def test_what_is_typed_during_a_long_check_is_completed_as_it_stands(
    session: Editor, project: Project, tram_file: Path
) -> None:
    other = project.content / "terms" / "rapid-bus.yml"
    session.open(other)
    assert session.hover(other, 0, 9)  # the content is known
    session.open(tram_file, SLOW)
    session.change(other, f"{TERM}body: See [[tram\n")
    assert "tram" in [each.label for each in session.complete(other, 3, len("body: See [[tram"))]


@pytest.mark.parametrize("name", ["terms/server.yml", "terms/server.log", "server.yml", "notes/server.yml"])
def test_a_large_log_that_is_opened_by_mistake_keeps_nobody_waiting(
    name: str, session: Editor, project: Project
) -> None:
    log = project.content / name
    log.parent.mkdir(exist_ok=True)
    other = project.content / "terms" / "rapid-bus.yml"
    session.open(other)
    assert session.hover(other, 0, 9)
    text = "".join(f"2026-01-01T10:00:{number % 60:02} INFO worker{number}: [ok] done\n" for number in range(160_000))
    session.open(log, text, language="log")
    started = time.monotonic()
    assert session.hover(other, 0, 9)
    assert session.hover(log, 0, 3) == ""
    assert time.monotonic() - started < 20
    session.close(log)
    assert session.hover(other, 0, 9)


# -- editors that cannot rename files ---------------------------------------------------------------------------------


def test_an_editor_that_cannot_rename_files_is_told_the_command(project: Project) -> None:
    path = project.content / "sources" / "gazette.yml"
    with editor(COMMAND, project.root, renames_files=False) as session:
        session.open(path)
        rename = session.client.text_document_rename_async
        with pytest.raises(JsonRpcException, match="explainer rename gazette the-paper") as refused:
            session.ask(rename(types.RenameParams(new_name="the-paper", **where(path, (0, 9)))))
        assert "Traceback" not in str(refused.value)
        with pytest.raises(JsonRpcException, match="is the id of"):
            session.ask(rename(types.RenameParams(new_name="tram", **where(path, (0, 9)))))
        assert session.hover(path, 0, 9)
    assert project.run("rename", "gazette", "the-paper").returncode == 0


def will_rename(session: Editor, *names: tuple[Path, Path]) -> types.WorkspaceEdit | None:
    files = [types.FileRename(old.as_uri(), new.as_uri()) for old, new in names]
    return session.ask(session.client.workspace_will_rename_files_async(types.RenameFilesParams(files)))


def test_files_that_an_editor_renames_itself_keep_their_references(session: Editor, project: Project) -> None:
    able = session.capabilities.workspace
    assert able is not None
    assert able.file_operations is not None
    assert able.file_operations.will_rename is not None
    old = project.content / "sources" / "gazette.yml"
    bus = project.content / "terms" / "rapid-bus.yml"
    names = ((old, old.with_name("herald.yml")), (bus, bus.with_name("express.yml")))
    edit = will_rename(session, *names)
    assert edit is not None
    make_edits(edit)
    for before, after in names:
        before.rename(after)
    compiled = compile_content(project.content)
    assert compiled.problems == ()
    assert compiled.graph is not None
    assert dict(compiled.graph.former) == {"gazette": "herald", "rapid-bus": "express"}


def test_a_new_name_that_cannot_be_an_id_rewrites_nothing_and_says_why(session: Editor, project: Project) -> None:
    old = project.content / "sources" / "gazette.yml"
    for new, why in (("The Paper.yml", "is no id"), ("council-plan.yml", "already"), ("paper.txt", "is no id")):
        assert will_rename(session, (old, old.with_name(new))) is None
        session.wait_for(lambda why=why: [each for each in session.messages if why in each])  # type: ignore[misc]
    assert will_rename(session, (project.root / "mkdocs.yml", project.root / "other.yml")) is None
    assert will_rename(session, (old, project.root / "gazette.yml")) is None


# -- formatting ------------------------------------------------------------------------------------------------------


def formatting(session: Editor, path: Path) -> list[types.TextEdit]:
    options = types.FormattingOptions(tab_size=8, insert_spaces=False)
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(path.as_uri()), options)
    answer: Sequence[types.TextEdit] | None = session.ask(session.client.text_document_formatting_async(params))
    return list(answer or [])


def test_a_file_is_formatted_as_fmt_does(session: Editor, project: Project, tram_file: Path) -> None:
    text = f"# 😀\nsee_also:   [ rapid-bus ]\n{TERM.replace('title: Tram', 'title:   Tram')}"
    session.open(tram_file, text)
    made = applied(text, formatting(session, tram_file))
    tram_file.write_text(text, "utf-8")
    assert project.run("fmt").returncode == 0
    assert made == tram_file.read_text("utf-8") != text
    session.change(tram_file, made)
    assert formatting(session, tram_file) == []
    session.change(tram_file, f"{text}stance: for\n")
    assert formatting(session, tram_file) == []


# -- schemas ---------------------------------------------------------------------------------------------------------


def test_schemas_follow_the_ids_that_are_saved(project: Project) -> None:
    folder = project.root / schema_files.FOLDER
    night = project.content / "terms" / "night-bus.yml"
    with editor(COMMAND, project.root) as session:
        session.open(night, TERM)
        assert session.something(night)[0].code == "nobody-mentions"
        time.sleep(2)
        assert not folder.exists()  # a site that has none gets none
    assert project.run("schema").returncode == 0
    schema = folder / "terms.json"
    before = schema.read_text("utf-8")
    assert "night-bus" not in before
    with editor(COMMAND, project.root) as session:
        session.open(night, TERM)
        assert session.something(night)[0].code == "nobody-mentions"
        time.sleep(2)
        assert schema.read_text("utf-8") == before  # it is not saved yet
        night.write_text(TERM, "utf-8")
        session.changed_on_disk(night)
        session.wait_for(lambda: "night-bus" in schema.read_text("utf-8"))
    assert "stale-schema" not in project.run("check").stdout


def test_a_schema_that_cannot_be_written_keeps_nobody_from_an_answer(project: Project, tram_file: Path) -> None:
    """A folder that holds something stands in a schema's place, which not even root writes over."""
    assert project.run("schema").returncode == 0
    schema = project.root / schema_files.FOLDER / "terms.json"
    schema.unlink()
    kept = project.write(str(schema.relative_to(project.root) / "kept.txt"), "kept")
    with editor(COMMAND, project.root) as session:
        session.open(tram_file)
        session.problems(tram_file)
        project.write("content/terms/night-bus.yml", TERM)
        session.changed_on_disk(project.content / "terms" / "night-bus.yml")
        time.sleep(2)
        assert session.hover(tram_file, 0, 9)
    assert kept.read_text("utf-8") == "kept"
