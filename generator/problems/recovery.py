"""Add to problems of missing files how git brings them back.

In: problems, and the content folder. Out: the same problems, with a command in the hint of each whose file git has.
Git is asked only where an id is missing; where there is no git, or it takes long, nothing is said.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from generator.problems.problem import Problem

_SECONDS = 5
_ID = re.compile(r"[a-z0-9-]+")  # what may stand in the pattern of a path
_MOST = 20  # missing ids that git is asked about


def with_git(problems: Iterable[Problem], content: Path) -> tuple[Problem, ...]:
    """Add to each hint how to get the file back that is missing, if git has it."""
    found = tuple(problems)
    missing = dict.fromkeys(each.missing for each in found if each.missing and _ID.fullmatch(each.missing))
    commands = _commands(list(missing)[:_MOST], content) if missing else {}
    return tuple(_with(problem, commands.get(problem.missing, "")) for problem in found)


def _with(problem: Problem, command: str) -> Problem:
    if not command or problem.hint.startswith("it was removed"):  # on purpose, as site.yml says
        return problem
    hint = f"git has its file: `{command}`"
    return replace(problem, hint=f"{hint}; or {problem.hint}" if problem.hint.startswith("did you") else hint)


def _commands(idents: list[str], content: Path) -> Mapping[str, str]:
    """Map ids to the commands that bring their files back, where git has them."""
    places = {ident: ("HEAD", path) for ident, path in _at_head(content).items() if ident in idents}
    unknown = [ident for ident in idents if ident not in places]
    places |= _deleted(unknown, content) if unknown else {}
    here = content.absolute()
    is_below = here.is_relative_to(Path.cwd())
    folder = "" if is_below else f"-C {shlex.quote(str(here))} "  # for git, where the command is typed outside of it
    shown = f"{here.relative_to(Path.cwd()).as_posix()}/" if is_below and here != Path.cwd() else ""
    return {
        ident: f"git {folder}checkout {revision} -- {shlex.quote(shown + path)}"
        for ident, (revision, path) in places.items()
        if not (content / path).exists()
    }


def _at_head(content: Path) -> dict[str, str]:
    """Map the ids of the last commit to the paths of their files."""
    said = _git(content, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", ".")
    return {PurePath(path).stem: path for path in said.split("\0") if path.count("/") == 1 and path.endswith(".yml")}


def _deleted(idents: list[str], content: Path) -> dict[str, tuple[str, str]]:
    """Map ids whose files a commit deleted to the revision before it, and to their paths."""
    words = ("log", "--no-renames", "--diff-filter=D", "--name-only", "--relative", "--format=%x01%h")
    said = _git(content, *words, "--", *(f":(glob)*/{ident}.yml" for ident in idents))
    found: dict[str, tuple[str, str]] = {}
    commit = ""
    for line in said.splitlines():
        if line.startswith("\x01"):
            commit = line[1:]
        elif line.endswith(".yml"):
            found.setdefault(PurePath(line).stem, (f"{commit}~1", line))
    return found


def _git(content: Path, *words: str) -> str:
    """Return what git says, or nothing where it cannot."""
    command = ["git", "--no-optional-locks", "-C", str(content.absolute()), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
