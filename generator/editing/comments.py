"""Comments and blank lines of a file are assigned to the keys and items that they belong to.

In: a parsed text and its nodes. Out: for each key and item what stands above it and what stands behind it, for each
list and mapping what stands at its end, and what stands at the head of the file. Knows nothing of kinds.

A comment on a line of its own belongs to what follows it, unless it is indented further than that: then it is the end
of the list or mapping whose indentation it has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from typing import NamedTuple

import yaml

_COMMENT = re.compile(r"(?:(?<=\s)|^)#")
_HEADER = re.compile(r"[|>][-+0-9]*")


class _Entry(NamedTuple):
    """A key or an item of a list: where it begins, and the collections that it stands in, outermost first."""

    start: int
    line: int
    column: int
    in_brackets: bool
    within: tuple[tuple[int, int], ...]  # where each collection begins, and its column


class Comments:
    """The comments of each key, item, list and mapping, by its offset in the text."""

    def __init__(self, text: str, root: yaml.Node) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self.above: dict[int, list[str]] = defaultdict(list)  # a key or item; "" is a blank line
        self.behind: dict[int, list[str]] = defaultdict(list)  # a key or item
        self.at_end: dict[int, list[str]] = defaultdict(list)  # a list or mapping
        self.head: list[str] = []
        self._entries = sorted(_entries(text, root, ()))
        self._covered = _covered(root, text)
        self._root = root.start_mark.index
        self._gather()

    def comments(self) -> Iterator[str]:
        """Return every comment."""
        every = chain(*self.above.values(), *self.behind.values(), *self.at_end.values(), self.head)
        return filter(None, every)

    def _gather(self) -> None:
        pending: list[tuple[int, str]] = []  # column and text; a blank line has no text
        number = 0
        for line, written in enumerate(self._lines):
            start = self._starts[line]
            first = number
            while number < len(self._entries) and self._entries[number].line == line:
                pending = self._settle(pending, number)
                number += 1
            comment = self._comment(start, written)
            if comment is not None and written[: comment - start].strip():
                owner = self._last_that_begins(first, number)
                behind = self.head if owner < 0 else self.behind[self._entries[owner].start]
                behind.append(written[comment - start :].rstrip())
            elif comment is not None:
                pending.append((comment - start, written[comment - start :].rstrip()))
            elif not written.strip() and not any(begin < start <= end for begin, end in self._covered):
                pending.append((0, ""))
        self._settle(pending, number)

    def _comment(self, start: int, written: str) -> int | None:
        """Return where the comment of a line begins."""
        for match in _COMMENT.finditer(written):
            place = start + match.start()
            if not any(begin <= place < end for begin, end in self._covered):
                return place
        return None

    def _last_that_begins(self, first: int, number: int) -> int:
        """Return which of the entries of a line a comment behind it belongs to; without any, the one before."""
        outside = [each for each in range(first, number) if not self._entries[each].in_brackets]
        return outside[-1] if outside else first if first < number else number - 1

    def _settle(self, pending: list[tuple[int, str]], number: int) -> list[tuple[int, str]]:
        """Give the lines between two entries to the one that ended or to the one that follows."""
        following = self._entries[number] if number < len(self._entries) else None
        ended = self._entries[number - 1] if number else None
        blanks: list[str] = []
        for column, comment in pending:
            if not comment:
                blanks.append("")
                continue
            owner = self._ended(column, ended, following)
            target = (
                self.at_end[owner] if owner is not None else self.above[following.start] if following else self.head
            )
            target += [*blanks[:1], comment]
            blanks = []
        if following is not None:
            self.above[following.start] += blanks[:1]
        if number == 0 and following is not None:
            self._set_head(following)
        return []

    def _set_head(self, first: _Entry) -> None:
        """What stands above the first key and is divided from it by a blank line is about the file."""
        above = self.above[first.start]
        if "" in above:
            last = len(above) - above[::-1].index("")
            self.head, self.above[first.start] = above[: last - 1], above[last:]

    def _ended(self, column: int, ended: _Entry | None, following: _Entry | None) -> int | None:
        """Return the collection at whose end a comment stands, or None where it belongs to what follows."""
        if ended is None:
            return None
        if following is None:
            return _around(ended.within, column) or self._root
        if column <= following.column or len(following.within) > len(ended.within):
            return None
        over = [pair for pair in ended.within if pair not in following.within]
        return _around(over, column)


def _around(within: Iterable[tuple[int, int]], column: int) -> int | None:
    """Return the collection that a column is in: the one indented most, and of those indented alike the outer one."""
    fitting = [(-at, place) for place, at in within if at <= column]
    return min(fitting)[1] if fitting else None


def _entries(
    text: str, node: yaml.Node, within: tuple[tuple[int, int], ...], *, in_brackets: bool = False
) -> Iterator[_Entry]:
    """Yield every key and every item."""
    if isinstance(node, yaml.ScalarNode):
        return
    assert isinstance(node, yaml.CollectionNode)
    in_brackets |= bool(node.flow_style)
    here = (*within, (node.start_mark.index, node.start_mark.column))
    for number, item in enumerate(node.value):
        if isinstance(node, yaml.SequenceNode):
            start, value = dash(text, node, number), item
        else:
            start, value = item[0].start_mark.index, item[1]
        line = text.count("\n", 0, start)
        column = start - (text.rfind("\n", 0, start) + 1)
        yield _Entry(start, line, column, in_brackets, here)
        yield from _entries(text, value, here, in_brackets=in_brackets)


def dash(text: str, node: yaml.SequenceNode, number: int) -> int:
    """Return where an item of a list begins: at its dash, or within brackets at itself."""
    start: int = node.value[number].start_mark.index
    if node.flow_style or not text:
        return start
    if number == 0:
        return int(node.start_mark.index)
    column = node.start_mark.column
    while True:
        begin = text.rfind("\n", 0, start) + 1
        line = text[begin : text.find("\n", begin)] if text.find("\n", begin) >= 0 else text[begin:]
        if len(line) > column and line[column] == "-" and not line[:column].strip():
            return begin + column
        start = begin - 1


def _covered(node: yaml.Node, text: str) -> list[tuple[int, int]]:
    """List what scalars take, from their first character to their last; comments stand outside of that."""
    if not isinstance(node, yaml.ScalarNode):
        pairs = node.value if isinstance(node, yaml.MappingNode) else [(item,) for item in node.value]
        return [span for pair in pairs for part in pair for span in _covered(part, text)]
    start, end = node.start_mark.index, node.end_mark.index
    if node.style not in ("|", ">"):
        return [(start, end)]
    raw = text[start:end]
    header = _HEADER.search(raw)
    assert header is not None
    body = raw.find("\n") + 1
    kept = raw.removesuffix("\n") if "+" in header[0] else raw.rstrip(" \n\t")
    return (
        [(start, start + header.end()), (start + body - 1, start + max(len(kept), body - 1))]
        if body
        else [(start, end)]
    )
