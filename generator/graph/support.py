"""Decide which arguments lose their last support when a claim, or an argument that a premise rests on, turns out wrong.

In: what each argument rests on, and which backs up which. Out: the arguments that fall. An argument stands while one of
its lines of premises holds, all of it, or another that stands backs it up. Arguments that only hold each other up hold
nothing: what stands is the least set of which this is true. Pure; knows nothing of files or pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

Member = TypeVar("Member")
PremiseLine = frozenset[str]  # the claims and arguments that the premises of one line need, together


@dataclass(frozen=True)
class SupportGraph:
    """All arguments with their lines of premises, and as pairs which backs up which."""

    lines: Mapping[str, frozenset[PremiseLine]]
    backing: tuple[tuple[str, str], ...]

    def fallen_without(self, rejected: str) -> frozenset[str]:
        """Return the other arguments that stand now and would not if a claim or an argument were rejected."""
        if rejected not in self._fallen:
            self._fallen[rejected] = self._fall_of(rejected)
        return self._fallen[rejected]

    @cached_property
    def _fallen(self) -> dict[str, frozenset[str]]:
        """What was asked before: many arguments may rest on one claim."""
        return {}

    def _fall_of(self, rejected: str) -> frozenset[str]:
        hit = {ident for ident in self._upholds.get(rejected, ()) if not self._holds_alone(ident, rejected)}
        affected = self._reached(hit) - {rejected}  # nothing, with most claims
        upheld = self._upheld(affected, self._standing - affected - {rejected}, rejected)
        return (self._standing & affected) - upheld

    @cached_property
    def _standing(self) -> frozenset[str]:
        return self._upheld(self.lines.keys(), frozenset(), "")

    def _holds_alone(self, ident: str, rejected: str) -> bool:
        """Say whether a line of an argument needs neither what is rejected nor any argument."""
        return any(all(need != rejected and need not in self.lines for need in line) for line in self.lines[ident])

    def _reached(self, starts: Iterable[str]) -> frozenset[str]:
        """Return the starts and what they hold up, alone or with others, directly or not."""
        reached, waiting = set(starts), list(starts)
        while waiting:
            new = [ident for ident in self._upholds.get(waiting.pop(), ()) if ident not in reached]
            reached.update(new)
            waiting += new
        return frozenset(reached)

    def _upheld(self, among: Collection[str], standing: frozenset[str], rejected: str) -> frozenset[str]:
        """Return what stands, added to what is known to stand, until nothing more does."""
        found, waiting = set(standing), list(among)
        while waiting:
            ident = waiting.pop()
            if ident not in found and self._holds(ident, found, rejected):
                found.add(ident)
                waiting += (other for other in self._upholds.get(ident, ()) if other in among)
        return frozenset(found)

    def _holds(self, ident: str, standing: Collection[str], rejected: str) -> bool:
        if any(backer in standing for backer in self._backers.get(ident, ())):
            return True
        return any(
            all(need in standing or (need not in self.lines and need != rejected) for need in line)
            for line in self.lines[ident]
        )

    @cached_property
    def _backers(self) -> Mapping[str, tuple[str, ...]]:
        return grouped((backed, backer) for backer, backed in self.backing)

    @cached_property
    def _upholds(self) -> Mapping[str, tuple[str, ...]]:
        """Map each claim and argument to the arguments that rest on it or that it backs up."""
        resting = ((need, ident) for ident, lines in self.lines.items() for line in lines for need in line)
        return grouped((*self.backing, *resting))


def grouped(pairs: Iterable[tuple[str, Member]]) -> Mapping[str, tuple[Member, ...]]:
    """Map the first of each pair to all that it stands with, each once, in order."""
    found: dict[str, dict[Member, None]] = defaultdict(dict)
    for first, second in pairs:
        found[first][second] = None
    return {first: tuple(seconds) for first, seconds in found.items()}
