"""The formatter writes content in its one form: order of keys, quotes, wrapping, lists.

In: a file that has no problem, or plain data, and the model. Out: the bytes of the file in that form, which say the
same and keep every comment; or lines that are read as the data, every scalar as a text. Keys stand in the order of
their model; short lists of words in brackets, everything else below its key; texts of one
paragraph are wrapped; quotes stand only where they are needed, or where other readers of YAML would see no text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from generator.content import yaml_nodes
from generator.content.document import read
from generator.content.prose import Markup
from generator.editing import scalar_style
from generator.editing.comments import Comments, dash
from generator.editing.scalar_style import WIDTH, Value, Written
from generator.editing.text_edits import EditableFile
from generator.model.anatomy import Slot, in_order, slot_of
from generator.model.fields import Part

_PROSE = (Markup.LINE, Markup.TEXT)


class CannotFormatError(Exception):
    """The file says something that this form has no place for. The message says what."""


def formatted(path: str, raw: bytes, model: type[Part]) -> bytes:
    """Return a file in its one form. It must have no problem. Raises CannotFormatError."""
    file = EditableFile(raw)
    root = yaml_nodes.compose(file.text)
    assert isinstance(root, yaml.MappingNode)
    if _has_aliases(root, set()):
        raise CannotFormatError("it uses '&' and '*': write the values out")
    made = _Layout(file.text, root).whole(model).replace("\n", file.newline).encode("utf-8")
    before, after = read(path, raw)[0], read(path, made)[0]
    if before is None or after is None or before.data != after.data or _comments(raw) != _comments(made):
        raise CannotFormatError("its one form would not say quite the same: please report this file")
    return made


def written(data: Mapping[str, Any], model: type[Part]) -> str:
    """Return the keys of a file: texts, numbers and truth values, lists and mappings of them."""
    root = _node(data)
    assert isinstance(root, yaml.MappingNode)
    return _Layout("", root).whole(model)


def items(values: Sequence[Any], slot: Slot | None, indent: int) -> str:
    """Return the items of a list below its key, whose dashes stand `indent` columns from the left."""
    node = _node(values)
    assert isinstance(node, yaml.SequenceNode)
    layout = _Layout("", node)
    return "\n".join(_joined([layout.item(node, number, slot, indent) for number in range(len(values))], indent))


def in_line(values: Sequence[Any], slot: Slot | None) -> str:
    """Return the items of a list in brackets, without these."""
    return ", ".join(_flow(_node(value), slot) for value in values)


_NOWHERE = yaml.Mark("", 0, 0, 0, None, 0)


def _node(value: Any) -> yaml.Node:
    """Return data as nodes of no text."""
    if isinstance(value, Mapping):
        pairs = [(_node(name), _node(each)) for name, each in value.items()]
        return yaml.MappingNode(yaml_nodes.MAPPING, pairs, _NOWHERE, _NOWHERE, flow_style=False)
    if isinstance(value, (list, tuple)):
        return yaml.SequenceNode(yaml_nodes.SEQUENCE, list(map(_node, value)), _NOWHERE, _NOWHERE, flow_style=False)
    text = value if isinstance(value, str) else json.dumps(value)
    return yaml.ScalarNode(yaml_nodes.QUOTED, text, _NOWHERE, _NOWHERE)


def _comments(raw: bytes) -> list[str]:
    """Return the comments of a file, sorted."""
    text = EditableFile(raw).text
    root = yaml_nodes.compose(text)
    return sorted(Comments(text, root).comments()) if root else []


class _Block(NamedTuple):
    """The lines of a key or an item, and what stands above them."""

    above: list[str]
    lines: list[str]


class _Layout:
    """Writes the nodes of one text again, or of none."""

    def __init__(self, text: str, root: yaml.CollectionNode) -> None:
        self._text = text
        self._root = root
        self._comments = Comments(text, root if text else yaml.MappingNode("", [], _NOWHERE))

    def whole(self, model: type[Part]) -> str:
        assert isinstance(self._root, yaml.MappingNode)
        blocks = self._mapping(self._root, model, 0)
        head = self._comments.head
        lines = [*head, *([""] if head else []), *_joined(blocks, 0)]
        return "\n".join(lines) + "\n"

    def _mapping(self, node: yaml.MappingNode, model: type[Part] | None, indent: int) -> list[_Block]:
        blocks = [self._pair(key, value, slot, indent) for key, value, slot in _ordered(node, model)]
        return [*blocks, *self._ending(node)]

    def _pair(self, key: yaml.ScalarNode, value: yaml.Node, slot: Slot | None, indent: int) -> _Block:
        name = f"{scalar_style.on_a_line(Value(key.value, is_text=False))}:"
        start = key.start_mark.index
        if isinstance(value, yaml.ScalarNode):
            written = self._scalar(value, slot, indent + scalar_style.STEP, WIDTH - indent - len(name) - 1)
        elif isinstance(value, yaml.SequenceNode):
            written = self._sequence(value, slot, indent + scalar_style.STEP, WIDTH - indent - len(name) - 1)
        else:
            assert isinstance(value, yaml.MappingNode)
            blocks = self._mapping(value, slot.part if slot else None, indent + scalar_style.STEP)
            written = Written("", tuple(_joined(blocks, indent + scalar_style.STEP))) if blocks else Written("{}")
        return self._block(start, f"{name} {written.head}".rstrip(), written.below)

    def _block(self, start: int, head: str, below: Iterable[str]) -> _Block:
        """Put the comments of a key or item where they belong. Of several behind it, the last one stays there."""
        behind = self._comments.behind.get(start, [])
        above = [*self._comments.above.get(start, []), *behind[:-1]]
        return _Block(above, [f"{head}  {behind[-1]}" if behind else head, *below])

    def _scalar(self, node: yaml.ScalarNode, slot: Slot | None, indent: int, room: int) -> Written:
        if node.tag == yaml_nodes.PLAIN and node.value in yaml_nodes.NULLS:
            return Written("")
        return scalar_style.write(Value(node.value, _is_text(slot), node.style), indent, room)

    def _sequence(self, node: yaml.SequenceNode, slot: Slot | None, indent: int, room: int) -> Written:
        if not node.value and not self._comments.at_end.get(node.start_mark.index):
            return Written("[]")
        line = self._in_brackets(node, slot)
        if line and len(line) <= room:
            return Written(line)
        if line and node.flow_style and node.value:
            return Written("", scalar_style.wrapped_list(line, indent))
        blocks = [self.item(node, number, slot, indent) for number in range(len(node.value))]
        return Written("", tuple(_joined([*blocks, *self._ending(node)], indent)))

    def _in_brackets(self, node: yaml.SequenceNode, slot: Slot | None) -> str:
        """Return a list of words on one line, or nothing where it cannot be written so."""
        words = [item for item in node.value if isinstance(item, yaml.ScalarNode)]
        starts = (dash(self._text, node, number) for number in range(len(node.value)))
        if len(words) < len(node.value) or _holds_prose(slot) or self._has_comments(node, starts):
            return ""
        return _flow(node, slot)

    def _has_comments(self, node: yaml.CollectionNode, starts: Iterable[int]) -> bool:
        """Say whether a list or mapping holds a comment. `starts` is where its items or keys begin."""
        told = (each.get(start, ()) for start in starts for each in (self._comments.above, self._comments.behind))
        return any(map(any, told)) or bool(self._comments.at_end.get(node.start_mark.index))

    def item(self, node: yaml.SequenceNode, number: int, slot: Slot | None, indent: int) -> _Block:
        item, start = node.value[number], dash(self._text, node, number)
        if isinstance(item, yaml.ScalarNode):
            written = self._scalar(item, slot, indent + scalar_style.STEP, WIDTH - indent - scalar_style.STEP)
            return self._block(start, f"- {written.head}".rstrip(), written.below)
        if isinstance(item, yaml.SequenceNode):
            return self._block(start, f"- {_flow(item, slot)}", ())
        blocks = self._mapping(item, slot.part if slot else None, indent + scalar_style.STEP)
        if not blocks:
            return self._block(start, "- {}", ())
        if (
            item.flow_style
            and self._fits_in_braces(item)
            and len(line := _flow(item, slot)) <= WIDTH - indent - scalar_style.STEP
        ):
            return self._block(start, f"- {line}", ())
        first, *others = blocks
        whole = self._block(start, f"- {first.lines[0]}", first.lines[1:])
        rest = tuple(_joined(others, indent + scalar_style.STEP, is_first=False))
        return _Block([*whole.above, *(line for line in first.above if line)], [*whole.lines, *rest])

    def _fits_in_braces(self, node: yaml.MappingNode) -> bool:
        """Say whether a mapping holds a few words and no comment."""
        if self._has_comments(node, (key.start_mark.index for key, _ in node.value)):
            return False
        return all(isinstance(value, yaml.ScalarNode) for _, value in node.value)

    def _ending(self, node: yaml.Node) -> list[_Block]:
        lines = self._comments.at_end.get(node.start_mark.index, [])
        return [_Block(lines, [])] if lines else []


def _joined(blocks: list[_Block], indent: int, *, is_first: bool = True) -> list[str]:
    """Return the lines of keys or items below each other. The first of them has no blank line above it."""
    margin, made = " " * indent, []
    for number, block in enumerate(blocks):
        above = block.above
        while is_first and number == 0 and above and not above[0]:
            above = above[1:]
        made += [f"{margin}{line}" if line else "" for line in above]
        if block.lines:
            made += [f"{margin}{block.lines[0]}", *block.lines[1:]]
    return made


def _ordered(node: yaml.MappingNode, model: type[Part] | None) -> list[tuple[yaml.ScalarNode, yaml.Node, Slot | None]]:
    """Return the keys of a mapping with their values and slots, in the order of its model."""
    order = {name: place for place, name in enumerate(in_order(model))} if model else {}
    pairs = sorted(node.value, key=lambda pair: order.get(pair[0].value, len(order)))
    return [(key, value, slot_of(model, key.value) if model else None) for key, value in pairs]


def _flow(node: yaml.Node, slot: Slot | None) -> str:
    """Return a value in one line: a word, or words in brackets and braces."""
    if isinstance(node, yaml.ScalarNode):
        return _word(node, slot)
    if isinstance(node, yaml.SequenceNode):
        return f"[{', '.join(_flow(item, slot) for item in node.value)}]"
    assert isinstance(node, yaml.MappingNode)
    pairs = _ordered(node, slot.part if slot else None)
    return f"{{{', '.join(f'{_word(key, None)}: {_flow(value, each)}' for key, value, each in pairs)}}}"


def _is_text(slot: Slot | None) -> bool:
    return slot is not None and (slot.markup is not None or slot.relation is not None or slot.part is not None)


def _holds_prose(slot: Slot | None) -> bool:
    """Say whether the words of a list are sentences, each of which wants a line."""
    if slot is not None and slot.part is not None:
        return slot_of(slot.part, slot.part.shorthand or "").markup in _PROSE
    return slot is not None and slot.markup in _PROSE


def _word(node: yaml.ScalarNode, slot: Slot | None) -> str:
    if node.tag == yaml_nodes.PLAIN and node.value in yaml_nodes.NULLS:
        return "null"
    return scalar_style.on_a_line(Value(node.value, _is_text(slot)), in_brackets=True)


def _has_aliases(node: yaml.Node, seen: set[int]) -> bool:
    """Say whether a node stands in two places."""
    if id(node) in seen:
        return True
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return False
    children = [child for pair in node.value for child in (pair if isinstance(pair, tuple) else (pair,))]
    return any(_has_aliases(child, seen) for child in children)
