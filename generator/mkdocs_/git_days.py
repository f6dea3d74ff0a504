"""Ask git on which day each file of a content folder was added.

In: a folder. Out: days by path, as documents have it, from the folder's own name on; nothing where there is no git, or
the folder is in no repository. A file that was renamed was added when it first had a name.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from generator.content.folder import whole

_COMMAND = (
    "git -c core.quotePath=false log --reverse --no-merges --find-renames --diff-filter=AR --name-status -z"
    " --relative --format=%x01%cs -- ."
).split()
_SECONDS = 60
_DAY = "\1"  # begins what says the day of a commit


def added(content: Path) -> Mapping[str, date]:
    """Return the day of the commit by which each file came, by its path."""
    try:
        said = subprocess.run(
            [_COMMAND[0], "-C", str(content.absolute()), *_COMMAND[1:]],
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        ).stdout.decode("utf-8", "surrogateescape")
    except (OSError, subprocess.SubprocessError):
        return {}
    name = whole(content).name
    return {f"{name}/{path}": day for path, day in _days(said.split("\0")).items()}


def _days(words: list[str]) -> Mapping[str, date]:
    found: dict[str, date] = {}
    day, rest = date.max, iter(words)
    for word in rest:
        status = word.strip("\n")
        if status.startswith(_DAY):
            day = date.fromisoformat(status[1:11])
            status = status[11:].strip("\n")
        for path, first in _of(status, rest, found, day):
            found.setdefault(path, first)
    return found


def _of(status: str, rest: Iterator[str], found: Mapping[str, date], day: date) -> Iterator[tuple[str, date]]:
    if status.startswith("R"):
        before, now = next(rest), next(rest)
        yield now, found.get(before, day)
    elif status.startswith("A"):
        yield next(rest), day
