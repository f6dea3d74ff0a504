"""Every place in a file that names an entity: in fields, in links and in citations.

In: a parsed text and the model of its kind. Out: `Reference`s with the exact place of the id. A file need not be valid
for that: what its model does not know is passed over, as the graph passes over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from generator import offsets, prose, syntax
from generator.kinds.anatomy import Slot, slots
from generator.kinds.fields import Markup, Part
from generator.source import Spot


class Reference(NamedTuple):
    """An id as it is written in a text, from `start` to `end`, and the field that it stands in."""

    start: int
    end: int
    id: str
    field: str
    in_text: bool  # of a link or a citation, not the whole value of a field

    def spot(self, text: str) -> Spot:
        before = text[: self.start]
        return Spot(before.count("\n") + 1, len(before) - before.rfind("\n"))


def references(text: str, model: type[Part]) -> tuple[Reference, ...]:
    """Return every reference of a text in order, each once. Raises YamlSyntaxError."""
    node = syntax.compose(text)
    return tuple(sorted(set(_of_part(text, node, model)))) if node else ()


def _of_part(text: str, node: yaml.Node, model: type[Part]) -> Iterator[Reference]:
    known = {slot.name: slot for slot in slots(model)}
    if isinstance(node, yaml.ScalarNode):
        if model.shorthand in known:
            yield from _of_value(text, node, known[model.shorthand])
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            slot = known.get(key.value) if isinstance(key, yaml.ScalarNode) else None
            if slot is not None:
                for item in value.value if isinstance(value, yaml.SequenceNode) else (value,):
                    yield from _of_value(text, item, slot)


def _of_value(text: str, node: yaml.Node, slot: Slot) -> Iterator[Reference]:
    if slot.part is not None:
        yield from _of_part(text, node, slot.part)
    elif isinstance(node, yaml.ScalarNode) and slot.relation is not None:
        if ident := node.value.strip():
            yield _found(text, node, slot, node.value.index(ident), ident)
    elif isinstance(node, yaml.ScalarNode) and slot.markup not in (None, Markup.PLAIN):
        assert slot.markup is not None
        for token in prose.scan(node.value, slot.markup):
            if isinstance(token, prose.Link):
                yield _found(text, node, slot, token.id_offset, token.id, in_text=True)
            elif isinstance(token, prose.Cite):
                yield _found(text, node, slot, token.offset, token.id, in_text=True)


def _found(
    text: str, node: yaml.ScalarNode, slot: Slot, offset: int, ident: str, *, in_text: bool = False
) -> Reference:
    """Return where the word that begins at `offset` of a node's value is written."""
    start = node.start_mark.index
    raw = text[start : node.end_mark.index]
    first, last = (
        offsets.raw_offset(raw, node.style, node.value, place) for place in (offset, offset + len(ident) - 1)
    )
    return Reference(start + first, start + last + offsets.width(raw, node.style, last), ident, slot.name, in_text)
