"""The editors' guide, followed word for word, in this site and in a new one."""

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

from generator.commands.lazy import commands_of
from generator.commands.main import main
from tests.conftest import Project, make_project

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDE = "docs/editing/index.md"
NEW = "it-should-be-asked-in-writing"
HINT = re.compile(r"(?m)^# The question that it bears on.*\n#   ([\w-]+): ")


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
            hint = HINT.search((project.root / place).read_text("utf-8"))
            assert hint is not None
            project.write(place, text.replace("QUESTION", hint[1]))
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


def committed(project: Project) -> Project:
    """Put a site under version control, as somebody gets it who clones it."""
    git = shutil.which("git") or "git"
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run([git, *words], cwd=project.root, check=True)
    return project


@pytest.fixture
def clone(tmp_path: Path) -> Project:
    """A copy of this site."""
    return committed(make_project(tmp_path / "clone", ROOT / "content", guides=True))


@pytest.fixture
def library(tmp_path: Path) -> Project:
    """A new site."""
    done = Project(tmp_path).run("init", "library")
    assert done.returncode == 0, done.stderr
    return committed(Project(tmp_path / "library"))


@pytest.mark.usefixtures("git")
@pytest.mark.parametrize("site", ["clone", "library"])
def test_the_guide_works_word_for_word_and_leaves_nothing_behind(site: str, request: pytest.FixtureRequest) -> None:
    project: Project = request.getfixturevalue(site)
    answers = follow(project, project.root / GUIDE)
    assert [text.split()[1] for text in answers] == ["new", "check", "fmt", "rename", "remove", "restore", "check"]
    made = next(iter(answers.values()))
    assert made.stdout == f"content/arguments/{NEW}.yml\n"
    left = subprocess.run(
        [shutil.which("git") or "git", "status", "--porcelain"], cwd=project.root, capture_output=True, encoding="utf-8", check=True
    ).stdout.splitlines()  # fmt: skip
    assert left == []


@pytest.mark.usefixtures("git")
def test_the_new_argument_of_the_guide_is_shown_where_it_matters(library: Project) -> None:
    file = dict(steps(library.root / GUIDE))[f"content/arguments/{NEW}.yml"]
    with previewing(library) as address:
        assert "open-on-sundays" in shown(address, "open-on-sundays")
        library.write(f"content/arguments/{NEW}.yml", file.replace("QUESTION", "open-on-sundays"))
        for page in (f"arguments/{NEW}/", "questions/open-on-sundays/"):
            assert "It should be asked in writing" in shown(address + page, "It should be asked in writing")


@pytest.mark.parametrize("command", sorted(commands_of(main)))
def test_the_guide_mentions_each_command_that_editors_use(command: str) -> None:
    """The others are for builders, and stand in the README."""
    builders = {"render", "export", "import"}
    text = (ROOT / GUIDE).read_text("utf-8")
    assert command in builders or f"./explainer {command}" in text
