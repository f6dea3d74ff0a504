"""Reviewing signs what files say: who compared them with their sources, and on which day.

In: what was read of the content folder, ids, a name and a day. Out: a `ChangeSet`, or a `Refusal`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.content.folder import RawFile, Reading
from generator.editing import rename, signing
from generator.editing.change_set import ChangeSet, FileChange, Refusal
from generator.graph.compile import parse
from generator.model.fields import Review

_UNREADABLE = "mend this first: only what has no error can be signed"
_LATER = f"sha256:{'0' * 64}"  # until it is reckoned


def review(reading: Reading, idents: Iterable[str], who: str, day: date) -> ChangeSet | Refusal:
    """Sign what the files of some entities say. What is signed so already does not change."""
    changes = []
    for ident in dict.fromkeys(idents):
        file = rename.find(reading, ident)
        if isinstance(file, Refusal):
            return file
        after = _signed(file, Review(who=who, day=day, digest=_LATER))
        if isinstance(after, Refusal):
            return after
        if after != file.raw:
            changes.append(FileChange(file.path, file.raw, after))
    return ChangeSet(f"review {' '.join(idents)}", tuple(changes))


def _signed(file: RawFile, unsigned: Review) -> bytes | Refusal:
    parsed = parse(file)
    broken = tuple(each for each in parsed.problems if each.is_error)
    if parsed.item is None or broken:
        return Refusal(_UNREADABLE, tuple(map(rename.place, broken)))
    try:
        return signing.signed(file, unsigned)
    except signing.CannotSignError as error:
        return Refusal(f"{file.path}: {error}")
