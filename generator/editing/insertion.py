"""A new first item in a list at the top of a file, whatever way the file is written.

In: a parsed text, a key and an item. Out: the one edit that puts it in; where the list is not there yet, it becomes the
last key of the file, which is its place in the order of keys.
"""

from __future__ import annotations

import yaml

from generator.content import yaml_nodes
from generator.editing import scalar_style
from generator.editing.scalar_style import Value
from generator.editing.text_edits import TextEdit

NewItem = str | dict[str, Value | tuple[str, ...]]  # an id, or keys with a value or with ids


class CannotInsertError(Exception):
    """The file is written in a way in which nothing can be put in. The message says how to change it."""


def with_first(text: str, key: str, item: NewItem, *, blank_line: bool = False) -> TextEdit:
    """Return the edit that puts an item at the head of the list `key`. Raises CannotInsertError."""
    root = yaml_nodes.compose(text)
    assert isinstance(root, yaml.MappingNode)
    found = next((pair for pair in root.value if isinstance(pair[0], yaml.ScalarNode) and pair[0].value == key), None)
    if found is None:
        return _new_list(text, root, key, item, blank_line=blank_line)
    name, value = found
    if not isinstance(value, yaml.SequenceNode):
        raise CannotInsertError(f"'{key}' should be a list: mend that first")
    if value.flow_style:
        at = text.index("[", value.start_mark.index) + 1
        return TextEdit(at, at, _in_brackets(item) + (", " if value.value else ""))
    if text.count("\n", name.end_mark.index, value.start_mark.index) == 0:
        raise CannotInsertError(f"the list '{key}' begins in the line of its key: put it below")
    return _into_line_after(text, name.end_mark.index, _below(item, value.start_mark.column))


def _new_list(text: str, root: yaml.MappingNode, key: str, item: NewItem, *, blank_line: bool) -> TextEdit:
    if root.flow_style:
        at = text.index("{", root.start_mark.index) + 1
        return TextEdit(at, at, f"{key}: [{_in_brackets(item)}], ")
    margin = " " * root.start_mark.column
    line = f"{margin}{key}: [{item}]" if isinstance(item, str) else f"{margin}{key}:\n{_below(item, len(margin) + 2)}"
    line = f"\n{line}" if blank_line else line
    at = len(text[: root.end_mark.index].rstrip(" \n\t"))
    rest = text.find("\n", at)
    if rest < 0:
        return TextEdit(len(text), len(text), f"\n{line}")
    return TextEdit(rest, rest, f"\n{line}")


def _into_line_after(text: str, index: int, lines: str) -> TextEdit:
    end = text.index("\n", index)
    return TextEdit(end, end, f"\n{lines}")


def _in_brackets(item: NewItem) -> str:
    if isinstance(item, str):
        return item
    inside = (f"{k}: {_in_line(v) if isinstance(v, Value) else _ids(v)}" for k, v in item.items())
    return f"{{{', '.join(inside)}}}"


def _in_line(value: Value) -> str:
    return scalar_style.on_a_line(value, in_brackets=True)


def _ids(idents: tuple[str, ...]) -> str:
    return f"[{', '.join(idents)}]"


def _below(item: NewItem, column: int) -> str:
    """Write an item of a list whose dashes stand in a column."""
    margin = " " * column
    if isinstance(item, str):
        return f"{margin}- {item}"
    lines: list[str] = []
    for key, value in item.items():
        if isinstance(value, Value):
            written = scalar_style.write(value, column + 4, scalar_style.WIDTH - column - 4 - len(key))
        else:
            written = scalar_style.Written(_ids(value))
        lines += [f"{margin}{'  ' if lines else '- '}{key}: {written.head}", *written.below]
    return "\n".join(lines)
