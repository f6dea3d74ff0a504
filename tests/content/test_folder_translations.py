"""What works with content lives with `content/translations`: no command takes it for a kind, none loses it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lsprotocol import types

from generator.content.folder import Reading, read_again, read_folder
from generator.graph.compile import IncrementalCompiler
from generator.model.kinds import BY_FOLDER
from tests.conftest import TRAM, Project
from tests.language_client import editor
from tests.lsp.conftest import COMMAND
from tests.mkdocs_.test_preview import Table
from tests.pseudo_translation import tram_to_translate

PLACE = "content/translations/uk.po"


@pytest.fixture
def site(tmp_path: Path) -> Project:
    """The tram with a catalogue, and what programs leave beside it."""
    made = tram_to_translate(tmp_path)
    for name in ("uk.mo", "messages.pot", "uk.po~", ".uk.po.swp", "README.md"):
        made.write(f"content/translations/{name}", "x")
    return made


def reading(site: Project) -> Reading:
    return read_folder(site.content, BY_FOLDER.keys())


def kept(site: Project) -> bytes:
    return (site.root / PLACE).read_bytes()


def test_the_folder_is_read_without_a_problem(site: Project) -> None:
    found = reading(site)
    assert found.problems == ()
    assert [(file.path, file.stem) for file in found.catalogues] == [(PLACE, "uk")]
    assert not any("translations" in file.path for file in found.files)


def test_what_is_no_catalogue_is_told(site: Project) -> None:
    site.write("content/translations/uk.yml", "title: x\n")
    site.write("content/translations/old/uk.po", "")
    assert [(each.path, each.code) for each in reading(site).problems] == [
        ("content/translations/old", "unread-file"),
        ("content/translations/uk.yml", "unread-file"),
    ]


def test_a_catalogue_that_cannot_be_read_is_told_and_refuses_no_id(site: Project) -> None:
    (site.content / "translations/de.po").mkdir()
    (site.content / "translations/fr.po").symlink_to(TRAM / "site.yml")
    found = reading(site)
    assert [(each.path, each.code) for each in found.problems] == [
        ("content/translations/de.po", "unreadable-file"),
        ("content/translations/fr.po", "outside-content"),
    ]
    assert found.refused == frozenset()


@pytest.mark.parametrize("words", [[], [PLACE], ["content/translations"], ["content"], [PLACE, "content/site.yml"]])
def test_check_takes_it(site: Project, words: list[str]) -> None:
    done = site.run("check", *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no such" not in done.stdout


@pytest.mark.parametrize("words", [[], [PLACE], ["content/translations"], ["--check", PLACE, "content/site.yml"]])
def test_fmt_leaves_it_in_the_form_of_its_program(site: Project, words: list[str]) -> None:
    before = kept(site)
    assert site.run("fmt", *words).returncode in (0, 1)  # where the tram itself is not in form
    assert kept(site) == before
    assert site.run("fmt", "content/translations/messages.pot").returncode == 2


def test_new_files_and_imported_ones_leave_it(site: Project) -> None:
    before = kept(site)
    site.write("refs.bib", "@book{key, title={A book}, author={Quill, M.}, year=2020}\n")
    done = site.run("import", "bibtex", "refs.bib")
    assert done.returncode == 0, done.stderr
    exported = site.run("export", "json", "-o", "all.json")
    assert exported.returncode == 0, exported.stderr
    done = site.run("import", "json", "all.json", "--update")
    assert done.returncode == 0, done.stderr
    assert site.run("new", "term", "Translations").returncode == 0
    assert kept(site) == before
    (site.content / "terms/translations.yml").unlink()
    assert site.run("diff", "content").stdout == "nothing changed in meaning\n"


def test_one_catalogue_that_changed_is_read_alone(site: Project) -> None:
    before = reading(site)
    (site.root / PLACE).write_text("# other\n", "utf-8")
    again = read_again(before, site.content, [site.root / PLACE])
    assert again is not None
    assert again.catalogues[0].raw == b"# other\n"
    assert again.files == before.files
    assert read_again(before, site.content, [site.content / "translations/uk.mo"]) == before
    (site.root / PLACE).unlink()
    assert read_again(before, site.content, [site.root / PLACE]) is None


def test_a_compiler_takes_an_edit_of_a_catalogue_for_one(site: Project) -> None:
    compiler = IncrementalCompiler(site.content)
    first = compiler.compile()
    assert compiler.compile([site.root / PLACE]) is first
    site.write(PLACE, "# other\n")
    assert compiler.compile([site.root / PLACE]) is not first


def test_a_preview_goes_on_while_a_catalogue_is_edited_broken_renamed_and_taken_away(project: Project) -> None:
    assert project.run("translate", "uk").returncode == 0
    table = Table(project)
    text = (project.root / PLACE).read_text("utf-8")
    table.edit(PLACE, 'msgid "Tram"\nmsgstr ""', 'msgid "Tram"\nmsgstr "Трамвай"')
    for broken in ('msgid "a\n', "", text):
        project.write(PLACE, broken)
        table.tell(PLACE)
        assert "Rails in the street" in table.page("/terms/tram/")
    (project.root / PLACE).rename(project.root / PLACE.replace("uk", "de"))
    table.tell(PLACE, PLACE.replace("uk", "de"))
    shutil.rmtree(project.content / "translations")
    table.tell("content/translations", PLACE.replace("uk", "de"))
    table.edit("content/terms/tram.yml", "Rails in the street", "Rails in a street")
    assert "Rails in a street" in table.page("/terms/tram/")
    table.session.close()


@pytest.mark.slow
def test_a_language_server_follows_it_and_renames_in_it(project: Project) -> None:
    assert project.run("translate", "uk").returncode == 0
    path = project.root / PLACE
    with editor(COMMAND, project.root) as session:
        session.open(path)
        assert not session.hover(path, 0, 2)
        assert any("**/*.po" in json.dumps(str(each.register_options)) for each in session.watched)
        tram = project.content / "terms" / "tram.yml"
        session.open(tram)
        params = types.RenameParams(types.TextDocumentIdentifier(tram.as_uri()), types.Position(0, 9), "streetcar")
        edit = session.ask(session.client.text_document_rename_async(params))
        assert edit is not None
        changed = [
            each.text_document.uri for each in edit.document_changes or () if isinstance(each, types.TextDocumentEdit)
        ]
        assert path.as_uri() in changed
        moved = types.FileRename(tram.as_uri(), tram.with_name("streetcar.yml").as_uri())
        asked = session.client.workspace_will_rename_files_async(types.RenameFilesParams([moved]))
        edit = session.ask(asked)
        assert edit is not None
        assert path.as_uri() in str(edit.document_changes)
