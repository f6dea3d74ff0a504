"""The journal of `rename` and `remove`: finished where it is ours, and not obeyed where it may be anybody's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.editing import transaction
from generator.editing.change_set import ChangeSet
from generator.editing.rename import rename
from tests.conftest import Project
from tests.editing.test_rename import TERM, interrupted, read_all, run

Listed = dict[str, Any]
OUTSIDE = (
    "../outside.yml",
    "content/../outside.yml",
    "content/sources/../../outside.yml",
    "content/./sources/gazette.yml",
    "/etc/passwd",
    "{root}/outside.yml",
    "//server/share/outside.yml",
    "C:/outside.yml",
    "C:outside.yml",
    "content\\sources\\gazette.yml",
    "content/sources\\..\\..\\outside.yml",
    "content/sources/gazette.yml\0",
    "content/sources/a\nb.yml",
    "content/sources/.hidden.yml",
    "content/sources/deeper/gazette.yml",
    "content/gazette.yml",
    "content/.revision/0",
    "content/nothing/gazette.yml",
    "content/sources/gazette.txt",
    "content/sources/uk.po",
    "content/translations/uk.yml",
    "content/translations/.po",
    "content/translations/deeper/uk.po",
    "content/translations/uk.po/",
    "content/sources/.yml",
    "sources/gazette.yml",
    "mkdocs.yml",
    "content/sources",
    "content/sources/linked/gazette.yml",
    "content/terms/out.yml",
    "content/events/out.yml",
    "content/site.yml/",
    "content/sources/gazette.yml:stream",
)
TAMPERED: dict[str, Callable[[Listed], object]] = {
    "no list": lambda listed: [],
    "no steps": lambda listed: {**listed, "steps": []},
    "steps of another type": lambda listed: {**listed, "steps": {"0": listed["steps"][0]}},
    "a step of another type": lambda listed: {**listed, "steps": ["content/site.yml"]},
    "an unknown key": lambda listed: {**listed, "then": "more"},
    "a missing key": lambda listed: {"what": listed["what"]},
    "words of another type": lambda listed: {**listed, "what": 7},
    "words for something else": lambda listed: {**listed, "what": "remove gazette"},
    "words for another name": lambda listed: {**listed, "what": "rename gazette paper"},
    "words that a terminal obeys": lambda listed: {**listed, "what": "\x1b[2J rename"},
    "a step twice": lambda listed: {**listed, "steps": [*listed["steps"], listed["steps"][0]]},
}
VALUES = (
    ("path", 7),
    ("path", None),
    ("path", ""),
    ("draft", "../list.json"),
    ("draft", "1"),
    ("draft", "999"),
    ("draft", ""),
    ("before", "x"),
    ("after", "0" * 64),
    ("after", ""),
    ("moved_to", "content/site.yml"),
    ("moved_to", "content/terms/elsewhere.yml"),
    ("moved_to", "content/actors/no id.yml"),
    ("moved_to", "content/actors/second.yml"),
    ("moved_to", True),
)


def renaming_step(listed: Listed) -> dict[str, Any]:
    return next(step for step in listed["steps"] if step["moved_to"])


def files_below(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def left_alone(project: Project, raw: bytes, *words: str) -> None:
    """Let a command find a list that is not ours: it names the folder, and does nothing."""
    (project.content / transaction.FOLDER / "list.json").write_bytes(raw)
    before = files_below(project.root)
    for command in (("rename", "gazette", "the-paper"), ("remove", "tram", "--reason", "x")):
        done = run(project, *command)
        assert done.exit_code == 2, done.output
        assert "nothing was done: " in done.stderr
        assert str(Path("content", transaction.FOLDER)) in done.stderr
        assert done.stderr.count("\n") == 1
        assert done.stderr.rstrip("\n").isprintable()
        for word in words:
            assert word in done.stderr
    assert files_below(project.root) == before


@pytest.fixture
def begun(project: Project) -> Listed:
    """Leave a renaming half-way in a folder with links that lead out of it, and return its list."""
    interrupted(project)
    project.write("outside.yml", "title: mine\n")
    (project.content / "sources" / "linked").symlink_to(project.root)
    (project.content / "terms" / "out.yml").symlink_to(project.root / "outside.yml")
    (project.content / "events" / "out.yml").symlink_to(project.root / "not-there.yml")
    listed = json.loads((project.content / transaction.FOLDER / "list.json").read_text("utf-8"))
    assert isinstance(listed, dict)
    return listed


@pytest.mark.parametrize("place", OUTSIDE)
def test_a_journal_that_names_anything_but_a_file_of_the_content_is_not_obeyed(
    place: str, project: Project, begun: Listed
) -> None:
    place = place.format(root=project.root)
    target = project.root / "outside.yml"
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    moving = renaming_step(begun)
    others = [step for step in begun["steps"] if step is not moving]
    for steps in (
        [*begun["steps"], {**moving, "path": place, "draft": "", "before": digest, "after": "", "moved_to": ""}],
        [*begun["steps"], {**others[0], "path": place, "before": digest}],
        [*others, {**moving, "path": place}],
        [*others, {**moving, "moved_to": place}],
    ):
        left_alone(project, json.dumps({**begun, "steps": steps}).encode())


@pytest.mark.parametrize("how", TAMPERED)
def test_a_journal_that_was_tampered_with_is_not_obeyed(how: str, project: Project, begun: Listed) -> None:
    left_alone(project, json.dumps(TAMPERED[how](begun)).encode())


@pytest.mark.parametrize(("key", "value"), VALUES)
def test_a_step_that_was_tampered_with_is_not_obeyed(key: str, value: object, project: Project, begun: Listed) -> None:
    first, *rest = begun["steps"]
    left_alone(project, json.dumps({**begun, "steps": [{**first, key: value}, *rest]}).encode())


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"what": "\\ud800", "steps": []}', b"1" * 9999]
)
def test_a_journal_that_is_no_list_is_not_obeyed(raw: bytes, project: Project, begun: Listed) -> None:
    left_alone(project, raw)


def test_drafts_that_are_not_those_decided_on_are_not_written(project: Project, begun: Listed) -> None:
    draft = project.content / transaction.FOLDER / begun["steps"][1]["draft"]
    raw = draft.read_bytes()
    draft.write_bytes(raw + b"# more\n")
    left_alone(project, json.dumps(begun).encode(), "draft")
    draft.unlink()
    left_alone(project, json.dumps(begun).encode(), "draft")
    draft.symlink_to(project.root / "outside.yml")
    left_alone(project, json.dumps(begun).encode(), f"it holds '{draft.name}'")


def test_a_journal_with_other_files_in_it_is_not_deleted(project: Project) -> None:
    folder = project.content / transaction.FOLDER
    project.write(f"content/{transaction.FOLDER}/notes.txt", "mine\n")
    done = run(project, "rename", "gazette", "the-paper")
    assert (done.exit_code, (folder / "notes.txt").read_text("utf-8")) == (2, "mine\n")
    (folder / "notes.txt").rename(project.root / "notes.txt")
    folder.rmdir()
    (project.root / "elsewhere").mkdir()
    folder.symlink_to(project.root / "elsewhere")
    done = run(project, "rename", "gazette", "the-paper")
    assert (done.exit_code, "it is no folder" in done.stderr) == (2, True)
    assert folder.is_symlink()


def test_what_stands_where_a_file_is_put_together_is_not_written_through(project: Project) -> None:
    project.write("outside.yml", "title: mine\n")
    beside = project.content / "sources" / ".gazette.yml.draft"
    beside.symlink_to(project.root / "outside.yml")
    assert run(project, "rename", "gazette", "the-paper").exit_code == 0
    assert (project.root / "outside.yml").read_text("utf-8") == "title: mine\n"
    assert not beside.is_symlink()


def test_a_file_with_a_name_that_is_no_id_is_renamed_after_an_interruption(project: Project) -> None:
    project.write("content/terms/Foo Bar.yml", TERM)
    planned = rename(read_all(project.content), "Foo Bar", "foo-bar")
    assert isinstance(planned, ChangeSet)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(transaction, "_finish", lambda content, steps: None)
        transaction.carry_out(project.content, planned)
    assert run(project, "rename", "Foo Bar", "foo-bar").stderr.startswith("finished what was interrupted")
    assert (project.content / "terms" / "foo-bar.yml").is_file()
