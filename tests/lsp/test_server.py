"""`explainer lsp` over stdio, asked by a real client."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from generator.graph.compile import compile_content
from tests.language_client import Editor
from tests.lsp.conftest import COMMAND

if TYPE_CHECKING:
    from tests.conftest import Project

pytestmark = pytest.mark.slow

TERM = "title: Tram\nsummary: A railway in the street.\ndefinition: Rails in the street.\n"
Place = tuple[int, int]


def where(path: Path, place: Place) -> dict[str, Any]:
    return {"text_document": types.TextDocumentIdentifier(path.as_uri()), "position": types.Position(*place)}


def definition(session: Editor, path: Path, place: Place) -> types.Location:
    found = session.ask(session.client.text_document_definition_async(types.DefinitionParams(**where(path, place))))
    assert isinstance(found, types.Location)
    return found


def references(session: Editor, path: Path, place: Place) -> list[types.Location]:
    context = types.ReferenceContext(include_declaration=True)
    params = types.ReferenceParams(context, **where(path, place))
    found = session.ask(session.client.text_document_references_async(params))
    return list(found or [])


def actions(session: Editor, path: Path, place: Place) -> list[types.CodeAction]:
    at = types.Position(*place)
    document = types.TextDocumentIdentifier(path.as_uri())
    params = types.CodeActionParams(document, types.Range(at, at), types.CodeActionContext([]))
    found = session.ask(session.client.text_document_code_action_async(params)) or []
    return [each for each in found if isinstance(each, types.CodeAction)]


def applied(text: str, edits: list[types.TextEdit]) -> str:
    """Make edits as an editor does."""

    def offset(position: types.Position) -> int:
        lines = text.split("\n")
        line = lines[position.line] if position.line < len(lines) else ""
        units = line.encode("utf-16-le")[: position.character * 2].decode("utf-16-le")
        return min(sum(len(each) + 1 for each in lines[: position.line]) + len(units), len(text))

    places = sorted(((offset(e.range.start), offset(e.range.end), e.new_text) for e in edits), reverse=True)
    for start, end, new in places:
        text = text[:start] + new + text[end:]
    return text


# -- diagnostics ---------------------------------------------------------------------------------------------------


def test_a_text_that_is_not_saved_is_checked_as_it_stands(session: Editor, tram_file: Path) -> None:
    session.open(tram_file, f"{TERM}body: 😀 see [[rapid-bsu]].\n")
    [problem] = session.problems(tram_file)
    assert problem.range == types.Range(types.Position(3, 15), types.Position(3, 24))  # two units for the emoji
    assert (problem.code, problem.source, problem.severity) == (
        "unknown-ref",
        "explainer",
        types.DiagnosticSeverity.Error,
    )
    assert problem.message == "'rapid-bsu' is not the id of anything\nhint: did you mean 'rapid-bus' (term)?"
    assert problem.related_information is not None
    assert problem.related_information[0].location.uri.endswith("/terms/rapid-bus.yml")
    session.forget()
    session.change(tram_file, f"{TERM}body: See [[rapid-bus]].\n")
    assert session.problems(tram_file) == []


def test_the_problems_are_those_of_check(session: Editor, project: Project, tram_file: Path) -> None:
    text = f"{TERM}see_also: [nobody]\nbody: a <b>tag</b> and [[x\nstnace: for\n"
    session.open(tram_file, text)
    shown = session.something(tram_file)
    tram_file.write_text(text, "utf-8")
    checked = json.loads(project.run("check", "--format", "json").stdout)
    expected = {(row["line"] - 1, row["code"], f"{row['message']}\nhint: {row['hint']}") for row in checked}
    assert {(each.range.start.line, each.code, each.message) for each in shown} == expected


def test_a_problem_that_an_edit_makes_elsewhere_is_told_there_and_taken_back(session: Editor, project: Project) -> None:
    question = project.content / "questions" / "build-the-tram.yml"
    argument = project.content / "arguments" / "fewer-cars.yml"
    text = question.read_text("utf-8")
    session.open(question, text.replace('id: "yes"', "id: never"))
    assert session.problems(question) == []
    [problem] = session.something(argument)
    assert problem.code == "unknown-answer"
    assert problem.related_information is not None
    assert problem.related_information[0].location.uri == question.as_uri()
    session.forget()
    session.change(question, text)
    assert session.problems(argument) == []
    assert session.published == [argument.as_uri()]


def test_a_file_that_changes_on_disk_is_looked_at_again(session: Editor, project: Project, tram_file: Path) -> None:
    session.wait_for(lambda: session.watched)
    assert [each.method for each in session.watched] == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
    project.write("content/terms/tram.yml", f"{TERM}see_also: [nobody]\n")
    session.changed_on_disk(tram_file)
    assert [each.code for each in session.something(tram_file)] == ["unknown-ref"]
    tram_file.unlink()
    session.forget()
    session.changed_on_disk(tram_file)
    assert session.problems(tram_file) == []


def test_a_file_that_is_not_saved_yet_can_be_referred_to(session: Editor, project: Project, tram_file: Path) -> None:
    session.open(tram_file, f"{TERM}see_also: [night-bus]\n")
    assert [each.code for each in session.problems(tram_file)] == ["unknown-ref"]
    session.forget()
    session.open(project.content / "terms" / "night-bus.yml", TERM.replace("title: ", "title: Night "))
    assert session.problems(tram_file) == []


def test_a_file_that_is_closed_without_saving_is_as_on_disk(session: Editor, tram_file: Path) -> None:
    session.open(tram_file, f"{TERM}see_also: [nobody]\n")
    assert len(session.problems(tram_file)) == 1
    session.forget()
    session.close(tram_file)
    assert session.problems(tram_file) == []


# -- completion and hover --------------------------------------------------------------------------------------------


def test_ids_are_completed_in_half_typed_text(session: Editor, tram_file: Path) -> None:
    text = f"{TERM}body: |\n  😀 [[rapid\nbroken: [\n"
    session.open(tram_file, text)
    items = session.complete(tram_file, 4, 12)
    assert [each.label for each in items] == ["rapid-buses", "rapid-bus"]
    edit = items[1].text_edit
    assert isinstance(edit, types.TextEdit)
    assert applied(text, [edit]).split("\n")[4] == "  😀 [[rapid-bus]]"
    assert items[1].detail == "Rapid bus · term"


def test_keys_and_words_are_completed(session: Editor, project: Project) -> None:
    path = project.content / "actors" / "somebody.yml"
    session.open(path, "title: A\ncamp: \nty")
    assert [each.label for each in session.complete(path, 1, 6)] == ["council", "traders"]
    [item] = session.complete(path, 2, 2)[:1]
    assert (item.label, item.detail) == ("type", "must be there")
    assert "A type from site.yml." in str(getattr(item.documentation, "value", ""))


def test_hover_is_the_card_of_an_entity_and_the_use_of_a_key(
    session: Editor, project: Project, tram_file: Path
) -> None:
    session.open(tram_file, f"{TERM}body: By [[three-thousand-cars]].\n")
    card = session.hover(tram_file, 3, 14)
    claim = compile_content(project.content).graph.entries["three-thousand-cars"]  # type: ignore[union-attr]
    assert f"**{claim.title}**" in card
    assert "claim `three-thousand-cars` · verdict: " in card
    assert "checked: 20" in card
    assert session.hover(tram_file, 2, 3).startswith("**definition** (must be there) What it means here.")


# -- going and renaming ----------------------------------------------------------------------------------------------


def test_an_id_leads_to_its_file_from_fields_and_texts(session: Editor, project: Project, tram_file: Path) -> None:
    session.open(tram_file, f"{TERM}see_also: [rapid-bus]\nbody: By [@gazette, p. 2] and [[rapid-bus|it]]\n")
    bus = (project.content / "terms" / "rapid-bus.yml").as_uri()
    for place, uri in (((3, 15), bus), ((4, 40), bus), ((4, 12), bus.replace("terms/rapid-bus", "sources/gazette"))):
        found = definition(session, tram_file, place)
        assert found.uri == uri
        assert found.range.start == types.Position(0, 7)


def test_references_are_every_place_that_names_an_id(session: Editor, project: Project) -> None:
    path = project.content / "sources" / "gazette.yml"
    session.open(path)
    found = references(session, path, (0, 9))
    written = {
        (file.as_uri(), line)
        for file in project.content.rglob("*.yml")
        for line, text in enumerate(file.read_text("utf-8").split("\n"))
        if "gazette" in text
    }
    assert {(each.uri, each.range.start.line) for each in found} == written | {(path.as_uri(), 0)}
    assert len(written) > 3


def test_renaming_changes_every_file_and_the_files_name(session: Editor, project: Project) -> None:
    path = project.content / "sources" / "gazette.yml"
    session.open(path)
    prepared = session.ask(
        session.client.text_document_prepare_rename_async(types.PrepareRenameParams(**where(path, (0, 9))))
    )
    assert isinstance(prepared, types.PrepareRenamePlaceholder)
    assert prepared.placeholder == "gazette"
    params = types.RenameParams(new_name="herald", **where(path, (0, 9)))
    edit = session.ask(session.client.text_document_rename_async(params))
    assert edit is not None
    assert edit.document_changes is not None
    *changes, move = edit.document_changes
    for change in changes:
        assert isinstance(change, types.TextDocumentEdit)
        file = (
            Path.from_uri(change.text_document.uri) if hasattr(Path, "from_uri") else Path(change.text_document.uri[7:])
        )
        edits = [each for each in change.edits if isinstance(each, types.TextEdit)]
        file.write_text(applied(file.read_text("utf-8"), edits), "utf-8")
    assert isinstance(move, types.RenameFile)
    assert (move.old_uri, move.new_uri) == (path.as_uri(), path.with_name("herald.yml").as_uri())
    path.rename(path.with_name("herald.yml"))
    compiled = compile_content(project.content)
    assert compiled.problems == ()
    assert compiled.graph is not None
    assert dict(compiled.graph.former) == {"gazette": "herald"}


def test_what_cannot_be_renamed_is_said(session: Editor, project: Project) -> None:
    path = project.content / "sources" / "gazette.yml"
    session.open(path)
    with pytest.raises(JsonRpcException, match="is the id of"):
        session.ask(
            session.client.text_document_rename_async(types.RenameParams(new_name="tram", **where(path, (0, 9))))
        )
    assert session.hover(path, 0, 2)


# -- cures and symbols -----------------------------------------------------------------------------------------------


def test_a_quick_fix_writes_what_was_meant(session: Editor, tram_file: Path) -> None:
    text = f"{TERM}see_also: [rapid-bsu]\nbody: 😀 [@gazete]\n"
    session.open(tram_file, text)
    session.problems(tram_file)
    titles = {}
    for place in ((3, 12), (4, 14)):
        [action] = actions(session, tram_file, place)
        assert action.edit is not None
        assert action.edit.changes is not None
        titles[action.title] = applied(text, list(action.edit.changes[tram_file.as_uri()])).split("\n")[place[0]]
    assert titles == {"Write 'rapid-bus'": "see_also: [rapid-bus]", "Write 'gazette'": "body: 😀 [@gazette]"}


def test_symbols_are_the_keys_of_a_file_and_the_entities_of_all(session: Editor, tram_file: Path) -> None:
    session.open(tram_file, f"{TERM}body: |\n  a: b\n")
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(tram_file.as_uri()))
    keys = session.ask(session.client.text_document_document_symbol_async(params)) or []
    assert [each.name for each in keys] == ["title", "summary", "definition", "body"]
    found = session.ask(session.client.workspace_symbol_async(types.WorkspaceSymbolParams("rapid"))) or []
    assert sorted(each.name for each in found) == ["Rapid bus", "Rapid buses"]


# -- staying alive ---------------------------------------------------------------------------------------------------


def test_the_server_outlives_what_it_cannot_answer(session: Editor, project: Project, tram_file: Path) -> None:
    session.open(tram_file)
    session.problems(tram_file)
    outside = project.write("elsewhere.yml", "a: b\n")
    session.open(outside)
    assert (session.complete(outside, 0, 0), session.hover(outside, 0, 0)) == ([], "")
    kept = project.root / "kept"
    shutil.move(project.content, kept)
    session.changed_on_disk(tram_file)
    with pytest.raises(JsonRpcException):
        session.hover(tram_file, 0, 2)
    shutil.move(kept, project.content)
    session.changed_on_disk(tram_file)
    assert "The heading of its page." in session.hover(tram_file, 0, 2)
    assert "FileNotFoundError" in (project.root / "lsp.log").read_text("utf-8")


def test_any_text_is_answered(session: Editor, tram_file: Path) -> None:
    session.open(tram_file, "")
    for text in (
        "\r\n\r\n",
        "[[[[",
        "a: [\n\t- ",
        "\x00\ud800"[:1],
        "title: 😀\r\nbody: [[",
        "- - - -",
        "&a *a",
        "x" * 70000,
    ):
        session.change(tram_file, text)
        line = len(text.splitlines()) or 1
        session.complete(tram_file, line - 1, 6)
        session.complete(tram_file, 99, 99)
        session.hover(tram_file, 0, 1)
        assert session.problems(tram_file) is not None
    session.change(tram_file, TERM)
    session.wait_for(
        lambda: session.problems(tram_file) == []
    )  # what was said of the texts before may still be on its way


def test_a_server_ends_as_it_is_told(project: Project) -> None:
    made = Editor()
    made.start(COMMAND, project.root)
    assert made.stop() == 0


def test_without_content_it_does_not_start(project: Project) -> None:
    shutil.rmtree(project.content)
    done = project.run("lsp")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("explainer: there is no content folder")
