"""Find the known word that is nearest to a misspelt one.

In: the words that are known, and wrong ones. Out: the nearest word, or nothing. To compare a word with thousands takes
a tenth of a second, so only those that share most pairs of letters with it are compared, and the answer is kept.
"""

from __future__ import annotations

import difflib
import heapq
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

_LONGEST = 100  # characters of a word that could be a misspelt one
_FEW = 50  # words that are compared one by one
_LIKELY = 20


class Nearest:
    """Finds the nearest of some words."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = sorted(set(known))
        self._found: dict[str, str] = {}

    def to(self, word: str) -> str:
        """Return the word that a wrong one was most likely meant to be, or nothing."""
        wanted = word.lower()
        if len(wanted) > _LONGEST:
            return ""
        if wanted not in self._found:
            matches = difflib.get_close_matches(wanted, self._likely(wanted), n=1, cutoff=0.6)
            self._found[wanted] = matches[0] if matches else ""
        return self._found[wanted]

    def _likely(self, word: str) -> list[str]:
        if len(self.known) <= _FEW:
            return self.known
        shared = Counter(number for pair in _pairs(word) for number in self._by_pair.get(pair, ()))

        def distance(number: int) -> tuple[float, int]:
            return -shared[number] / (len(word) + len(self.known[number])), number

        return [self.known[number] for number in heapq.nsmallest(_LIKELY, shared, key=distance)]

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.known):
            for pair in _pairs(word[:_LONGEST]):
                found.setdefault(pair, []).append(number)
        return found


def _pairs(word: str) -> set[str]:
    """Return the pairs of letters that stand side by side, the beginning and the end of the word among them."""
    framed = f"^{word.lower()}$"
    return {framed[at : at + 2] for at in range(len(framed) - 1)}
