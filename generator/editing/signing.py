"""Signing writes into a file who reviewed what it says, and carries signatures over an edit that changes no meaning.

In: a file as it was read, and a signature; or the bytes of a file before and after an edit. Out: bytes in which nothing
but the signature changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import yaml

from generator.content import document, yaml_nodes
from generator.content.folder import RawFile
from generator.editing import insertion
from generator.editing.text_edits import EditableFile, TextEdit
from generator.graph.compile import parse
from generator.model import signature
from generator.model.fields import Entity, Review

KEY = "reviewed_by"


class CannotSignError(Exception):
    """The file is written in a way in which no signature can be put in. The message says how to change it."""


def signed(file: RawFile, review: Review) -> bytes:
    """Return a file with a review of what it says, in place of an earlier one by the same person.

    The file must have no error. Raises CannotSignError.
    """
    entity = _said(file)
    assert entity is not None, "a file without errors"
    review = review.model_copy(update={"digest": signature.digest(entity)})
    editable = EditableFile(file.raw)
    number = next((n for n, each in enumerate(entity.reviewed_by) if each.who == review.who), None)
    said = review.model_dump(mode="json")
    if number is None:
        try:
            edits = [insertion.with_items(editable.text, Entity, KEY, [said], last=True)]
        except insertion.CannotInsertError as error:
            raise CannotSignError(str(error)) from None
    else:
        edits = list(_rewritten(editable.text, number, {name: said[name] for name in ("day", "digest")}))
    after = editable.edited(edits)
    made, others = _said(replace(file, raw=after)), _others(entity, review)
    if made is None or signature.digest(made) != review.digest or _others(made, review) != others:
        raise CannotSignError(f"write '{KEY}' as a list with each review on lines of its own, without '&' and '*'")
    return after


def carried(before: RawFile, after: bytes) -> bytes:
    """Return the bytes after an edit that changed no meaning, with each signature that held before bound to them."""
    if KEY.encode() not in after:
        return after
    said, says = _said(before), _said(replace(before, raw=after))
    if said is None or says is None:
        return after
    old, new = signature.digest(said), signature.digest(says)
    held = [number for number, each in enumerate(says.reviewed_by) if each.digest == old != new]
    editable = EditableFile(after)
    bound = editable.edited(edit for number in held for edit in _rewritten(editable.text, number, {"digest": new}))
    made = _said(replace(before, raw=bound))
    return bound if made is not None and signature.digest(made) == new else after


def _said(file: RawFile) -> Entity | None:
    """Return what a file says, where it has no error."""
    item = parse(file).item
    return item.part if item is not None and isinstance(item.part, Entity) else None


def _rewritten(text: str, number: int, values: dict[str, str]) -> Iterator[TextEdit]:
    """Yield the edits that give keys of a signature other values."""
    root = yaml_nodes.compose(text)
    assert root is not None
    nodes = dict(document.walk((), root, root))
    for name, value in values.items():
        _, node = nodes[KEY, number, name]
        assert isinstance(node, yaml.ScalarNode)
        yield TextEdit(node.start_mark.index, node.end_mark.index, value)


def _others(entity: Entity, review: Review) -> list[Review]:
    return [each for each in entity.reviewed_by if each.who != review.who]
