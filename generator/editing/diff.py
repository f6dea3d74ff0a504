"""What changed between two editions of the content: in what it says, not in how its files are written.

In: two `Edition`s, each the site and the entities that could be read. Out: one `EntityChange` for each entity that says
something else, with `Difference`s in plain words. Line breaks, quoting, the order of keys, and of what has no order,
make no difference; an entity under another id is the same entity, and so are the references to it. Reads no files.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.editing import diff_words
from generator.model.fields import Part

SITE = ""  # the id of the site itself
_INTERNAL = frozenset(("corrections", "former_ids", "research", "waivers"))  # what readers are not told
_IN_ORDER = ("answers", "premises", "statements")  # lists whose order says something
_ALIKE = 0.6
_LINK = re.compile(r"\[\[\s*([a-z0-9-]+)(?=\s*[|\]])|\[@\s*([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the content: each id's kind, by its folder, and what it says; the site's id is ""."""

    parts: Mapping[str, tuple[str, Part]]
    unread: frozenset[str] = frozenset()  # ids whose files could not be read


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that an entity says otherwise. `old` and `new` are plain data, or None where there is nothing."""

    field: str  # `verdict`, or `evidence` for a whole list
    words: str
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class EntityChange:
    """What became of one entity: it was `added`, `removed`, `renamed` or `changed`."""

    what: str
    id: str
    kind: str
    title: str
    former_id: str = ""
    differences: tuple[Difference, ...] = field(default=())

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        told = [f"renamed from {self.former_id}"] if self.former_id else []
        told += [each.words for each in self.differences]
        return "; ".join(told) if told else self.what


def compare(old: Edition, new: Edition) -> tuple[EntityChange, ...]:
    """Return what changed, sorted by kind and id."""
    renamed = _renamed(old, new)
    before = {renamed.get(ident, ident): (kind, _fields(part, renamed)) for ident, (kind, part) in old.parts.items()}
    after = {ident: (kind, _fields(part, {})) for ident, (kind, part) in new.parts.items()}
    former = {present: ident for ident, present in renamed.items()}
    found = []
    for ident in (before.keys() | after.keys()) - old.unread - new.unread:
        change = _change(ident, before.get(ident), after.get(ident), former.get(ident, ""))
        found += [change] if change else []
    return tuple(sorted(found, key=lambda each: (each.kind, each.id)))


_Said = tuple[str, dict[str, Any]]


def _change(ident: str, before: _Said | None, after: _Said | None, former: str) -> EntityChange | None:
    kind, fields = after or before or ("", {})
    title = str(fields.get("title", ident))
    if before is None or after is None:
        return EntityChange("removed" if after is None else "added", ident, kind, title)
    differences = tuple(_differences(before[1], after[1]))
    if before[0] != kind:
        differences = (Difference("kind", f"moved from {before[0]} to {kind}", before[0], kind), *differences)
    if not differences and not former:
        return None
    return EntityChange("renamed" if former else "changed", ident, kind, title, former, differences)


# -- what an entity says -----------------------------------------------------------------------------------------


def _renamed(old: Edition, new: Edition) -> dict[str, str]:
    """Map ids that are gone to those under which the same entities are now."""
    gone, come = old.parts.keys() - new.parts.keys(), new.parts.keys() - old.parts.keys()
    found = {
        former: ident
        for ident, (_, part) in sorted(new.parts.items())
        for former in getattr(part, "former_ids", ())
        if former in gone and ident not in old.parts
    }
    for ident in sorted(gone - found.keys()):
        kind, part = old.parts[ident]
        same = (other for other in sorted(come - set(found.values())) if new.parts[other][0] == kind)
        match = next((other for other in same if _is_same(part, new.parts[other][1])), None)
        if match is not None:
            found[ident] = match
    return found


def _is_same(one: Part, other: Part) -> bool:
    """Say whether two entities differ in their titles at most."""
    fields, others = _fields(one, {}), _fields(other, {})
    return fields.get("title") == others.get("title") or (fields | {"title": ""}) == (others | {"title": ""})


def _fields(part: Part, renamed: Mapping[str, str]) -> dict[str, Any]:
    """Return what an entity says as plain data, without what readers are not told."""
    data = part.model_dump(mode="json", exclude_defaults=True)
    return {name: _plain(value, renamed) for name, value in data.items() if name not in _INTERNAL}


def _plain(value: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item, renamed) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, renamed) for item in value]
    if not isinstance(value, str):
        return value
    text = "\n\n".join(" ".join(block.split()) for block in re.split(r"\n\s*\n", value.strip()))
    return renamed.get(text) or _LINK.sub(lambda match: _under_present_id(match, renamed), text)


def _under_present_id(match: re.Match[str], renamed: Mapping[str, str]) -> str:
    ident = match[1] or match[2]
    return match[0].replace(ident, renamed.get(ident, ident))


# -- how two states of it differ ---------------------------------------------------------------------------------


def _differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(old or new, list) and not any(isinstance(value, str) and value for value in (old, new)):
            yield from _in_list(name, old or [], new or [])
        else:
            yield Difference(name, f"{diff_words.label(name)} {diff_words.from_to(old, new)}", old, new)


def _in_list(name: str, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    pairs, gone, come = _paired(old, new)
    superseded = [(item, earlier) for item in come if (earlier := _earlier(item, old)) is not None]
    for item, earlier in superseded:
        words = f"position on {item['on']} superseded: {diff_words.from_to(_stance(earlier), _stance(item))}"
        yield Difference(name, words, earlier, item)
    come = [item for item in come if all(item is not each for each, _ in superseded)]
    for before, after in pairs:
        yield from _in_item(name, before, after, old.index(before) + 1)
    for items, verb in ((come, "added"), (gone, "removed")):
        if items:
            shown = f"{diff_words.counted(items, name)} {verb}: {', '.join(map(diff_words.known_by, items))}"
            yield Difference(name, shown, items if verb == "removed" else None, items if verb == "added" else None)
    if name in _IN_ORDER and not (pairs or gone or come):
        yield Difference(name, f"{diff_words.label(name)} in another order", old, new)


def _in_item(name: str, old: Any, new: Any, number: int) -> Iterator[Difference]:
    which = (
        f"{diff_words.singular(name)} {number}"
        if name in ("premises", "statements")
        else f"{diff_words.singular(name)} {diff_words.known_by(new)}"
    )
    for each in _differences(old, new):
        yield Difference(f"{name}.{each.field}", f"{which}: {each.words}", each.old, each.new)


def _paired(old: list[Any], new: list[Any]) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    """Return the items that changed, old and new, those that are gone, and those that came. Equal ones are left out."""
    gone, come = [item for item in old if item not in new], [item for item in new if item not in old]
    pairs = []
    for item in list(gone):
        match = next((other for other in come if _is_one(item, other)), None)
        if match is not None:
            pairs.append((item, match))
            gone.remove(item)
            come.remove(match)
    return pairs, gone, come


def _is_one(one: Any, other: Any) -> bool:
    """Say whether two items are the same thing, said differently."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    if "on" in one:  # a position of another date is another position
        return one["on"] == other.get("on") and one.get("since") == other.get("since")
    name = next((name for name in diff_words.NAMING if name in one and name in other), None)
    if name is not None and name != "claim" and "text" not in one:
        return bool(one[name] == other[name])
    wording = next((name for name in diff_words.WORDING if name in one and name in other), None)
    if wording is None:
        return False
    return difflib.SequenceMatcher(None, str(one[wording]), str(other[wording])).ratio() > _ALIKE


def _earlier(item: Any, old: list[Any]) -> Any:
    """Return the last position that a later one on the same thing supersedes."""
    if not isinstance(item, dict) or "on" not in item or "stance" not in item:
        return None
    since = str(item.get("since", ""))
    before = [each for each in old if each.get("on") == item["on"] and str(each.get("since", "")) < since]
    return max(before, key=lambda each: str(each.get("since", "")), default=None)


def _stance(position: Mapping[str, Any]) -> str:
    return f"{position.get('stance')} ({position.get('since', 'undated')})"
