"""The list editor puts items into a list of a file, in the style of that list.

In: a parsed text and its model, a key and items as plain data. Out: the one edit that puts them in; where the list is
not there yet, it becomes the last key of the file, which is its place in the order of keys.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import yaml

from generator.content import yaml_nodes
from generator.editing import formatter
from generator.editing.text_edits import TextEdit
from generator.model.anatomy import slot_of
from generator.model.fields import Part


class CannotInsertError(Exception):
    """The file is written in a way in which nothing can be put in. The message says how to change it."""


def with_items(text: str, model: type[Part], key: str, items: Sequence[Any], *, last: bool = False) -> TextEdit:
    """Return the edit that puts items at the head of the list `key`, or at its end. Raises CannotInsertError."""
    root = yaml_nodes.compose(text)
    assert isinstance(root, yaml.MappingNode)
    slot = slot_of(model, key)
    found = next((pair for pair in root.value if isinstance(pair[0], yaml.ScalarNode) and pair[0].value == key), None)
    if found is None:
        return _new_list(text, root, key, formatter.in_line(items, slot), formatter.written({key: items}, model))
    name, value = found
    if not root.flow_style and (_is_null(value) or (not value.value and not isinstance(items[0], str))):
        start, end = text.index(":", name.end_mark.index) + 1, _end_of_line(text, value.end_mark.index)
        head = f"{text[start : value.start_mark.index]}{text[value.end_mark.index : end]}".rstrip()
        return TextEdit(start, end, f"{head}\n{formatter.items(items, slot, root.start_mark.column + 2)}")
    if not isinstance(value, yaml.SequenceNode):
        raise CannotInsertError(f"'{key}' should be a list: mend that first")
    if value.flow_style:
        at = text.index("[", value.start_mark.index) + 1
        return TextEdit(at, at, formatter.in_line(items, slot) + (", " if value.value else ""))
    if text.count("\n", name.end_mark.index, value.start_mark.index) == 0:
        raise CannotInsertError(f"the list '{key}' begins in the line of its key: put it below")
    at = _end_of_line(text, _end(text, value) if last else name.end_mark.index)
    return TextEdit(at, at, f"\n{formatter.items(items, slot, value.start_mark.column)}")


def _new_list(text: str, root: yaml.MappingNode, key: str, line: str, lines: str) -> TextEdit:
    if root.flow_style:
        at = text.index("{", root.start_mark.index) + 1
        return TextEdit(at, at, f"{key}: [{line}], ")
    apart = "\n" if "\n" in lines.rstrip("\n") and "\n\n" in text else ""
    at = _end_of_line(text, len(text[: root.end_mark.index].rstrip(" \n\t")))
    return TextEdit(at, at, f"\n{apart}{textwrap.indent(lines.rstrip(chr(10)), ' ' * root.start_mark.column)}")


def _is_null(value: yaml.Node) -> bool:
    return isinstance(value, yaml.ScalarNode) and value.tag == yaml_nodes.PLAIN and value.value in yaml_nodes.NULLS


def _end(text: str, node: yaml.Node) -> int:
    """Return where the last word of a node ends: where a list ends, comments are passed over that follow it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return len(text[: node.end_mark.index].rstrip(" \n\t"))


def _end_of_line(text: str, index: int) -> int:
    end = text.find("\n", index)
    return end if end >= 0 else len(text)
