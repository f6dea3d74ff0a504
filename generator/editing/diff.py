"""The semantic diff compares two editions of the content: what they say, not how their files are written.

In: two `Edition`s, each the site and the entities that could be read. Out: one `EntityChange` for each entity that says
something else, with `Difference`s in plain words. Line breaks, quoting, the order of keys, and of what has no order,
make no difference; an entity under another id is the same entity, and so are the references to it. Reads no files.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.content.prose import Markup
from generator.editing import diff_words
from generator.model.anatomy import identifying, label, marked, names, noun, slot_of, slots
from generator.model.fields import HoldsFrom, Internal, KeyFact, Noun, Ordered, Part

SITE = ""  # the id of the site itself
_ALIKE = 0.6
_LINK = re.compile(r"\[\[\s*([a-z0-9-]+)(?=\s*[|\]])|\[@\s*([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the content: each id's kind, by its folder, and what it says; the site's id is ""."""

    parts: Mapping[str, tuple[str, Part]]
    unread: frozenset[str] = frozenset()  # ids whose files could not be read


@dataclass(frozen=True, slots=True)
class Difference:
    """A field's change. `old` and `new` are plain data, or None where there is nothing."""

    field: str  # `verdict`, or `evidence` for a whole list
    words: str
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity's change: it was `added`, `removed`, `renamed` or `changed`."""

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
    before = {
        renamed.get(ident, ident): _Said(*found, _fields(found[1], renamed)) for ident, found in old.parts.items()
    }
    after = {ident: _Said(*found, _fields(found[1], {})) for ident, found in new.parts.items()}
    former = {present: ident for ident, present in renamed.items()}
    idents = (before.keys() | after.keys()) - old.unread - new.unread
    changes = (_change(each, before.get(each), after.get(each), former.get(each, "")) for each in idents)
    return tuple(sorted(filter(None, changes), key=lambda each: (each.kind, each.id)))


class _Said(NamedTuple):
    """What an entity says, as plain data."""

    kind: str
    part: Part
    fields: dict[str, Any]


def _change(ident: str, before: _Said | None, after: _Said | None, former: str) -> EntityChange | None:
    present = after or before
    assert present is not None
    kind, title = present.kind, str(present.fields["title"])
    if before is None or after is None:
        return EntityChange("removed" if after is None else "added", ident, kind, title)
    differences = tuple(_differences(before.fields, after.fields, type(after.part), type(before.part)))
    if before.kind != kind:
        differences = (Difference("kind", f"moved from {before.kind} to {kind}", before.kind, kind), *differences)
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
    internal = marked(type(part), Internal)
    return {name: _plain(value, renamed) for name, value in data.items() if name not in internal}


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


class _List(NamedTuple):
    """What a model declares of one of its lists: what an item is called, its model if it has keys, the order."""

    name: str
    noun: Noun
    part: type[Part] | None
    order: Ordered | None

    @classmethod
    def of(cls, model: type[Part], name: str) -> _List:
        return cls(name, noun(model, name), slot_of(model, name).part, marked(model, Ordered).get(name))

    def known_by(self, item: Any) -> str:
        return diff_words.shown(item[identifying(self.part)[0]] if self.part else item)

    def told(self, items: list[Any], became: str) -> str:
        """Say how many items were added or removed, and which."""
        return f"{diff_words.counted(len(items), self.noun)} {became}: {', '.join(map(self.known_by, items))}"


def _differences(before: dict[str, Any], after: dict[str, Any], *models: type[Part]) -> Iterator[Difference]:
    """Yield which fields differ and how. `models` declare them: that of `after`, and that of `before`."""
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(old or new, list) and not any(isinstance(value, str) and value for value in (old, new)):
            declared = _List.of(next(each for each in models if name in names(each)), name)
            yield from _in_list(declared, old or [], new or [])
        else:
            yield Difference(name, f"{label(name)} {diff_words.from_to(old, new)}", old, new)


def _in_list(declared: _List, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    pairs, gone, come = _paired(declared.part, old, new)
    superseded = [(item, earlier) for item in come if (earlier := _earlier(declared.part, item, old)) is not None]
    for item, earlier in superseded:
        yield Difference(declared.name, _superseded(declared, earlier, item), earlier, item)
    come = [item for item in come if all(item is not each for each, _ in superseded)]
    for before, after in pairs:
        yield from _in_item(declared, before, after, old.index(before) + 1)
    if come:
        yield Difference(declared.name, declared.told(come, "added"), None, come)
    if gone:
        yield Difference(declared.name, declared.told(gone, "removed"), gone)
    if declared.order and not (pairs or gone or come):
        yield Difference(declared.name, f"{label(declared.name)} in another order", old, new)


def _in_item(declared: _List, old: Any, new: Any, number: int) -> Iterator[Difference]:
    which = str(number) if declared.order and declared.order.numbered else declared.known_by(new)
    assert declared.part is not None  # words are not paired
    for each in _differences(old, new, declared.part):
        words = f"{declared.noun.one} {which}: {each.words}"
        yield Difference(f"{declared.name}.{each.field}", words, each.old, each.new)


def _paired(
    part: type[Part] | None, old: list[Any], new: list[Any]
) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    """Return the items that changed, old and new, those that are gone, and those that came. Equal ones are left out."""
    gone, come = [item for item in old if item not in new], [item for item in new if item not in old]
    pairs = []
    for item in list(gone) if part else ():
        match = next((other for other in come if part and _is_one(part, item, other)), None)
        if match is not None:
            pairs.append((item, match))
            gone.remove(item)
            come.remove(match)
    return pairs, gone, come


def _is_one(part: type[Part], one: Any, other: Any) -> bool:
    """Say whether two items are the same thing, said differently. One of another date is another one."""
    prose = {slot.name for slot in slots(part) if slot.markup in (Markup.LINE, Markup.TEXT)}
    return all(
        _is_alike(one[name], other[name]) if name in prose else one[name] == other[name]
        for name in (*identifying(part), *marked(part, HoldsFrom))
    )


def _is_alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one, other).ratio() > _ALIKE


def _earlier(part: type[Part] | None, item: Any, old: list[Any]) -> Any:
    """Return the last item that a later one on the same thing supersedes."""
    if part is None or not (dates := tuple(marked(part, HoldsFrom))):
        return None
    [since], same = dates, identifying(part)
    before = [each for each in old if all(each[k] == item[k] for k in same) and each[since] < item[since]]
    return max(before, key=lambda each: str(each[since]), default=None)


def _superseded(declared: _List, earlier: Any, later: Any) -> str:
    assert declared.part is not None  # only items with a date are superseded
    on, facts, [since] = identifying(declared.part)[0], marked(declared.part, KeyFact), marked(declared.part, HoldsFrom)
    said = (f"{', '.join(str(each[fact]) for fact in facts)} ({each[since]})" for each in (earlier, later))
    return f"{declared.noun.one} {label(on)} {later[on]} superseded: {diff_words.from_to(*said)}"
