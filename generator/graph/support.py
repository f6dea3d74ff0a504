"""Decide which arguments lose their last support when a claim turns out wrong.

In: what each argument rests on, and which backs up which. Out: the arguments that fall. An argument stands on its own
while it has a premise left; one that has none left, or never had any, stands while another that stands backs it up.
Arguments that only back each other up hold nothing. Pure; knows nothing of files or pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an argument has of its own: the claims that check its premises, or else premises without a check."""

    claims: frozenset[str]
    unchecked: bool

    def left_without(self, claim: str) -> bool:
        return bool(self.claims - {claim}) if self.claims else self.unchecked


@dataclass(frozen=True)
class SupportGraph:
    """All arguments with their grounds, and as pairs which backs up which."""

    grounds: Mapping[str, Grounds]
    backing: tuple[tuple[str, str], ...]

    def fallen_without(self, claim: str) -> frozenset[str]:
        """Return the arguments that stand now and would not if the claim were rejected."""
        if claim not in self._fallen:
            self._fallen[claim] = self._fall_of(claim)
        return self._fallen[claim]

    @cached_property
    def _fallen(self) -> dict[str, frozenset[str]]:
        """What was asked before: many arguments may rest on one claim."""
        return {}

    def _fall_of(self, claim: str) -> frozenset[str]:
        hit = {ident for ident in self._resting.get(claim, ()) if not self.grounds[ident].left_without(claim)}
        if not hit:
            return frozenset()  # as with most claims
        affected = self._reached(hit)
        upheld = {ident for ident in affected if self._is_upheld(ident, claim, affected)}
        return self._standing & affected - self._reached(upheld, affected)

    def _is_upheld(self, ident: str, claim: str, affected: frozenset[str]) -> bool:
        """Say whether an argument has a ground of its own, or a backer that the claim does not touch."""
        return self.grounds[ident].left_without(claim) or any(
            backer in self._standing and backer not in affected for backer in self._backers.get(ident, ())
        )

    @cached_property
    def _standing(self) -> frozenset[str]:
        own = (ident for ident, grounds in self.grounds.items() if grounds.claims or grounds.unchecked)
        return self._reached(own)

    @cached_property
    def _resting(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for ident, grounds in self.grounds.items():
            for claim in grounds.claims:
                found[claim].append(ident)
        return {claim: tuple(idents) for claim, idents in found.items()}

    def _reached(self, starts: Iterable[str], within: frozenset[str] | None = None) -> frozenset[str]:
        """Return the starts and all that they back up, directly or not, without leaving a set if one is given."""
        reached = set(starts)
        waiting = list(reached)
        while waiting:
            for backed in self._backed.get(waiting.pop(), ()):
                if backed not in reached and (within is None or backed in within):
                    reached.add(backed)
                    waiting.append(backed)
        return frozenset(reached)

    @cached_property
    def _backed(self) -> Mapping[str, tuple[str, ...]]:
        return _by_first(self.backing)

    @cached_property
    def _backers(self) -> Mapping[str, tuple[str, ...]]:
        return _by_first((backed, backer) for backer, backed in self.backing)


def _by_first(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return {first: tuple(seconds) for first, seconds in found.items()}
