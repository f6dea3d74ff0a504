"""One cause is one problem: what stands in a file's place, folders that cannot be read, and files that are gone."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.graph.compile import compile_content
from generator.lsp.documents import Documents
from generator.model.kinds import KINDS
from generator.problems.problem import Problem, each_place, joined
from tests.conftest import TRAM, Project


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(TRAM, tmp_path / "content")
    return tmp_path / "content"


def folder(path: Path) -> None:
    path.mkdir()
    (path / "other.yml").write_text("title: X\n")


def bind(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


IN_A_FILES_PLACE: dict[str, Callable[[Path], None]] = {
    "folder": Path.mkdir,
    "full folder": folder,
    "pipe": os.mkfifo,
    "socket": bind,
    "link to nothing": lambda path: path.symlink_to("nowhere"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "link out": lambda path: path.symlink_to("/etc/hostname"),
    "link to a folder": lambda path: path.symlink_to("."),
}


@pytest.mark.parametrize("made", IN_A_FILES_PLACE)
@pytest.mark.parametrize(
    "name", ["actors/lakeside-council.yml", "sources/gazette.yml", "questions/build-the-tram.yml", "site.yml"]
)
def test_what_stands_in_a_files_place_is_one_problem(content: Path, name: str, made: str) -> None:
    (content / name).unlink()
    IN_A_FILES_PLACE[made](content / name)
    (problem,) = compile_content(content).problems
    assert problem.path == f"content/{name}"
    assert problem.code in ("unreadable-file", "outside-content")


IN_A_FOLDERS_PLACE: dict[str, Callable[[Path], object]] = {
    "file": lambda path: path.write_text("title: X\n"),
    "pipe": os.mkfifo,
    "link to nothing": lambda path: path.symlink_to("nowhere"),
    "link out": lambda path: path.symlink_to("/etc"),
}


@pytest.mark.parametrize("kind", [kind.folder for kind in KINDS if (TRAM / kind.folder).is_dir()])
@pytest.mark.parametrize("made", IN_A_FOLDERS_PLACE)
def test_what_stands_in_the_place_of_a_folder_is_one_problem(content: Path, kind: str, made: str) -> None:
    shutil.rmtree(content / kind)
    IN_A_FOLDERS_PLACE[made](content / kind)
    problems = compile_content(content).problems
    (problem,) = [each for each in problems if each.is_error]
    assert problem.path == f"content/{kind}"
    assert compile_content(content).graph is None


def test_other_missing_ids_are_reported_beside_a_folder_that_cannot_be_read(content: Path) -> None:
    shutil.rmtree(content / "sources")
    (content / "sources").write_text("")
    (content / "actors" / "lakeside-council.yml").unlink()
    codes = [(each.code, each.missing) for each in compile_content(content).problems if each.is_error]
    assert ("unreadable-file", "") in codes
    assert ("unknown-ref", "lakeside-council") in codes
    assert not any(missing == "gazette" for _, missing in codes)


def test_a_file_that_is_gone_is_one_problem_with_all_of_its_places(content: Path) -> None:
    (content / "sources" / "gazette.yml").unlink()
    (problem,) = compile_content(content).problems
    places = list(each_place([problem]))
    assert len(places) == len(problem.others) + 1 > 5
    assert places == sorted(places)
    assert (problem.code, problem.missing) == ("unknown-ref", "gazette")
    for each in places:
        line = (content.parent / each.path).read_text("utf-8").splitlines()[each.line - 1]
        assert line[each.column - 1 :].lstrip("'\"@").startswith("gazette")


def test_problems_are_joined_by_the_id_alone() -> None:
    found = [Problem(f"{name}.yml", 1, 1, "unknown-ref", "m", missing=ident) for name, ident in ("bx", "ax", "ay")]
    assert [(each.path, each.missing, each.others) for each in joined(found)] == [
        ("a.yml", "x", (("b.yml", 1, 1),)),
        ("a.yml", "y", ()),
    ]
    plain = [Problem("a.yml", line, 1, "tab", "m") for line in (2, 1)]
    assert joined(plain) == tuple(sorted(plain))


def test_the_language_server_marks_each_place(content: Path) -> None:
    (content / "sources" / "gazette.yml").unlink()
    (problem,) = compile_content(content).problems
    told = Documents(content).snapshot().problems
    assert sorted(each for found in told.values() for each in found) == list(each_place([problem]))
    assert len(told) > 5


# -- what git knows ----------------------------------------------------------------------------------------------------


@pytest.fixture
def committed(project: Project, git: Path) -> Project:
    project.git("init", "-q")
    project.git("add", "content")
    project.git("commit", "-qm", "one")
    return project


def cure(project: Project, *words: str) -> str:
    """Return the command in the hint, after it was typed and made the check pass."""
    done = project.run("check", *words)
    assert (done.returncode, done.stdout.count("error[")) == (1, 1), done.stdout
    (command,) = [line.split("`")[1] for line in done.stdout.splitlines() if "git has its file: `" in line]
    subprocess.run(command, shell=True, cwd=project.root, check=True, capture_output=True)  # noqa: S602 - as an editor would
    assert project.run("check", *words).returncode == 0
    return command


@pytest.mark.parametrize("how", ["rm", "git rm"])
def test_a_file_that_was_deleted_comes_back_by_the_command_in_the_hint(committed: Project, how: str) -> None:
    subprocess.run([*how.split(), "content/sources/gazette.yml"], cwd=committed.root, check=True, capture_output=True)
    assert cure(committed) == "git checkout HEAD -- content/sources/gazette.yml"


def test_a_file_that_a_commit_deleted_comes_back_from_before_it(committed: Project) -> None:
    committed.git("mv", "content/sources/gazette.yml", "content/sources/paper.yml")
    committed.git("commit", "-qm", "two")
    (committed.content / "sources" / "paper.yml").unlink()
    assert cure(committed).endswith("~1 -- content/sources/gazette.yml")


def test_a_file_that_was_removed_on_purpose_is_not_offered(committed: Project) -> None:
    text = (committed.content / "site.yml").read_text("utf-8")
    removed = "removed:\n  - id: gazette\n    date: 2026-03-01\n    kind: sources\n    reason: It was withdrawn.\n    title: G\n"
    committed.write("content/site.yml", text + removed)
    (committed.content / "sources" / "gazette.yml").unlink()
    said = committed.run("check").stdout
    assert "hint: it was removed on 2026-03-01: It was withdrawn." in said
    assert "git checkout" not in said


def test_where_git_knows_nothing_the_hint_is_what_it_was(project: Project) -> None:
    (project.content / "sources" / "gazette.yml").unlink()
    alone = project.run("check", GIT_CEILING_DIRECTORIES=str(project.root.parent))
    without = project.run("check", PATH="")
    assert alone.stdout == without.stdout
    assert "git" not in alone.stdout
    assert alone.stdout.count("error[unknown-ref]") == 1


def test_every_form_of_a_report_has_the_further_places(project: Project) -> None:
    (project.content / "sources" / "gazette.yml").unlink()
    text = project.run("check").stdout
    (row,) = json.loads(project.run("check", "--format", "json").stdout)
    others = [f"{each['path']}:{each['line']}" for each in row["others"]]
    assert f"  also: {len(others)} more: {', '.join(others[:10])}" in text
    assert text.endswith("1 error\n")
    (annotation,) = project.run("check", "--format", "github").stdout.splitlines()
    assert f"; {len(others)} more: {others[0]}" in annotation


def test_a_file_that_is_checked_alone_is_told_what_it_misses(project: Project) -> None:
    (project.content / "sources" / "gazette.yml").unlink()
    (problem,) = compile_content(project.content).problems
    last = problem.others[-1][0]
    done = project.run("check", last)
    assert (done.returncode, done.stdout.count("error[unknown-ref]")) == (1, 1)
    assert done.stdout.startswith(f"{last}:")
