"""A transaction makes a change set on disk, whole or not at all.

In: the content folder and a `ChangeSet`. Out: the files. All drafts are written first, into a folder `.revision` beside
the entities; when its list is there, the change set counts as decided, and every file is then replaced in one step
each. After an interruption the next command finishes what was decided and drops what was not, unless a file has been
edited since. A journal may come with a folder from anywhere, so it is obeyed only where it could be our own: it
names files of the content alone, and does what its words say.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.content import ids
from generator.content.folder import SITE_FILE, TRANSLATIONS, whole
from generator.editing import targets
from generator.editing.change_set import ChangeSet, FileChange
from generator.model.kinds import BY_FOLDER

FOLDER = ".revision"  # a name that no reader of the content looks at
_LIST = "list.json"
_HIDDEN = ".gitignore"  # so that git does not show what an interrupted command has left
_OWN = re.compile(r"[0-9]+|list\.json(?:\.draft)?|\.gitignore")  # what a journal holds
_STEM = r"[^\x00-\x1f\x7f/\\:.][^\x00-\x1f\x7f/\\:]*"
_PLACE = re.compile(rf"(?P<folder>[a-z_]+)/(?P<stem>{_STEM})(?P<end>\.ya?ml)")
_CATALOGUE = re.compile(rf"{TRANSLATIONS}/{_STEM}\.po")


class ConflictError(Exception):
    """A file has changed since the change set was planned. The message names it."""


class DamagedTransactionError(Exception):
    """A journal was not written by this module. The message says in what it differs."""


class _Step(BaseModel):
    """What is done to one file: it gets a draft's bytes, and then another name; or it is deleted."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    path: str  # relative to the folder that holds the content
    draft: Annotated[str, Field(pattern=r"^[0-9]*$")]  # the name of the draft, or "" where the bytes stay
    before: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    after: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")]  # "" to delete the file
    moved_to: str


class _List(BaseModel):
    """What was decided."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    what: str
    steps: tuple[_Step, ...]


def carry_out(content: Path, change_set: ChangeSet) -> None:
    """Make all changes, where `resume` has left nothing to finish. Raises ConflictError, OSError."""
    journal = content / FOLDER
    shutil.rmtree(journal, ignore_errors=True)
    journal.mkdir()
    try:
        (journal / _HIDDEN).write_bytes(b"*\n")
        steps = tuple(_drafted(journal, number, change) for number, change in enumerate(change_set.changes))
        _check(whole(content).parent, steps, begun=False)
        _write(journal / f"{_LIST}.draft", _List(what=change_set.what, steps=steps).model_dump_json().encode())
        (journal / f"{_LIST}.draft").replace(journal / _LIST)
    except BaseException:
        shutil.rmtree(journal, ignore_errors=True)
        raise
    _finish(content, steps)


def resume(content: Path) -> str:
    """Finish what was decided before an interruption, and return what it was.

    Raises DamagedTransactionError before anything is touched, ConflictError, OSError.
    """
    journal = content / FOLDER
    if not os.path.lexists(journal):
        return ""
    if journal.is_symlink() or not journal.is_dir():
        raise DamagedTransactionError("it is no folder")
    for each in sorted(journal.iterdir()):
        if not _OWN.fullmatch(each.name) or each.is_symlink() or not each.is_file():
            raise DamagedTransactionError(f"it holds '{each.name}', which is none of its own files")
    if not (journal / _LIST).is_file():
        _drop(journal)  # nothing was decided, and nothing touched
        return ""
    decided = _decided(journal)
    for fault in _faults(content, decided):
        raise DamagedTransactionError(fault)
    _check(whole(content).parent, decided.steps, begun=True)
    _finish(content, decided.steps)
    return decided.what


def _decided(journal: Path) -> _List:
    try:
        return _List.model_validate_json((journal / _LIST).read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise DamagedTransactionError(f"its {_LIST} says at '{place}': {first['msg']}") from None


def _faults(content: Path, decided: _List) -> Iterator[str]:
    """Yield what keeps a list from being one of ours."""
    own = whole(content).name
    places = [step.path for step in decided.steps] + [step.moved_to for step in decided.steps if step.moved_to]
    if len(set(places)) < len(places):
        yield "it names a file twice"
    for place in places:
        if not _is_content(content, own, place):
            yield f"'{place}' is no file of the content"
    for step in decided.steps:
        yield from _faults_of_draft(content / FOLDER, step)
    words = [_words_for(own, step) for step in decided.steps if step.moved_to or not step.after]
    if words != [decided.what]:
        yield f"it says '{decided.what}', and its steps do something else"


def _is_content(content: Path, own: str, place: str) -> bool:
    """Say whether a path has the shape of a content file's, and no link leads it out of the folder."""
    inside = place.removeprefix(f"{own}/")
    match = _PLACE.fullmatch(inside)
    is_entity = match is not None and match["folder"] in BY_FOLDER
    if inside == place or not (inside == SITE_FILE or is_entity or _CATALOGUE.fullmatch(inside)):
        return False
    return targets.is_inside(content / inside, content)


def _faults_of_draft(journal: Path, step: _Step) -> Iterator[str]:
    if step.draft and (not step.after or _digest_of(journal / step.draft) != step.after):
        yield f"the draft '{step.draft}' of '{step.path}' is not the one that was decided on"
    if not step.draft and step.after not in ("", step.before):
        yield f"there is no draft of '{step.path}'"


def _words_for(own: str, step: _Step) -> str:
    """Return what a step is called that takes a file away or gives it another name; nothing where it may not."""
    old, new = (_PLACE.fullmatch(place.removeprefix(f"{own}/")) for place in (step.path, step.moved_to))
    if old and not step.moved_to:
        return f"remove {old['stem']}"
    if not (old and new and step.after) or ids.fault(new["stem"]):
        return ""
    in_place = (old["folder"], old["end"]) == (new["folder"], new["end"])
    return f"rename {old['stem']} {new['stem']}" if in_place else ""


def _drafted(journal: Path, number: int, change: FileChange) -> _Step:
    after = _digest(change.after) if change.after is not None else ""
    draft = str(number) if change.after not in (None, change.before) else ""
    if draft and change.after is not None:
        _write(journal / draft, change.after)
    return _Step(path=change.path, draft=draft, before=_digest(change.before), after=after, moved_to=change.moved_to)


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())


def _finish(content: Path, steps: tuple[_Step, ...]) -> None:
    """Do each step that is not done yet."""
    journal, above = content / FOLDER, whole(content).parent
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
    (journal / _LIST).unlink()  # first: without its drafts it would be taken for a damaged one
    _drop(journal)


def _drop(journal: Path) -> None:
    """Delete a journal, what hides it from git last."""
    for each in sorted(journal.iterdir(), key=lambda each: each.name == _HIDDEN):
        each.unlink()
    journal.rmdir()


def _replace(draft: Path, path: Path) -> None:
    """Put a copy of the draft in a file's place, with its permissions; through a link, at the link's end."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.draft")
    beside.unlink(missing_ok=True)  # a link there would be written through
    with beside.open("xb") as stream:
        stream.write(draft.read_bytes())
    shutil.copymode(target, beside)
    beside.replace(target)


def _check(above: Path, steps: tuple[_Step, ...], *, begun: bool) -> None:
    """Raise ConflictError if a file has changed: neither before nor, once the work has `begun`, after."""
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
