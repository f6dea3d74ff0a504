"""Convert offsets to lines and columns, as editors count them and as we do.

In: a text. Out: the offset of a line and column and back. Editors count lines and columns from 0, columns in the units
of an encoding, by default UTF-16, in which most emoji are two; our problems count both from 1, in characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_END = re.compile(r"\r\n|\r|\n")
_UTF_16_ALONE = 0xFFFF


class Point(NamedTuple):
    """A position as an editor counts it, from 0."""

    line: int
    column: int


class Span(NamedTuple):
    """A piece of a text: offsets in characters, the end not included."""

    start: int
    end: int


class LineIndex:
    """Finds positions in one text, in the units of `encoding`: utf-8, utf-16 or utf-32."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self._encoding = encoding
        ends = list(_END.finditer(text))
        self._starts = [0, *(match.end() for match in ends)]
        self._stops = [*(match.start() for match in ends), len(text)]

    def offset(self, point: Point) -> int:
        """Return the character at a point; the end of its line where the line is shorter."""
        if point.line >= len(self._starts):
            return len(self.text)
        start, stop = self._starts[max(point.line, 0)], self._stops[max(point.line, 0)]
        units = 0
        for offset in range(start, stop):
            if units >= point.column:
                return offset
            units += self._units(self.text[offset])
        return stop

    def point(self, offset: int) -> Point:
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset) - 1
        return Point(line, sum(map(self._units, self.text[self._starts[line] : offset])))

    def problem_offset(self, line: int, column: int) -> int:
        """Return the offset of a problem, whose line and column count from 1."""
        if line > len(self._starts):
            return len(self.text)
        return min(self._starts[line - 1] + column - 1, self._stops[line - 1])

    def line(self, offset: int) -> Span:
        """Return the line of an offset, without its end."""
        number = bisect_right(self._starts, min(offset, len(self.text))) - 1
        return Span(self._starts[number], self._stops[number])

    def _units(self, character: str) -> int:
        if self._encoding == "utf-16":
            return 2 if ord(character) > _UTF_16_ALONE else 1
        return len(character.encode("utf-8", "surrogatepass")) if self._encoding == "utf-8" else 1
