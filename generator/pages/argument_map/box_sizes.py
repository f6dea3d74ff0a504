"""Size boxes: how many rows of the grid each takes.

In: a node and the number of columns. Out: rows of 1rem. Knows no fonts: it counts letters, so that the same content
makes the same picture everywhere, and the counts leave room for the widest fonts that the style sheet asks for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.pages.argument_map.network import QUESTION, ArgumentNode

MOST_ROWS = 16  # the tallest box that the style sheet knows


@dataclass(frozen=True, slots=True)
class Letters:
    """How many letters a line of a box holds."""

    title: int
    words: int
    question: int


# By the number of columns, at the narrowest page that shows pictures.
_LETTERS = {
    1: Letters(60, 60, 40),
    2: Letters(44, 50, 34),
    3: Letters(32, 36, 24),
    4: Letters(22, 24, 17),
    5: Letters(15, 17, 13),
}


def rows(node: ArgumentNode, words: str, columns: int) -> int:
    """Return the height of a box with its title and the words over it."""
    letters = _LETTERS[columns]
    if node.role == QUESTION:
        height = _lines(node.title, letters.question) * 1.4625 + 2
    else:
        height = _lines(node.title, letters.title) * 1.25 + _lines(words, letters.words) + 1
    return min(math.ceil(height), MOST_ROWS)


def _lines(text: str, width: int) -> int:
    """Count the lines that a text takes, whose longer words are broken."""
    lines, used = 1, 0
    for word in text.split():
        length = len(word)
        if used and used + 1 + length > width:
            lines, used = lines + 1, 0
        used += length + (1 if used else 0)
        if used > width:
            lines += (used - 1) // width
            used = (used - 1) % width + 1
    return lines
