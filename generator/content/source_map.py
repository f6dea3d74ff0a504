"""Map a character of a scalar's value to its place in the file.

In: a YAML scalar with its quotes or its block's sign, its style, and its value. Out: offsets. Folding, escapes and
doubled quotes are followed back. It is computed once for each scalar.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+(?:#.*\n\s*)*)*")  # the anchor and the tag before a value
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\n[ \t]*|.)", re.DOTALL)


class Scalar:
    """One scalar: `raw` as it stands in the file, and its value.

    Folding changes white space only, so the n-th character that is none in the value is the n-th in the file.
    """

    def __init__(self, raw: str, style: str | None, value: str) -> None:
        match = _PROPERTIES.match(raw)
        self._raw, self._style = raw, style
        self._start = match.end() if match else 0
        if style in ("|", ">"):
            self._start = raw.find("\n", self._start) + 1
        self._written = list(self._visible_places())
        self._in_value = [index for index, character in enumerate(value) if not character.isspace()]

    def place(self, offset: int) -> int:
        """Return where in `raw` the character `value[offset]` was written."""
        number = bisect_left(self._in_value, offset)
        return self._written[number] if number < len(self._written) else self._start

    def width(self, place: int) -> int:
        """Return how many characters of `raw` write the one that begins at a place."""
        if self._style == '"' and (match := _ESCAPE.match(self._raw, place)):
            return len(match[0])
        return 2 if self._style == "'" and self._raw.startswith("''", place) else 1

    def _visible_places(self) -> Iterator[int]:
        if self._style == '"':
            yield from self._in_double_quotes()
        elif self._style == "'":
            yield from self._in_single_quotes()
        else:
            for index in range(self._start, len(self._raw)):
                if not self._raw[index].isspace():
                    yield index

    def _in_single_quotes(self) -> Iterator[int]:
        index = self._start + 1
        while index < len(self._raw) - 1:
            if not self._raw[index].isspace():
                yield index
            index += self.width(index)

    def _in_double_quotes(self) -> Iterator[int]:
        index = self._start + 1
        while index < len(self._raw) - 1:
            match = _ESCAPE.match(self._raw, index)
            if _is_visible_escape(match[0]) if match else not self._raw[index].isspace():
                yield index
            index = match.end() if match else index + 1


_BLANK_ESCAPES = frozenset(("\\n", "\\t", "\\ ", "\\r", "\\f", "\\v", "\\_", "\\N", "\\L", "\\P"))


def _is_visible_escape(escape: str) -> bool:
    if escape[1] in "xuU":
        return not chr(int(escape.lstrip("\\xuU"), 16)).isspace()
    return escape not in _BLANK_ESCAPES and escape[1] not in "\n\t"
