"""Text edits are applied to the bytes of a file at exact places of the text that is parsed.

In: the bytes of a file, and edits by their place in the parsed text. Out: the bytes with these edits and every other
byte unchanged: byte order mark, line ends, comments, quotes and folds. Knows nothing of kinds.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class TextEdit(NamedTuple):
    """An edit: what stands from `start` to `end` in the parsed text becomes `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class EditableFile:
    """The bytes of a file that is UTF-8."""

    raw: bytes

    @cached_property
    def _written(self) -> str:
        return self.raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")

    @cached_property
    def text(self) -> str:
        """The text that is parsed: each line ends in one character."""
        return self._written.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def newline(self) -> str:
        """How its lines end, as the first one does."""
        first = re.search("\r\n|\r|\n", self._written)
        return first[0] if first else "\n"

    @cached_property
    def _double(self) -> list[int]:
        """The places in the parsed text where a line ends in two characters on disk."""
        return [match.start() - number for number, match in enumerate(re.finditer("\r\n", self._written))]

    def _place(self, index: int) -> int:
        return index + bisect_left(self._double, index)

    def edited(self, edits: Iterable[TextEdit]) -> bytes:
        """Return the bytes with edits, which may not overlap."""
        pieces: list[str] = []
        end = 0
        for edit in sorted(set(edits)):
            start = self._place(edit.start)
            assert start >= end, "edits overlap"
            pieces += (self._written[end:start], edit.new.replace("\n", self.newline))
            end = self._place(edit.end)
        mark = codecs.BOM_UTF8 if self.raw.startswith(codecs.BOM_UTF8) else b""
        return mark + "".join((*pieces, self._written[end:])).encode("utf-8")
