"""Find the keys that lead to a cursor, from the indentation alone.

In: a text, whole or half typed, and an offset in it. Out: a `CursorPath`. The text need not be YAML: an editor asks
most while it is not yet. Knows no kinds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_KEY = re.compile(r"""(?P<quote>["']?)(?P<key>[\w-]+)(?P=quote)[ ]*:(?=\s|$)""")
_BLOCK = re.compile(r"[|>][-+0-9]*[ ]*(?:#.*)?$")
_DASH = re.compile(r"-(?:[ ]+|$)")
_FLOW_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*:(?=\s|$)""")


@dataclass
class _Level:
    """A key or an item that is open, and the column where it begins."""

    column: int
    key: str = ""  # nothing for an item of a list
    start: int = 0  # of its value
    said: dict[str, str] = field(default_factory=dict)  # the keys of the mapping in it, with the values on their lines


@dataclass(frozen=True)
class CursorPath:
    """Where a cursor is.

    `path` are the keys above it. `key` is True where a key can begin, `value` where a value can: after `- ` both.
    `before` is what stands of the value or key before the cursor, from `start` on; `said` what the mapping says.
    """

    path: tuple[str, ...]
    key: bool
    value: bool
    start: int
    before: str
    said: dict[str, str]
    listed: tuple[str, ...] = ()  # the other items, in brackets


def cursor_path(text: str, offset: int) -> CursorPath:
    """Return where a cursor is. `offset` counts characters and lies within the text."""
    return _CursorParser(text, offset).read()


class _CursorParser:
    """Follows the lines down to the one that has the cursor."""

    def __init__(self, text: str, offset: int) -> None:
        self._text = text.replace("\r", "\n")
        self._offset = offset
        self._levels = [_Level(-1)]
        self._owner: _Level | None = None  # whose value goes on over the next lines
        self._is_block = False

    def read(self) -> CursorPath:
        start = 0
        for line in self._text.split("\n"):
            if start + len(line) >= self._offset:
                return self._here(line, start)
            self._take(line, start)
            start += len(line) + 1
        raise AssertionError("the place is within the text")

    def _take(self, line: str, start: int) -> None:
        """Follow one whole line."""
        column = len(line) - len(line.lstrip(" "))
        if self._goes_on(line, column) or not line.strip() or line.lstrip().startswith("#"):
            return
        self._owner = None
        column = self._dashes(line, column)
        match = _KEY.match(line, column)
        if match:
            self._open(match["key"], column, start + match.end(), line[match.end() :].strip())
        elif self._levels[-1].column >= 0:
            self._owner = self._levels[-1]
            self._owner.start = self._owner.start or start + column
            self._is_block = bool(_BLOCK.match(line, column))

    def _goes_on(self, line: str, column: int) -> bool:
        """Say whether a line is more of the value above it."""
        if self._owner is None:
            return False
        return (
            column > self._owner.column and (self._is_block or not self._begins_anew(line, column))
        ) or not line.strip()

    def _begins_anew(self, line: str, column: int) -> bool:
        assert self._owner is not None
        value = self._text[self._owner.start :].lstrip(" ")
        return not value.startswith(("[", "{", '"', "'")) and bool(
            _KEY.match(line, column) or _DASH.match(line, column)
        )

    def _dashes(self, line: str, column: int) -> int:
        while match := _DASH.match(line, column):
            self._close(column, items=True)
            self._levels.append(_Level(column))
            column = match.end() if match[0] != "-" else column + 2
        return column

    def _close(self, column: int, *, items: bool = False) -> None:
        """Close what a line at this column does not belong to. A list may stand at the column of its key."""
        while self._levels[-1].column > column or (
            self._levels[-1].column == column and not (items and self._levels[-1].key)
        ):
            self._levels.pop()

    def _open(self, key: str, column: int, start: int, value: str) -> None:
        self._close(column)
        self._levels[-1].said[key] = value
        self._levels.append(_Level(column, key, start))
        self._owner = self._levels[-1] if value else None
        self._is_block = bool(_BLOCK.match(value))

    def _here(self, line: str, start: int) -> CursorPath:
        """Return the place on its own line."""
        at = self._offset - start
        column = len(line) - len(line.lstrip(" "))
        blank = not line.strip()
        if (
            self._owner
            and (self._goes_on(line, column) and (not blank or at > self._owner.column))
            and not (blank and not self._is_block and not self._in_flow())
        ):
            return self._value(self._owner.start)
        self._owner = None
        column = at if blank else min(self._dashes(line, min(column, at)), at)
        match = _KEY.match(line, column)
        if match and at >= match.end():
            self._close(column)
            said = self._levels[-1].said
            self._levels.append(_Level(column, match["key"], start + match.end(), said))
            return self._value(start + match.end(), mapping=said)
        self._close(column)
        top, word = self._levels[-1], line[column:at]
        is_item = not top.key and top.column >= 0 and not top.said
        if is_item and word[:1] in ("[", "{", '"', "'"):
            return self._value(start + column)
        key = bool(re.fullmatch(r"[\w-]*", word))
        said = {**top.said, **self._below(column)}
        return CursorPath(self._path(), key, is_item or bool(top.key), start + column, word, said)

    def _in_flow(self) -> bool:
        assert self._owner is not None
        value = self._text[self._owner.start : self._offset].strip()
        return value.startswith(("[", "{")) and bool(_unclosed(value)[1])

    def _below(self, column: int) -> dict[str, str]:
        """Return the keys that the mapping at a column goes on with below the place."""
        found = {}
        for line in self._text[self._offset :].split("\n")[1:]:
            indent = len(line) - len(line.lstrip(" "))
            if line.strip() and indent < column:
                break
            if indent == column and (match := _KEY.match(line, column)):
                found[match["key"]] = line[match.end() :].strip()
        return found

    def _path(self) -> tuple[str, ...]:
        return tuple(level.key for level in self._levels if level.key)

    def _value(self, start: int, mapping: dict[str, str] | None = None) -> CursorPath:
        """Return a place in a value, which may be in brackets."""
        written = self._text[start : self._offset]
        bare = written.lstrip()
        start += len(written) - len(bare)
        said = mapping if mapping is not None else (self._levels[-2].said if len(self._levels) > 1 else {})
        if not bare.startswith(("[", "{")):
            return CursorPath(self._path(), key=False, value=True, start=start, before=bare, said=dict(said))
        consumed, flow = _unclosed(bare)
        if not flow:
            return CursorPath(self._path(), key=False, value=False, start=self._offset, before="", said={})
        last, before = flow[-1], bare[consumed:].lstrip()
        is_value = not last.is_map or bool(last.key)
        return CursorPath(
            (*self._path(), *(level.key for level in flow if level.key)),
            key=not is_value,
            value=is_value,
            start=start + len(bare) - len(before),
            before=before,
            said=dict(last.said if last.is_map else said),
            listed=tuple(last.items),
        )


@dataclass
class _Bracket:
    is_map: bool
    key: str = ""
    said: dict[str, str] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)


def _unclosed(text: str) -> tuple[int, list[_Bracket]]:
    """Return the brackets that a value leaves open, and where the piece after the last comma or bracket begins."""
    flow: list[_Bracket] = []
    begun, index = 0, 0
    while index < len(text):
        character, is_begun = text[index], bool(text[begun:index].strip())
        is_link = text.startswith("[[", index) and flow and is_begun
        if is_link or (character in "\"'" and not is_begun):
            closing = "]]" if is_link else character
            end = text.find(closing, index + 1)
            index = end + len(closing) if end >= 0 else len(text)
            continue
        if character in "[{":
            flow.append(_Bracket(character == "{"))
            begun = index + 1
        elif character in "]}" and flow:
            flow.pop()
            begun = index + 1
        elif character == "," and flow:
            _end_item(flow[-1], text[begun:index])
            begun = index + 1
        elif (
            flow
            and flow[-1].is_map
            and not flow[-1].key
            and (match := _FLOW_KEY.match(text, begun))
            and match.end() == index + 1
        ):
            flow[-1].key = match[1]
            begun = match.end()
        index += 1
    return begun, flow


def _end_item(bracket: _Bracket, piece: str) -> None:
    word = piece.strip()
    if bracket.key:
        bracket.said[bracket.key] = word
        bracket.key = ""
    elif word:
        bracket.items.append(word)
