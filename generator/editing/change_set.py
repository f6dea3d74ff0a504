"""A change set holds the new bytes of several files, and which of them is renamed or deleted.

In: what was read, and edits by file. Out: a `ChangeSet`, which `transaction` writes, or a `Refusal`. Knows no kinds.
"""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file's change: its bytes before and after. Paths are posix, relative to the folder that holds the content."""

    path: str
    before: bytes
    after: bytes | None  # None where it is to be deleted
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that belong together: all are made, or none."""

    what: str  # in words
    changes: tuple[FileChange, ...]
    references: int = 0  # how many were rewritten


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason to change nothing, with its places, each as `path:line:column: words`."""

    why: str
    places: tuple[str, ...] = ()


def as_diff(change_set: ChangeSet) -> Iterator[str]:
    """Yield the lines of a unified diff, as `git apply` takes it."""
    for change in change_set.changes:
        old = _lines(change.before)
        new = _lines(change.after) if change.after is not None else []
        target = change.moved_to or change.path
        yield f"diff --git a/{change.path} b/{target}\n"
        if change.after is None:
            yield "deleted file mode 100644\n"
        elif change.moved_to:
            yield f"rename from {change.path}\n"
            yield f"rename to {target}\n"
        named = f"b/{target}" if change.after is not None else "/dev/null"
        for line in difflib.unified_diff(old, new, f"a/{change.path}", named):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(raw: bytes) -> list[str]:
    """Split after each line feed only, as diffs do."""
    return [line.decode("utf-8", "replace") for line in io.BytesIO(raw)]
