"""The editors' guides, followed word for word: that of this site, and that of a new explainer."""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands.late import commands_of
from tests.conftest import Project, make_project

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NEW = "guarantors-should-be-asked-in-writing"


def steps(guide: Path) -> Iterator[tuple[str, str]]:
    """Yield each step: a command, or a file with what it is to say."""
    for block in BLOCK.finditer(guide.read_text("utf-8")):
        if title := re.search(r'title="([^"]+)"', block["info"]):
            yield title[1], block["text"]
        elif not block["info"]:
            yield from (("$", line) for line in block["text"].splitlines())


@contextlib.contextmanager
def previewing(project: Project) -> Iterator[str]:
    """Run `explainer serve` at a port that is free, and yield the address that it says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            assert process.stdout is not None
            process.stdout.read()


def shown(address: str, wanted: str) -> str:
    """Return a page once it says what is wanted, or what it says at last."""
    text = ""
    for _ in range(600):
        with contextlib.suppress(OSError):
            text = urllib.request.urlopen(address, timeout=60).read().decode()  # noqa: S310 - our own preview
            if wanted in text:
                break
        time.sleep(0.1)
    return text


def follow(project: Project, guide: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """Do what a guide says, and return what each command answered. `serve` runs beside the others."""
    answers = {}
    for place, text in steps(guide):
        if place != "$":
            assert (project.root / place).is_file(), f"no command has made {place}"
            project.write(place, text)
            continue
        program, *words = shlex.split(text)
        if program == "git":
            answers[text] = subprocess.run(
                [program, *words], cwd=project.root, capture_output=True, encoding="utf-8", check=False
            )
        elif words != ["serve"]:
            assert program.endswith("explainer")
            answers[text] = project.run(*words)
        if text in answers:
            done = answers[text]
            assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
    return answers


@pytest.fixture
def clone(tmp_path: Path) -> Project:
    """A copy of this site under version control, as somebody gets who clones it."""
    project = make_project(tmp_path / "clone", ROOT / "content")
    git = shutil.which("git") or "git"
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run([git, *words], cwd=project.root, check=True)
    return project


@pytest.mark.usefixtures("git")
def test_the_guide_of_this_site_works_word_for_word_and_leaves_nothing_behind(clone: Project) -> None:
    with previewing(clone) as address:
        assert "china-guarantor" in shown(address, "china-guarantor")
        answers = follow(clone, ROOT / "docs" / "editing" / "index.md")
    assert [text.split()[1] for text in answers] == ["new", "check", "fmt", "rename", "remove", "restore", "check"]
    made = next(iter(answers.values()))
    assert made.stdout == f"content/arguments/{NEW}.yml\n"
    left = subprocess.run(
        [shutil.which("git") or "git", "status", "--porcelain"], cwd=clone.root, capture_output=True, encoding="utf-8", check=True
    ).stdout.splitlines()  # fmt: skip
    assert left == []


@pytest.mark.usefixtures("git")
def test_the_new_argument_of_the_guide_is_shown_where_it_matters(clone: Project) -> None:
    file = dict(steps(ROOT / "docs" / "editing" / "index.md"))[f"content/arguments/{NEW}.yml"]
    with previewing(clone) as address:
        shown(address, "china-guarantor")
        clone.write(f"content/arguments/{NEW}.yml", file)
        for page in (f"arguments/{NEW}/", "questions/china-guarantor/", "actors/article-author/", "sources/article/"):
            assert "Guarantors should be asked in writing" in shown(
                address + page, "Guarantors should be asked in writing"
            )


def test_the_guide_of_a_new_explainer_works_word_for_word(tmp_path: Path) -> None:
    project = Project(tmp_path / "library")
    done = Project(tmp_path).run("init", "library")
    assert done.returncode == 0, done.stderr
    answers = follow(project, project.root / "docs" / "editors.md")
    assert [text.split()[1] for text in answers] == ["new", "check", "rename", "remove", "fmt", "check"]
    assert project.run("build", "--strict").returncode == 0
    page = (project.site / "arguments" / "reading-room-is-open" / "index.html").read_text("utf-8")
    assert "It was about another building." in page


@pytest.mark.parametrize("command", sorted(commands_of(main)))
def test_the_guide_mentions_each_command_that_editors_use(command: str) -> None:
    """The others are for builders, and stand in the README."""
    builders = {"render", "export", "import"}
    text = (ROOT / "docs" / "editing" / "index.md").read_text("utf-8")
    assert command in builders or f"./explainer {command}" in text
