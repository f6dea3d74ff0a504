"""A revision on disk: made whole, or not at all, whatever happens half-way.

In: the content folder and a `Revision`. Out: the files. All drafts are written first, into a folder `.revision` beside
the entities; when its list is there, the revision counts as decided, and every file is then replaced in one step each.
Who comes after somebody that was interrupted finishes what was decided and drops what was not, unless a file has been
edited since.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.editing.revision import Change, Revision

FOLDER = ".revision"  # a name that no reader of the content looks at
_LIST = "list.json"


class ConflictError(Exception):
    """A file is not as it was when the revision was planned. The message names it."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What is done to one file: it gets a draft's bytes, and then another name; or it is deleted."""

    path: str  # relative to the folder that holds the content
    draft: str  # the name of the draft, or "" to delete the file
    before: str  # digests
    after: str
    moved_to: str


def carry_out(content: Path, revision: Revision) -> None:
    """Make all changes. Raises ConflictError where a file has changed meanwhile, and OSError."""
    journal = content / FOLDER
    shutil.rmtree(journal, ignore_errors=True)
    journal.mkdir()
    try:
        steps = [_drafted(journal, number, change) for number, change in enumerate(revision.changes)]
        _check(_above(content), steps, begun=False)
        _decide(journal, revision.what, steps)
    except BaseException:
        shutil.rmtree(journal, ignore_errors=True)
        raise
    _finish(content, steps)


def resume(content: Path) -> str:
    """Finish what somebody decided and did not finish, and return what it was. Raises ConflictError, OSError."""
    journal = content / FOLDER
    if not journal.is_dir():
        return ""
    if not (journal / _LIST).is_file():
        shutil.rmtree(journal)  # nothing was decided, and nothing touched
        return ""
    decided = json.loads((journal / _LIST).read_text("utf-8"))
    steps = [_Step(**step) for step in decided["steps"]]
    _check(_above(content), steps, begun=True)
    _finish(content, steps)
    return str(decided["what"])


def _above(content: Path) -> Path:
    return Path(os.path.abspath(content)).parent  # noqa: PTH100 - of a link its own name, as `folder` has it


def _drafted(journal: Path, number: int, change: Change) -> _Step:
    draft, after = "", ""
    if change.after is not None:
        after = _digest(change.after)
        if change.after != change.before:
            draft = str(number)
            _write(journal / draft, change.after)
    return _Step(change.path, draft, _digest(change.before), after, change.moved_to)


def _decide(journal: Path, what: str, steps: list[_Step]) -> None:
    listed = {"what": what, "steps": [{name: getattr(step, name) for name in step.__slots__} for step in steps]}
    _write(journal / f"{_LIST}.draft", json.dumps(listed).encode())
    (journal / f"{_LIST}.draft").replace(journal / _LIST)


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())


def _finish(content: Path, steps: list[_Step]) -> None:
    """Do each step that is not done yet."""
    journal, above = content / FOLDER, _above(content)
    for step in steps:
        path = above / step.path
        if path.exists():
            if not step.after:
                path.unlink()
                continue
            if step.draft and _digest(path.read_bytes()) != step.after:
                _replace(journal / step.draft, path)
            if step.moved_to:
                path.rename(above / step.moved_to)
    shutil.rmtree(journal)


def _replace(draft: Path, path: Path) -> None:
    """Put a copy of the draft in a file's place, with its permissions; through a link, at the link's end."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.draft")
    shutil.copyfile(draft, beside)
    shutil.copymode(target, beside)
    beside.replace(target)


def _check(above: Path, steps: list[_Step], *, begun: bool) -> None:
    """Raise ConflictError if a file is not as it was, nor, once the work has `begun`, as it is to be."""
    for step in steps:
        path, other = above / step.path, above / step.moved_to
        found, elsewhere = _digest_of(path), _digest_of(other) if step.moved_to else ""
        before = found == step.before and not elsewhere
        halfway = begun and found == step.after and not elsewhere
        after = begun and not found and elsewhere == step.after and bool(step.moved_to or not step.after)
        if not (before or halfway or after):
            changed = other if elsewhere and not begun else path
            raise ConflictError(f"{changed.relative_to(above).as_posix()} has been changed meanwhile")
        if not os.access(path.resolve().parent, os.W_OK):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))


def _digest_of(path: Path) -> str:
    """Return the digest of a file, or nothing where there is none."""
    return _digest(path.read_bytes()) if path.is_file() else ""


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
