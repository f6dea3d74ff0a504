"""Leave out of one file what is of later days, or names what is left out.

In: an entity or the site, and a `Cut`: a day, and what is left out of the content. Out: the same without that, with
where its remains stood; or None where it cannot be without it. Knows no kind by name: the markers of fields say it all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from generator.content.dated_text import DatedText, Remainder
from generator.content.document import KeyPath
from generator.content.prose import Markup
from generator.graph.field_plans import FieldPlan, ModelPlan, plan_of
from generator.model.choices import CountsInto, OneOf
from generator.model.dates import EdtfDate
from generator.model.fields import Part

_PartT = TypeVar("_PartT", bound=Part)
Items = Mapping[tuple[str, str], Mapping[str, str]]  # what is left of the items of a list: their old and new names
_LOST: Any = object()  # in place of what cannot be kept


@dataclass(frozen=True)
class Cut:
    """What is left out: what began after a day, what is out by its id, and what names either."""

    day: date
    out: AbstractSet[str]
    texts: Callable[[str, Markup], DatedText]
    words: AbstractSet[tuple[str, str]] = frozenset()  # of lists of the site, each with the name of its list
    items: Items = field(default_factory=dict)
    known: date | None = None  # where what was learnt later is left out; otherwise such days are only not shown


@dataclass
class Remains:
    """What is left of a file, and where that stood."""

    part: Part
    lists: dict[KeyPath, tuple[int, ...]]  # which items are left of each list that lost some
    texts: dict[KeyPath, Remainder]
    lost: bool = False  # a text in place of which another stands
    has_dated: bool = False  # some part of it began by the day

    def place(self, path: KeyPath) -> KeyPath:
        """Return where in the file something stands that is there in what is left."""
        found: KeyPath = ()
        for step in path:
            kept = self.lists.get(found)
            found = (*found, kept[step] if kept is not None and isinstance(step, int) else step)
        return found


def last_day_of_beginning(when: EdtfDate) -> date:
    """Return the day by which something had certainly begun."""
    return when.start.last() if when.start else when.last()


def begun(when: EdtfDate, day: date) -> EdtfDate:
    """Return a date without an end that lies after the day."""
    if when.is_interval and when.start is not None and when.last() > day:
        return EdtfDate(f"{when.text.partition('/')[0].strip()}/..", when.start, None)
    return when


def cut(part: Part, by: Cut) -> Remains | None:
    """Cut one file."""
    return _Cutter(by).run(part)


class _Cutter:
    """Cuts one file."""

    def __init__(self, by: Cut) -> None:
        self._by = by
        self._found = Remains(Part(), {}, {})

    def run(self, part: Part) -> Remains | None:
        plan = plan_of(type(part))
        made = self._part(part, (), is_dated=bool(plan.begins))
        if made is None:
            return None
        self._found.part = made
        return self._found

    def _part(self, part: _PartT, path: KeyPath, *, is_dated: bool) -> _PartT | None:
        """Return a part without what is later. `is_dated` is whether what it belongs to had certainly begun."""
        plan, changed, has_date = plan_of(type(part)), dict[str, Any](), False
        for name in plan.begins:
            if (when := getattr(part, name)) is None:
                continue
            if path and last_day_of_beginning(when) > self._by.day:
                return None
            is_dated = has_date = True
            if (kept := begun(when, self._by.day)) is not when:
                changed[name] = kept
        if not self._fields(part, plan, changed, path, is_dated=is_dated):
            return None
        if path and not is_dated and _lost_all_sources(part, plan, changed):
            return None
        self._found.has_dated |= has_date and bool(path)
        self._neighbours(part, plan, changed)
        self._judged(part, plan, changed)
        return part.model_copy(update=changed) if changed else part

    def _fields(self, part: Part, plan: ModelPlan, changed: dict[str, Any], path: KeyPath, *, is_dated: bool) -> bool:
        """Cut each field. Returns whether the part can be without what is gone."""
        if self._by.known is not None and plan.earlier:
            kept = _recall(part, plan, changed, self._by.known)
            if plan.earlier in changed:
                self._found.lists[*path, plan.earlier] = kept
        for each in plan.fields:
            value = changed.get(each.name, getattr(part, each.name))
            if value is None or value == () or each.is_earlier:
                continue
            here, cut_value = (*path, each.name), self._many if each.slot.many else self._one
            left = cut_value(part, each, value, here, is_dated=is_dated)
            if left is _LOST and each.in_place:
                left = getattr(part, each.in_place)
                self._found.lost = True
            if left is _LOST and each.is_needed:
                return False
            if left is not value:
                changed[each.name] = (() if each.slot.many else None) if left is _LOST else left
        return True

    def _many(self, part: Part, plan: FieldPlan, items: tuple[Any, ...], path: KeyPath, *, is_dated: bool) -> Any:
        made = [self._one(part, plan, item, (*path, n), is_dated=is_dated) for n, item in enumerate(items)]
        kept = tuple(number for number, each in enumerate(made) if each is not _LOST)
        if len(kept) < len(items):
            self._found.lists[path] = kept
        elif all(one is other for one, other in zip(made, items, strict=True)):
            return items
        return tuple(made[number] for number in kept) or _LOST

    def _one(self, part: Part, plan: FieldPlan, value: Any, path: KeyPath, *, is_dated: bool) -> Any:
        """Return what is left of a value, or `_LOST`."""
        slot, by = plan.slot, self._by
        if slot.part is not None:
            made = self._part(value, path, is_dated=is_dated)
            return _LOST if made is None else made
        if slot.relation is not None:
            return _LOST if value in by.out or not all(self._is_left(part, m, value) for m in plan.listed) else value
        if slot.vocabulary is not None:
            return _LOST if (slot.vocabulary, value) in by.words else value
        if slot.markup is not None:
            return self._text(value, slot.markup, path)
        if plan.is_end:
            return _LOST if value.last() > by.day else value
        limit = by.day if by.known is None else by.known
        return value if value <= limit else limit if plan.is_capped else _LOST

    def _text(self, text: str, markup: Markup, path: KeyPath) -> Any:
        remainder = self._by.texts(text, markup).without(self._by.day, self._by.out)
        if remainder is None:
            return text
        self._found.texts[path] = remainder
        return remainder.text or _LOST

    def _is_left(self, part: Part, marker: OneOf, target: str) -> bool:
        """Say whether the item of a list elsewhere that a neighbouring field names is left."""
        items = self._by.items.get((target, marker.items))
        named = next(getattr(part, name) for name, each in plan_of(type(part)).names_items if each is marker)
        return items is None or named is None or str(named) in items

    def _neighbours(self, part: Part, plan: ModelPlan, changed: dict[str, Any]) -> None:
        """Change what goes with other fields, or stands in their place, or counts items elsewhere."""
        for each in plan.fields:
            if each.or_else and changed.get(each.name, _LOST) is None:
                changed[each.or_else.field] = each.or_else.value
        for name, beside in plan.beside:
            if changed.get(beside, _LOST) is None and getattr(part, name) is not None:
                changed[name] = None
        for name, marker in plan.names_items:
            items = self._by.items.get((getattr(part, marker.reference), marker.items))
            said = getattr(part, name)
            if items is not None and said is not None and isinstance(marker, CountsInto):
                changed[name] = int(items[str(said)])

    def _judged(self, part: Part, plan: ModelPlan, changed: dict[str, Any]) -> None:
        """Take a judgement away of which some grounds are gone, or its history where it is not dated any more."""
        judged = plan.judged
        if self._by.known is not None or not judged:
            return
        day = next((getattr(part, each.name) for each in judged if each.is_day), None)
        is_of_then = day is not None and day <= self._by.day
        if not is_of_then and any(each.is_ground and each.name in changed for each in plan.fields):
            _empty(judged, changed)
        elif not is_of_then and plan.earlier:
            changed[plan.earlier] = ()


def _empty(fields: Iterable[FieldPlan], changed: dict[str, Any]) -> None:
    changed.update((each.name, () if each.slot.many else None) for each in fields)


def _recall(part: Part, plan: ModelPlan, changed: dict[str, Any], known: date) -> tuple[int, ...]:
    """Put a judgement back to what it was on a day. Returns which of the earlier ones were earlier then as well."""
    judged = plan.judged
    named = next(each.name for each in judged if each.is_day)
    earlier = getattr(part, plan.earlier)
    if (day := getattr(part, named)) is None or day <= known:
        return tuple(range(len(earlier)))
    before = [(getattr(each, named), number) for number, each in enumerate(earlier) if getattr(each, named) <= known]
    _empty(judged, changed)
    if before:
        newest, number = max(before)
        changed.update((each.name, getattr(earlier[number], each.name, None)) for each in judged if not each.slot.many)
        kept = tuple(sorted(other for day, other in before if day < newest))
        changed[plan.earlier] = tuple(earlier[other] for other in kept)
        return kept
    return ()


def _lost_all_sources(part: Part, plan: ModelPlan, changed: Mapping[str, Any]) -> bool:
    cited = [each.name for each in plan.fields if each.cites and getattr(part, each.name)]
    return bool(cited) and not any(changed.get(name, getattr(part, name)) for name in cited)
