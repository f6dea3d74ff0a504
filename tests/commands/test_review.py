"""`explainer review`: who signs what, and what stands in the way."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Project

PATH = "content/terms/tram.yml"


def read(project: Project, name: str) -> str:
    return (project.root / name).read_text("utf-8")


def test_files_are_signed_and_the_site_is_as_right_as_before(project: Project) -> None:
    before = read(project, PATH)
    done = project.run("review", "tram", "gazette", "--by", " Ada  Example ", "--date", "2026-04-28")
    assert (done.returncode, done.stdout) == (0, "2 files signed by Ada Example\n")
    after = read(project, PATH)
    assert after.startswith(before)
    assert re.fullmatch(
        r"\s*reviewed_by:\n  - who: Ada Example\n    day: 2026-04-28\n    digest: sha256:[0-9a-f]{64}\n",
        after.removeprefix(before),
    )
    assert project.run("check", "--strict").returncode == 0
    again = project.run("review", "tram", "--by", "Ada Example", "--date", "2026-04-28")
    assert again.stdout == "nothing to do: signed by Ada Example already\n"


def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(project: Project) -> None:
    before = read(project, PATH)
    done = project.run("review", "tram", "--by", "Ada Example", "--date", "2026-04-28", "--dry-run")
    assert "+  - who: Ada Example\n" in done.stdout
    assert read(project, PATH) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tramm", "--by", "Ada"), "explainer: 'tramm' is not the id of anything: did you mean 'tram'?\n"),
        (
            ("tram", "--by", "Ada", "--date", "2026-04-31"),
            "explainer: --date 2026-04-31 is no day: April 2026 has no day 31\n",
        ),
        (("tram", "--by", " "), "explainer: a review needs a name: --by NAME\n"),
    ],
)
def test_what_cannot_be_signed_is_said_in_a_line_and_nothing_is_written(
    project: Project, words: tuple[str, ...], told: str
) -> None:
    before = read(project, PATH)
    done = project.run("review", *words)
    assert (done.returncode, done.stderr) == (2, told)
    assert read(project, PATH) == before


def test_a_file_with_an_error_is_not_signed_and_no_other_either(project: Project) -> None:
    project.replace("content/sources/gazette.yml", "control:", "controle:")
    before = read(project, PATH)
    done = project.run("review", "tram", "gazette", "--by", "Ada")
    assert done.returncode == 1
    assert "mend this first" in done.stderr
    assert "content/sources/gazette.yml:" in done.stderr
    assert read(project, PATH) == before


def test_renaming_what_a_signed_file_names_ends_no_signature(project: Project) -> None:
    assert project.run("rename", "council-plan", "plan-of-the-council").returncode == 0
    assert "plan-of-the-council" in read(project, "content/principles/public-transport-first.yml")
    assert project.run("rename", "public-transport-first", "transport-first").returncode == 0
    assert project.run("check", "--strict").returncode == 0
