"""`tools/compare_builds.py` on a repository whose wrapper writes a site of two files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repositories import commit, git, is_untouched
from tools import compare_builds

WRAPPER = """\
import pathlib, sys
site = pathlib.Path(sys.argv[sys.argv.index("--site-dir") + 1])
site.mkdir(parents=True)
text = pathlib.Path("docs/text").read_text()
if text == "broken":
    sys.exit("the content is broken")
(site / "index.html").write_text(text)
(site / "other.txt").write_text("the same")
"""

pytestmark = pytest.mark.usefixtures("git")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Three commits tagged one, same and other; `same` changes nothing that a site shows."""
    root = tmp_path / "repository"
    (root / "docs").mkdir(parents=True)
    git(root, "init", "--quiet")
    (root / "explainer").write_text(WRAPPER)
    for tag, text in (("one", "Hello, tram"), ("same", "Hello, tram"), ("other", "Hello, rail"), ("bad", "broken")):
        (root / "docs" / "text").write_text(text)
        (root / "note").write_text(tag)
        commit(root, tag)
    git(root, "checkout", "--quiet", "--detach", "other")
    return root


def test_two_revisions_with_the_same_site_end_with_0(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare_builds.main(["one", "same"], repository) == 0
    assert capsys.readouterr().out == "2 files compared between one and same: 0 differ\n"


def test_a_difference_is_named_with_its_place_and_ends_with_1(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare_builds.main(["one"], repository) == 1
    assert capsys.readouterr().out.splitlines() == [
        "differs from byte 7 on: index.html",
        "  'Hello, tram'",
        "  'Hello, rail'",
        "2 files compared between one and HEAD: 1 differ",
    ]


def test_folders_can_be_taken_from_the_first_revision_alone(repository: Path) -> None:
    assert compare_builds.main(["one", "other", "--from-first", "docs"], repository) == 0


@pytest.mark.parametrize(
    ("revision", "reason"), [("nowhere", "there is no commit 'nowhere'"), ("bad", "the content is broken")]
)
def test_what_cannot_be_built_ends_with_2_and_the_reason(
    repository: Path, revision: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare_builds.main(["one", revision], repository) == 2
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize("second", ["same", "other", "bad"])
def test_no_worktree_is_left_behind(repository: Path, second: str) -> None:
    compare_builds.main(["one", second], repository)
    assert is_untouched(repository)


def test_files_that_one_site_lacks_are_differences(tmp_path: Path) -> None:
    for folder, name in (("a", "x"), ("b", "y")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("")
    found = list(compare_builds.differences(tmp_path / "a", tmp_path / "b"))
    assert found == ["only in the first: x", "only in the second: y"]
