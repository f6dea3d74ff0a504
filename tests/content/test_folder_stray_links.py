"""Links in the docs folder and in the theme publish nothing that lies elsewhere, as those in the content do not."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.content.folder import stray_links
from generator.mkdocs_.preview.session import Session

if TYPE_CHECKING:
    from tests.conftest import Project

pytestmark = pytest.mark.slow

SECRET = "root:x:0:0"  # noqa: S105 - what must not get out
LINKS = {
    "docs/editing/passwords.md": "elsewhere/secret.md",
    "docs/assets/data.csv": "elsewhere/secret.md",
    "docs/more": "elsewhere",
    "docs/content": "content",
    "overrides/404.html": "elsewhere/secret.md",
    "overrides/partials/new.html": "elsewhere/secret.md",
    "overrides/assets/fonts": "elsewhere",
}


def link(project: Project, place: str) -> None:
    project.write("elsewhere/secret.md", SECRET)
    path = project.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(os.path.relpath(project.root / LINKS[place], path.parent))


def test_every_command_names_each_link_and_writes_nothing(project: Project) -> None:
    for place in LINKS:
        link(project, place)
    checked = project.run("check", "--format", "json")
    found = [row for row in json.loads(checked.stdout) if row["code"] == "outside-content"]
    assert (checked.returncode, sorted(row["path"] for row in found)) == (1, sorted(LINKS))
    assert {row["hint"] for row in found} == {"copy the file here instead"}
    for done in (project.run("build"), project.run_module("mkdocs", "build")):
        assert done.returncode == 1
        assert done.stderr.count("error[outside-content]") == len(LINKS)
        assert SECRET not in done.stdout + done.stderr
        assert not project.site.exists()


@pytest.mark.parametrize("place", LINKS)
def test_one_link_is_enough_to_stop_a_build(project: Project, place: str) -> None:
    link(project, place)
    done = project.run("build")
    assert done.returncode == 1
    noun = "the docs folder" if place.startswith("docs") else "the theme's folder"
    assert f"{place}:1:1: error[outside-content]: this link leads out of {noun}" in done.stderr
    assert not project.site.exists()


@pytest.mark.parametrize("place", LINKS)
def test_the_preview_shows_the_link_as_trouble_and_no_page_that_has_it(project: Project, place: str) -> None:
    link(project, place)
    said: list[str] = []
    session = Session(project.root / "mkdocs.yml", said.append, lambda paths: None)
    session.start()
    assert [row["path"] for row in session.as_data()["problems"]] == [place]
    assert session.places() == ()
    (project.root / place).unlink()
    session.refresh(frozenset([project.root / place]))
    assert session.as_data()["problems"] == []
    session.close()


def test_a_link_to_a_file_in_the_same_folder_is_that_file(project: Project) -> None:
    (project.root / "docs" / "assets").mkdir(exist_ok=True)
    (project.root / "docs" / "assets" / "again.md").symlink_to("../editing/index.md")
    assert list(stray_links(project.root / "docs", "the docs folder", project.root)) == []
    project.root.joinpath("docs").rename(project.root / "elsewhere")
    project.root.joinpath("docs").symlink_to("elsewhere")
    assert list(stray_links(project.root / "docs", "the docs folder", project.root)) == []


def test_links_to_nothing_in_a_circle_and_what_is_no_file_are_named(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "below").mkdir(parents=True)
    (docs / "below" / "round").symlink_to("..")
    (docs / "gone.md").symlink_to("nowhere.md")
    (docs / "self.md").symlink_to("self.md")
    os.mkfifo(docs / "pipe.md")
    (docs / ".#index.md").symlink_to("mara@office.4711:1700000000")
    found = {each.path: each.message for each in stray_links(docs, "the docs folder", tmp_path)}
    assert found == {
        "docs/below/round": "this link leads to a folder that holds it",
        "docs/gone.md": "this is a link to nothing, or no file",
        "docs/pipe.md": "this is a link to nothing, or no file",
        "docs/self.md": "this is a link to nothing, or no file",
    }
