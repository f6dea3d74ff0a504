"""The commands that look back: as of a day, and as known on a day."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.repositories import git

if TYPE_CHECKING:
    from tests.conftest import Project

LATER = "plan-adopted"  # an event of 3 February 2026
EARLIER = "old-line-closed"  # about 1961


def exported(done: subprocess.CompletedProcess[str]) -> set[str]:
    """Return the ids of what an export holds."""
    assert done.returncode == 0, done.stderr
    return {each["id"] for each in json.loads(done.stdout)["entities"]}


def test_an_export_as_of_a_day_holds_what_had_been_by_then(project: Project) -> None:
    now = exported(project.run("export", "json"))
    then = exported(project.run("export", "json", "--as-of", "2026-02-02"))
    assert then < now
    assert EARLIER in then
    assert LATER in now - then
    assert LATER in exported(project.run("export", "json", "--as-of", "2026-02-03"))


def test_the_pages_of_a_day_say_the_day_and_lack_what_came_later(project: Project) -> None:
    assert project.run("render", "pages", "--as-of", "2026-02-02").returncode == 0
    pages = project.root / "pages"
    assert "As of 2 February 2026." in (pages / "index.md").read_text("utf-8")
    assert (pages / "events" / f"{EARLIER}.md").is_file()
    assert not (pages / "events" / f"{LATER}.md").exists()


def test_the_configuration_names_a_day_and_the_command_line_another(project: Project) -> None:
    project.replace("mkdocs.yml", "  - explainer:\n", "  - explainer:\n      as_of: 2026-02-02\n")
    assert LATER not in exported(project.run("export", "json"))
    assert LATER in exported(project.run("export", "json", "--as-of", "2026-03-01"))


@pytest.mark.parametrize(
    ("command", "day"),
    [
        ("build", "2026-02"),
        ("check", "yesterday"),
        ("export json", "2026-02-30"),
        ("render pages", "2026"),
        ("serve", "../2026-02-01"),
    ],
)
def test_a_day_that_is_none_is_said_before_anything_is_done(project: Project, command: str, day: str) -> None:
    done = project.run_process(*command.split(), "--as-of", day)
    assert done.returncode == 2
    assert "write year, month and day, as in 2025-08-20" in done.stderr
    assert not project.site.exists()


def test_what_was_known_on_a_day_is_what_git_had_by_then(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is known from the day of the commit that brought it, under its present name or another."""

    def commit(day: str) -> None:
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00")
        git(project.root, "add", ".")
        git(project.root, "commit", "--quiet", "-m", day)

    event = project.content / "events" / f"{LATER}.yml"
    text = event.read_text("utf-8")
    event.unlink()
    git(project.root, "init", "--quiet")
    commit("2026-04-01")
    event.with_name("adopted.yml").write_text(text, "utf-8")
    commit("2026-04-10")
    event.with_name("adopted.yml").rename(event)
    commit("2026-04-20")
    assert LATER not in exported(project.run("export", "json", "--known", "2026-04-05"))
    assert LATER in exported(project.run("export", "json", "--known", "2026-04-15"))
