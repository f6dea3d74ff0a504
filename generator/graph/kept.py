"""Say which frozen copies of a site are kept, and of a copy which day it is of.

In: what the folder of kept copies says. Out: values that a `Graph` carries: the site as it is now knows its copies, and
a copy knows its day and what the site as it is now has, but no other copy: it would tell what came later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FrozenCopy:
    """A frozen copy of the site as of a day, and the places of its files, below its own root."""

    day: date
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class CopyOrigin:
    """What a copy is made as: of which day, and which pages the site as it is now has, by their places in it."""

    day: date
    present: frozenset[str]
