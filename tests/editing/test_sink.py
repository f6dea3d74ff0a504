"""Pages on disk: only what differs is written, only what was ours is removed."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.editing import sink

if TYPE_CHECKING:
    from tests.conftest import Project

PAGES = {"index.md": "# Home\n", "terms/tram.md": "# Tram\n"}


def contents(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def times(folder: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_every_page_is_written_and_counted(tmp_path: Path) -> None:
    assert sink.write_pages(tmp_path / "new" / "pages", PAGES) == 2
    assert contents(tmp_path / "new" / "pages") == PAGES


def test_nothing_is_touched_the_second_time(tmp_path: Path) -> None:
    sink.write_pages(tmp_path, PAGES)
    before = times(tmp_path)
    assert sink.write_pages(tmp_path, PAGES) == 0
    assert times(tmp_path) == before


def test_only_the_page_that_changed_is_written(tmp_path: Path) -> None:
    sink.write_pages(tmp_path, PAGES)
    before = times(tmp_path)
    assert sink.write_pages(tmp_path, {**PAGES, "index.md": "# New\n"}) == 1
    assert {path for path, time in times(tmp_path).items() if before[path] != time} == {f"{tmp_path}/index.md"}


def test_a_page_that_went_is_removed_and_a_foreign_file_is_left_alone(tmp_path: Path) -> None:
    sink.write_pages(tmp_path, PAGES)
    (tmp_path / "terms" / "mine.md").write_text("mine", "utf-8")
    sink.write_pages(tmp_path, {"index.md": "# Home\n"})
    assert contents(tmp_path) == {"index.md": "# Home\n", "terms/mine.md": "mine"}


def test_a_foreign_file_stays_even_where_a_page_of_that_name_once_was_removed(tmp_path: Path) -> None:
    sink.write_pages(tmp_path, PAGES)
    sink.write_pages(tmp_path, {"index.md": "# Home\n"})
    (tmp_path / "terms").mkdir(exist_ok=True)
    (tmp_path / "terms" / "tram.md").write_text("mine", "utf-8")
    sink.write_pages(tmp_path, {"index.md": "# Home\n"})
    assert contents(tmp_path)["terms/tram.md"] == "mine"


def test_what_a_crash_left_is_removed_by_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sink.write_bytes

    def crash(path: Path, raw: bytes, drafts: Path | None = None) -> bool:
        if path.name == "tram.md":
            raise OSError("no space left")
        return real(path, raw, drafts)

    monkeypatch.setattr(sink, "write_bytes", crash)
    with pytest.raises(OSError, match="no space"):
        sink.write_pages(tmp_path, PAGES)
    monkeypatch.undo()
    sink.write_pages(tmp_path, {"other.md": "x"})
    assert contents(tmp_path) == {"other.md": "x"}


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "page.md"
    sink.write_text(target, "old")

    def fail(self: Path, other: Path) -> Path:
        raise OSError("interrupted")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="interrupted"):
        sink.write_text(target, "new")
    assert target.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


def test_a_page_can_be_read_by_everybody_and_has_plain_line_ends(tmp_path: Path) -> None:
    sink.write_text(tmp_path / "page.md", "a\nb\n")
    assert (tmp_path / "page.md").read_bytes() == b"a\nb\n"
    assert stat.S_IMODE((tmp_path / "page.md").stat().st_mode) == 0o644


def test_rendering_a_site_again_changes_nothing_and_follows_the_content(project: Project) -> None:
    folder = project.root / "pages"
    first = project.run("render", "pages")
    count = len(contents(folder))
    assert first.stdout == f"{count} pages in pages, {count} of them changed\n"
    (folder / "mine.md").write_text("mine", "utf-8")
    assert project.run("render", "pages").stdout.endswith(" 0 of them changed\n")
    project.replace("content/terms/rapid-bus.yml", "not_to_confuse_with", "see_also: [gazette]\nnot_to_confuse_with")
    project.replace("content/terms/rapid-bus.yml", "term: tram, why", "term: streetcar, why")
    (project.content / "terms" / "tram.yml").rename(project.content / "terms" / "streetcar.yml")
    assert project.run("render", "pages").returncode == 0
    assert not (folder / "terms" / "tram.md").exists()
    assert (folder / "terms" / "streetcar.md").is_file()
    assert (folder / "mine.md").read_text("utf-8") == "mine"


def test_rendering_broken_content_writes_nothing_and_says_why(project: Project) -> None:
    project.replace("content/terms/tram.yml", "title:", "titel:")
    done = project.run("render", "pages")
    assert done.returncode == 1
    assert "content/terms/tram.yml:1:1: error[unknown-key]" in done.stderr
    assert not (project.root / "pages").exists()


@pytest.mark.parametrize("words", [("render", "taken/pages"), ("export", "json", "-o", "taken/all.json")])
def test_what_cannot_be_written_is_said_in_plain_words(project: Project, words: tuple[str, ...]) -> None:
    project.write("taken", "a file, where a folder should be")
    done = project.run(*words)
    assert done.returncode == 2
    assert re.fullmatch(r"explainer: cannot write \S*taken\S*: (File exists|Not a directory)\n", done.stderr)
