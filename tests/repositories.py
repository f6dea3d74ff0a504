"""Small git repositories of which each commit is tagged, for the commands that check commits out."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=Mara", "-c", "user.email=mara@example.org")
    command = [shutil.which("git") or "git", *who, *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def commit(root: Path, tag: str) -> None:
    """Commit everything, and tag it."""
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", tag)
    git(root, "tag", tag)


def is_untouched(root: Path) -> bool:
    """Return whether there are neither other worktrees, nor changes, nor stashed ones."""
    one = len(git(root, "worktree", "list").splitlines()) == 1
    return one and git(root, "status", "--short") == git(root, "stash", "list") == ""
