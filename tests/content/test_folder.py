"""The content folder: what is read, what is refused, and in which order."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from generator.content.document import MAX_BYTES
from generator.content.folder import Reading, read_folder

FOLDERS = ("actors", "terms")


def put(root: Path, *names: str) -> Path:
    """Write files that say their own names."""
    for name in ("site.yml", *names):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return root


def read(root: Path) -> Reading:
    return read_folder(root, FOLDERS)


def codes(reading: Reading) -> list[tuple[str, str]]:
    return sorted((problem.path, problem.code) for problem in reading.problems)


def test_files_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    reading = read(put(tmp_path / "content", "terms/b.yml", "terms/a.yml", "actors/z.yml"))
    assert [(file.path, file.folder, file.stem, file.raw) for file in reading.files] == [
        ("content/actors/z.yml", "actors", "z", b"actors/z.yml"),
        ("content/site.yml", "", "site", b"site.yml"),
        ("content/terms/a.yml", "terms", "a", b"terms/a.yml"),
        ("content/terms/b.yml", "terms", "b", b"terms/b.yml"),
    ]
    assert reading.problems == ()
    assert reading.refused == frozenset()


def test_what_editors_and_git_leave_behind_is_passed_over(tmp_path: Path) -> None:
    left = [
        ".git/x.yml",
        "README",
        "notes.md",
        "terms/.a.yml.swp",
        "terms/a.yml~",
        "terms/a.yml.orig",
        "terms/README.md",
    ]
    reading = read(put(tmp_path / "content", *left))
    assert [file.path for file in reading.files] == ["content/site.yml"]
    assert reading.problems == ()


@pytest.mark.parametrize("stem", ["a", "0", "a-b", "a-1-b2"])
def test_an_id_has_small_letters_digits_and_single_hyphens(stem: str, tmp_path: Path) -> None:
    assert read(put(tmp_path / "content", f"terms/{stem}.yml")).problems == ()


@pytest.mark.parametrize("stem", ["A", "a_b", "a--b", "-a", "a-", "a b", "é", "a.b", "index", "nul"])
def test_another_name_is_no_id(stem: str, tmp_path: Path) -> None:
    reading = read(put(tmp_path / "content", f"terms/{stem}.yml"))
    assert codes(reading) == [(f"content/terms/{stem}.yml", "invalid-id")]
    assert [file.stem for file in reading.files] == ["site", stem]


def test_a_name_without_a_single_letter_is_refused_without_a_proposal(tmp_path: Path) -> None:
    reading = read(put(tmp_path / "content", "terms/___.yml"))
    assert [problem.hint for problem in reading.problems] == ["rename it"]
    assert reading.refused == frozenset()


def test_a_folder_is_shown_by_its_own_name_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = put(tmp_path / "content", "terms/a.yml")
    monkeypatch.chdir(root)
    for named in (Path(), Path("terms/.."), Path("../content")):
        assert [file.path for file in read(named).files] == ["content/site.yml", "content/terms/a.yml"]
    link = tmp_path / "linked"
    link.symlink_to(root)
    assert [file.path for file in read(link).files] == ["linked/site.yml", "linked/terms/a.yml"]


def test_where_there_is_no_folder_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "content")
    (tmp_path / "content").write_text("a file")
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "content")


def test_ids_of_refused_files_are_known(tmp_path: Path) -> None:
    root = put(tmp_path / "content", "term/a.yml", "terms/deep/deeper/b.yaml", "terms/C_D.yml", "term/picture.png")
    (root / "terms" / "e.yml").symlink_to("nowhere")
    (root / "terms" / "f.yml").symlink_to("/etc/hostname")
    reading = read(root)
    assert reading.refused == {"a", "b", "c-d", "e", "f"}
    assert codes(reading) == [
        ("content/term", "unknown-folder"),
        ("content/terms/C_D.yml", "invalid-id"),
        ("content/terms/deep", "unknown-folder"),
        ("content/terms/e.yml", "unreadable-file"),
        ("content/terms/f.yml", "outside-content"),
    ]


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    root = put(tmp_path / "content", "terms/a.yml")
    (root / "terms" / "b.yml").symlink_to("a.yml")
    reading = read(root)
    assert reading.problems == ()
    assert [file.raw for file in reading.files if file.folder] == [b"terms/a.yml", b"terms/a.yml"]


def test_a_linked_folder_outside_is_not_entered(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere", "a.yml")
    root = put(tmp_path / "content")
    (root / "terms").symlink_to(tmp_path / "elsewhere")
    assert codes(read(root)) == [("content/terms", "outside-content")]


def test_no_more_is_read_of_a_file_than_shows_that_it_is_too_large(tmp_path: Path) -> None:
    root = put(tmp_path / "content", "terms/a.yml")
    (root / "terms" / "a.yml").write_bytes(b"x" * (MAX_BYTES + 100))
    assert [len(file.raw) for file in read(root).files if file.folder] == [MAX_BYTES + 1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = put(tmp_path / "content", "terms/a.yml")
    os.mkfifo(root / "terms" / "b.yml")
    assert codes(read(root)) == [("content/terms/b.yml", "unreadable-file")]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system wants names that are Unicode")
def test_a_name_that_cannot_be_printed_is_shown_with_question_marks(tmp_path: Path) -> None:
    root = put(tmp_path / "content", "terms/a\nb.yml")
    (Path(os.fsdecode(os.fsencode(root / "terms") + b"/\xff.yml"))).write_text("x")
    reading = read(root)
    assert codes(reading) == [("content/terms/?.yml", "invalid-id"), ("content/terms/a?b.yml", "invalid-id")]
    for problem in reading.problems:
        assert f"{problem.path}{problem.message}{problem.hint}".isprintable()


def test_a_file_or_folder_that_may_not_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = put(tmp_path / "content", "actors/a.yml", "terms/b.yml")
    really_open, really_list = Path.open, Path.iterdir

    def refuse_b(path: Path, mode: str) -> object:
        if path.name == "b.yml":
            raise PermissionError(13, "Permission denied")
        return really_open(path, mode)

    def refuse_actors(path: Path) -> object:
        if path.name == "actors":
            raise PermissionError(13, "Permission denied")
        return really_list(path)

    monkeypatch.setattr(Path, "open", refuse_b)  # the tests may run as somebody who may read everything
    monkeypatch.setattr(Path, "iterdir", refuse_actors)
    reading = read(root)
    assert codes(reading) == [("content/actors", "unreadable-file"), ("content/terms/b.yml", "unreadable-file")]
    assert {problem.message for problem in reading.problems} == {"this cannot be read: Permission denied"}


def test_a_file_of_the_sites_name_in_a_kinds_folder_does_not_stand_for_it(tmp_path: Path) -> None:
    root = put(tmp_path / "content", "terms/site.yaml")
    (root / "site.yml").unlink()
    assert codes(read(root)) == [("content/site.yml", "missing-site"), ("content/terms/site.yaml", "wrong-extension")]
