"""Count lines and columns in a text."""

from __future__ import annotations

from typing import NamedTuple


class Spot(NamedTuple):
    """A place in a file; line and column from 1."""

    line: int
    column: int

    @classmethod
    def of(cls, text: str, offset: int) -> Spot:
        """Return the place of a character in a text whose lines end in one character."""
        return cls(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
