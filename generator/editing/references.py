"""References are found in a file: each place that names an entity, in fields, links and citations.

In: a parsed text and the model of its kind. Out: `IdReference`s with the exact place of the id. A file need not be
valid for that: what its model does not know is passed over, as the graph passes over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from generator.content import prose, source_map, yaml_nodes
from generator.content.prose import Markup
from generator.model.anatomy import Slot, slot_of
from generator.model.fields import Part


class IdReference(NamedTuple):
    """An id as it is written in a text, from `start` to `end`, and the field that it stands in."""

    start: int
    end: int
    id: str
    field: str
    in_text: bool  # of a link or a citation, not the whole value of a field


def references(text: str, model: type[Part]) -> tuple[IdReference, ...]:
    """Return every reference of a text in order, each once. Raises YamlSyntaxError."""
    node = yaml_nodes.compose(text)
    return tuple(sorted(set(_of_part(text, node, model)))) if node else ()


def _of_part(text: str, node: yaml.Node, model: type[Part]) -> Iterator[IdReference]:
    if isinstance(node, yaml.ScalarNode) and model.shorthand:
        yield from _of_value(text, node, slot_of(model, model.shorthand))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            for item in value.value if isinstance(value, yaml.SequenceNode) else (value,):
                if isinstance(key, yaml.ScalarNode):
                    yield from _of_value(text, item, slot_of(model, key.value))


def _of_value(text: str, node: yaml.Node, slot: Slot) -> Iterator[IdReference]:
    if slot.part is not None:
        yield from _of_part(text, node, slot.part)
    elif isinstance(node, yaml.ScalarNode) and slot.relation is not None:
        if ident := node.value.strip():
            yield _found(node, _written(text, node), slot, node.value.index(ident), ident)
    elif isinstance(node, yaml.ScalarNode) and slot.markup not in (None, Markup.PLAIN):
        assert slot.markup is not None
        written: source_map.Scalar | None = None
        for token in prose.scan(node.value, slot.markup):
            if not isinstance(token, prose.ProseFault):
                written = written or _written(text, node)
                offset = token.id_offset if isinstance(token, prose.ProseLink) else token.offset
                yield _found(node, written, slot, offset, token.id, in_text=True)


def _written(text: str, node: yaml.ScalarNode) -> source_map.Scalar:
    return source_map.Scalar(text[node.start_mark.index : node.end_mark.index], node.style, node.value)


def _found(
    node: yaml.ScalarNode, written: source_map.Scalar, slot: Slot, offset: int, ident: str, *, in_text: bool = False
) -> IdReference:
    """Return where the word that begins at `offset` of a node's value is written."""
    start = node.start_mark.index
    first, last = written.place(offset), written.place(offset + len(ident) - 1)
    return IdReference(start + first, start + last + written.width(last), ident, slot.name, in_text)
