"""Put what an actor said on one subject in time, with what a later position superseded.

In: positions. Out: `HeldPosition`s. What supersedes what is said on `Position`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.kinds.actors import Position


@dataclass(frozen=True, slots=True)
class HeldPosition:
    """A position with the actor who holds it, and whether a later one replaced it."""

    actor: str
    position: Position
    superseded: bool
    changed: bool  # it says something else than the one that it replaced
    before: Position | None  # the latest of those that it replaced which says something else


def in_time(actor: str, positions: Iterable[Position]) -> tuple[HeldPosition, ...]:
    ordered = sorted(positions, key=lambda position: position.since.sort_key())
    found = []
    for number, position in enumerate(ordered):
        replaced = [each for each in reversed(ordered[:number]) if position.supersedes(each)]
        superseded = any(later.supersedes(position) for later in ordered[number + 1 :])
        before = next(filter(position.differs, replaced), None)
        found.append(HeldPosition(actor, position, superseded, before is not None and before is replaced[0], before))
    return tuple(found)


def current(held: Iterable[HeldPosition]) -> tuple[HeldPosition, ...]:
    """Return the positions that no later one superseded: one, or one on each of several answers."""
    return tuple(each for each in held if not each.superseded)
