"""Renaming gives an entity another id, rewrites every reference to it, and keeps its old address.

In: what was read of the content folder, the old id and the new one. Out: a `ChangeSet`, or a `Refusal`. The former id
is recorded in the file itself; renaming back restores the file, with the other id recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import yaml

from generator.content import ids, source_map, yaml_nodes
from generator.content.document import read
from generator.content.folder import RawFile, Reading
from generator.editing import insertion, signing
from generator.editing.change_set import ChangeSet, FileChange, Refusal
from generator.editing.references import IdReference, references
from generator.editing.text_edits import EditableFile, TextEdit
from generator.graph.compile import parse
from generator.model.fields import Entity
from generator.model.site import model_of
from generator.problems.problem import Problem, did_you_mean
from generator.translation.catalogue import MalformedCatalogueError
from generator.translation.renaming import EntityRename

_FORMER = "former_ids"
_UNREADABLE = "mend this first: only what can be read can be rewritten"


def rename(reading: Reading, old: str, new: str) -> ChangeSet | Refusal:
    """Give an entity another id."""
    found = find(reading, old)
    if isinstance(found, Refusal):
        return found
    refusal = why_not(reading, new, of=old)
    if refusal:
        return refusal
    named, unread = namings(reading, old)
    broken = (*unread, *(each for each in parse(found).problems if each.is_error))
    if broken:
        return Refusal(_UNREADABLE, tuple(map(place, broken)))
    changes, count = [], 0
    for file in reading.files:
        edits = [TextEdit(each.start, each.end, new) for each in named.get(file.path, ())]
        count += len(edits)
        after = EditableFile(file.raw).edited(edits) if edits else file.raw
        if file is found:
            recorded = _record(EditableFile(file.raw).text, old, new) if not ids.fault(old) else None
            if isinstance(recorded, Refusal):
                return recorded
            after = EditableFile(file.raw).edited((*edits, *((recorded,) if recorded else ())))
            target = str(PurePosixPath(file.path).with_stem(new))
            changes.append(FileChange(file.path, file.raw, signing.carried(file, after), target))
        elif edits:
            changes.append(FileChange(file.path, file.raw, signing.carried(file, after)))
    catalogues = _in_catalogues(reading.catalogues, EntityRename(found.folder, old, new))
    if isinstance(catalogues, Refusal):
        return catalogues
    return ChangeSet(f"rename {old} {new}", (*changes, *catalogues), count)


def _in_catalogues(files: Iterable[RawFile], renamed: EntityRename) -> list[FileChange] | Refusal:
    """Return the changes of translations, which name the entity as the originals do."""
    changes = []
    for file in files:
        try:
            after = renamed.in_catalogue(file.raw)
        except MalformedCatalogueError as error:
            return Refusal(_UNREADABLE, (f"{file.path}:{error.line}:1: {error}",))
        if after != file.raw:
            changes.append(FileChange(file.path, file.raw, after))
    return changes


def find(reading: Reading, ident: str) -> RawFile | Refusal:
    """Return the one file of an entity."""
    files = [file for file in reading.files if file.folder and file.stem == ident]
    if len(files) == 1:
        return files[0]
    if files:
        places = tuple(file.path for file in files)
        return Refusal(f"'{ident}' is the id of {len(files)} files: give one of them another name by hand", places)
    hint = did_you_mean(ident, {file.stem for file in reading.files if file.folder})
    return Refusal(f"'{ident}' is not the id of anything{f': {hint}' if hint else ''}")


def why_not(reading: Reading, ident: str, *, of: str = "") -> Refusal | None:
    """Say why an id cannot be given. `of` is the entity that is to get it, and may have had it before."""
    if fault := ids.fault(ident):
        return Refusal(fault)
    for file in reading.files:
        if file.folder and file.stem == ident:
            return Refusal(f"'{ident}' is the id of {file.path} already")
        if ident.encode() in file.raw and file.stem != of:
            document, _ = read(file.path, file.raw)
            if document is None:
                continue
            if file.folder and ident in _listed(document.data.get(_FORMER)):
                return Refusal(f"'{ident}' is a former id of '{file.stem}', to which its address leads")
            if not file.folder and ident in _removed(document.data.get("removed")):
                return Refusal(
                    f"'{ident}' was removed, and its address says why: choose another id, or take it off the"
                    f" list 'removed' in {file.path}"
                )
    return None


def _listed(value: object) -> list[str]:
    return [str(item).strip() for item in value] if isinstance(value, list) else []


def _removed(value: object) -> list[str]:
    entries = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    return [name for item in entries for name in (str(item.get("id")), *_listed(item.get(_FORMER)))]


def namings(reading: Reading, ident: str) -> tuple[dict[str, tuple[IdReference, ...]], list[Problem]]:
    """Return the references to an id by the paths of their files, and why files that may hold more cannot be read."""
    named: dict[str, tuple[IdReference, ...]] = {}
    unread: list[Problem] = []
    for file in reading.files:
        if ident.encode() in file.raw or b"\\" in file.raw:
            document, problems = read(file.path, file.raw)
            unread += problems if document is None else ()
            found = references(document.text, model_of(file.folder)) if document else ()
            named[file.path] = tuple(each for each in found if each.id == ident)
    return named, unread


def place(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}:{problem.column}: {problem.message}"


def _record(text: str, old: str, new: str) -> TextEdit | Refusal:
    """Note the old id as a former one, in the place of the new one where that was a former one."""
    for item in _former(text):
        if item.value.strip() == new:
            raw = text[item.start_mark.index : item.end_mark.index]
            start = item.start_mark.index + source_map.Scalar(raw, item.style, item.value).place(0)
            return TextEdit(start, start + len(new), old)
    try:
        return insertion.with_items(text, Entity, _FORMER, [old])
    except insertion.CannotInsertError as error:
        return Refusal(str(error))


def _former(text: str) -> Iterator[yaml.ScalarNode]:
    root = yaml_nodes.compose(text)
    assert isinstance(root, yaml.MappingNode)
    for key, value in root.value:
        if key.value == _FORMER and isinstance(value, yaml.SequenceNode):
            yield from value.value
