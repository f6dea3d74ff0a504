"""Removing deletes an entity's file and records the reason, which its address shows.

In: what was read of the content folder, an id, a reason and the day. Out: a `ChangeSet`, or a `Refusal` that lists what
still depends on it. The reason is recorded in `site.yml`, which is what the page at the old address is made from.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.content import prose
from generator.content.document import read
from generator.content.folder import RawFile, Reading
from generator.content.prose import Markup
from generator.content.spot import Spot
from generator.editing import insertion
from generator.editing.change_set import ChangeSet, FileChange, Refusal
from generator.editing.references import IdReference
from generator.editing.rename import find, namings, place
from generator.editing.text_edits import EditableFile
from generator.graph.compile import parse
from generator.graph.graph import Entry
from generator.model.site import Site

_KEY = "removed"


def remove(reading: Reading, ident: str, reason: str, day: date) -> ChangeSet | Refusal:
    """Take an entity away, if nothing depends on it."""
    found = find(reading, ident)
    if isinstance(found, Refusal):
        return found
    named, problems = namings(reading, ident)
    unread = tuple(place(problem) for problem in problems if problem.path != found.path)
    if unread:
        return Refusal("mend this first: what cannot be read may depend on it", unread)
    others = (file for file in reading.files if file is not found)
    places = tuple(each for file in others for each in _places(file, named.get(file.path, ())))
    if places:
        count = f"{len(places)} places refer" if len(places) > 1 else "1 place refers"
        return Refusal(f"'{ident}' cannot be removed: {count} to it", places)
    if fault := _fault(reading, ident, reason):
        return Refusal(fault)
    site = next((file for file in reading.files if not file.folder), None)
    if site is None:
        return Refusal("there is no site.yml, in which the reason would be recorded")
    return _revision(found, site, " ".join(reason.split()), day)


def _fault(reading: Reading, ident: str, reason: str) -> str:
    """Say what is wrong with the links of a reason, or nothing."""
    known = {file.stem for file in reading.files if file.folder} - {ident}
    for token in prose.scan(reason, Markup.LINE):
        if isinstance(token, prose.ProseFault):
            return f"in the reason, {token.message}: {token.hint}"
        if token.id not in known:
            return f"in the reason, '{token.id}' is not the id of anything that stays"
    return ""


def _places(file: RawFile, named: tuple[IdReference, ...]) -> list[str]:
    text = EditableFile(file.raw).text
    made = []
    for each in named:
        spot = Spot.of(text, each.start)
        line = text.split("\n")[spot.line - 1].strip()
        made.append(f"{file.path}:{spot.line}:{spot.column}: {line}")
    return made


def _revision(found: RawFile, site: RawFile, reason: str, day: date) -> ChangeSet | Refusal:
    document, problems = read(site.path, site.raw)
    if document is None:
        return Refusal("mend this first: the reason would be recorded there", tuple(map(place, problems)))
    try:
        edit = insertion.with_items(document.text, Site, _KEY, [_entry(found, reason, day)])
    except insertion.CannotInsertError as error:
        return Refusal(f"{site.path}: {error}")
    return ChangeSet(
        f"remove {found.stem}",
        (
            FileChange(site.path, site.raw, EditableFile(site.raw).edited((edit,))),
            FileChange(found.path, found.raw, None),
        ),
    )


def _entry(found: RawFile, reason: str, day: date) -> dict[str, Any]:
    """Return what `site.yml` says about it."""
    item = parse(found).item
    entity = item.entity if isinstance(item, Entry) else None
    title = entity.title if entity else found.stem
    entry = {"id": found.stem, "kind": found.folder, "title": title, "date": day.isoformat(), "reason": reason}
    return entry | ({"former_ids": entity.former_ids} if entity and entity.former_ids else {})
