"""The command line teaches: every command shows examples and its exit status, shells complete, terminals see life."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from generator import progress
from generator.cli import main
from generator.commands.late import commands_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Project

ROOT = Path(__file__).parents[1]
COMMANDS = {
    name: command for name, command in sorted(commands_of(main).items()) if not isinstance(command, click.Group)
}
each_command = pytest.mark.parametrize("name", COMMANDS)


def help_of(name: str) -> str:
    command = COMMANDS[name]
    return command.get_help(click.Context(command, info_name=f"explainer {name}"))


@each_command
def test_the_help_of_a_command_shows_how_it_is_called(name: str) -> None:
    lines = [line.strip() for line in help_of(name).split("\n")]
    examples = [line for line in lines if f"explainer {name}" in line and not line.startswith("Usage:")]
    assert examples, help_of(name)


@each_command
def test_the_help_of_a_command_says_how_it_ends(name: str) -> None:
    assert "exit status" in help_of(name).lower()


def test_the_page_about_commands_names_every_command_and_status() -> None:
    page = (ROOT / "docs" / "editing" / "index.md").read_text("utf-8")
    missing = [name for name in commands_of(main) if f"explainer {name}" not in page]
    assert missing == []
    assert "Exit status: 0 all well, 1 something is wrong in the content, 2 the\ncommand could not run." in page


# -- completion --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_a_script_for_the_command(project: Project, shell: str) -> None:
    done = project.run("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_EXPLAINER_COMPLETE" in done.stdout
    assert project.run("completion", "abacus").returncode == 2


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("explainer che", "check"),
        ("explainer diff HEAD --only lake", "lakeside-council"),
        ("explainer rename lake", "lakeside-council"),
        ("explainer remove lake", "lakeside-council"),
    ],
)
def test_bash_completes_commands_and_ids(bash: Path, project: Project, words: str, known: str) -> None:
    folder = project.root / "bin"
    folder.mkdir()
    program = folder / "explainer"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m generator.cli "$@"\n', "utf-8")
    program.chmod(0o755)
    script = (
        f'eval "$(explainer completion bash)"\nCOMP_WORDS=({words})\nCOMP_CWORD={len(words.split()) - 1}\n'
        '_explainer_completion explainer\necho "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        [bash, "-c", script],
        cwd=project.root,
        env={**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert known in done.stdout.split()


# -- a sign of life ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Let standard error be a terminal, and yield what stands on its other side."""
    seen, shown = os.openpty()
    os.set_blocking(seen, False)
    with os.fdopen(shown, "w", encoding="utf-8") as stream, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        yield seen
    os.close(seen)


def written(seen: int) -> str:
    with contextlib.suppress(BlockingIOError):
        return os.read(seen, 1 << 16).decode()
    return ""


@pytest.mark.parametrize("has_timer", [True, False])
def test_a_terminal_sees_what_takes_longer_than_a_second_and_then_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch, *, has_timer: bool
) -> None:
    if not has_timer:
        monkeypatch.delattr(signal, "setitimer")
    text = ""
    with terminal(monkeypatch) as seen:
        with progress.at_work("Checking the content"):
            deadline = time.monotonic() + 20
            while "1 s" not in text and time.monotonic() < deadline:
                time.sleep(0.05)
                text += written(seen)
        text += written(seen)
    assert "\x1b[KChecking the content … 1 s" in text
    assert text.endswith("\r\x1b[K")


def test_a_build_may_use_all_cores_on_a_terminal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = threading.active_count()
    with terminal(monkeypatch) as seen:
        with progress.at_work("Building the site"):
            assert threading.active_count() == threads  # with another one, nothing is forked
        assert written(seen) == ""


def test_a_file_sees_nothing_of_it(project: Project) -> None:
    done = project.run("check")
    assert done.stderr == ""
    assert "Checking the content" not in done.stdout


# -- in workflows and before commits -----------------------------------------------------------------------------


def test_the_workflow_shows_problems_beside_the_lines() -> None:
    text = (ROOT / ".github" / "workflows" / "site.yml").read_text("utf-8")
    assert "check --format github" in text


@pytest.mark.usefixtures("git")
def test_the_hook_lets_a_good_commit_through_and_stops_a_bad_one(project: Project) -> None:
    """The hook as pre-commit runs it: the entry of its file, in a git repository, before each commit."""
    folder = project.root / "bin"
    folder.mkdir()
    (folder / "explainer").write_text(f'#!/bin/sh\nexec {sys.executable} -m generator.cli "$@"\n', "utf-8")
    (folder / "explainer").chmod(0o755)
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    entry = next(line.partition(":")[2].strip() for line in hooks.split("\n") if line.strip().startswith("entry:"))
    variables = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        name = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
        command = ["git", *name, *words]
        return subprocess.run(command, cwd=project.root, env=variables, capture_output=True, text=True, check=False)

    git("init", "-q")
    hook = project.root / ".git" / "hooks" / "pre-commit"
    hook.write_text(f"#!/bin/sh\nexec {entry}\n", "utf-8")
    hook.chmod(0o755)
    git("add", "-A")
    good = git("commit", "-qm", "Begin")
    assert good.returncode == 0, good.stderr
    project.replace("content/terms/tram.yml", "title:", "titel:")
    bad = git("commit", "-qam", "Go on")
    assert bad.returncode == 1
    assert "content/terms/tram.yml:1:1: error[unknown-key]" in bad.stdout + bad.stderr
