"""What git knows of a file that is missing: how to get it back.

In: problems, and the content folder. Out: the same problems, with a command in the hint of each whose file git has.
Git is asked only where an id is missing; where there is no git, or it takes long, nothing is said.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.problem import Problem

_SECONDS = 5
_MOST = 20  # missing ids that git is asked about


def with_git(problems: Iterable[Problem], content: Path) -> tuple[Problem, ...]:
    """Add to each hint how to get the file back that is missing, if git has it."""
    found = tuple(problems)
    missing = dict.fromkeys(each.missing for each in found if each.missing)
    commands = _commands(list(missing)[:_MOST], content) if missing else {}
    return tuple(_with(problem, commands.get(problem.missing, "")) for problem in found)


def _with(problem: Problem, command: str) -> Problem:
    if not command:
        return problem
    hint = f"git has its file: `{command}`"
    return replace(problem, hint=f"{hint}; or {problem.hint}" if problem.hint.startswith("did you") else hint)


def _commands(idents: list[str], content: Path) -> Mapping[str, str]:
    """Map ids to the commands that bring their files back, where git has them."""
    at_head = _paths(_git(content, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", "."))
    found = {}
    for ident in idents:
        name = f"{ident}.yml"
        revision, path = "HEAD", at_head.get(name, "")
        if not path:
            words = ("log", "-1", "-z", "--no-renames", "--diff-filter=D", "--name-only", "--relative", "--format=%h")
            said = _git(content, *words, "--", f":(glob)*/{name}")
            parts = [part.strip() for part in said.split("\0") if part.strip()]
            revision, path = (f"{parts[0]}~1", parts[-1]) if len(parts) > 1 else ("", "")
        if path and not (content / path).exists():
            found[ident] = f"git {_where(content)}checkout {revision} -- {shlex.quote(_shown(content, path))}"
    return found


def _paths(said: str) -> dict[str, str]:
    """Map the names of files in a listing to their paths: those of a kind lie one folder deep."""
    return {path.rpartition("/")[2]: path for path in said.split("\0") if path.count("/") == 1}


def _where(content: Path) -> str:
    """Return what tells git the folder, where the command would be typed outside of it."""
    return "" if content.absolute().is_relative_to(Path.cwd()) else f"-C {shlex.quote(str(content.absolute()))} "


def _shown(content: Path, path: str) -> str:
    here = content.absolute()
    return (here / path).relative_to(Path.cwd()).as_posix() if here.is_relative_to(Path.cwd()) else path


def _git(content: Path, *words: str) -> str:
    """Return what git says, or nothing where it cannot."""
    command = ["git", "--no-optional-locks", "-C", str(content.absolute()), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
