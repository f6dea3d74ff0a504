"""Say as of which day content is looked at, in two times that are never mixed.

*Valid time* is that of the world: what had happened, had been said, had been published. *Record time* is that of our
work: what had been read, checked, reviewed, corrected. An `AsOf` has a day in either, or in both. `past_content` makes
the entries of a day from all entries, before they are linked, so that all that is made from a graph follows.

The rule, which `docs/editing/as-of.md` tells editors:

- What bears a date stays if it had certainly begun by the day: if the last possible day of its date, or of the
  beginning of an interval, is not after it. `2025-08`, `2025-08~` and `2025` are out as of 2025-08-20. An interval that
  had begun and ended later is open at its end, and an end that lies after the day is as if not written.
- What should bear a date and bears none is dated by the first of the sources that it cites; a source by the whole that
  it is part of, or by a day on which it was read or a copy was made. What cannot be shown to be of then is left out.
- What bears no date by its nature (an actor, a term) stays as long as its summary does, or something dated names it.
- What names something that is left out loses that: an item of a list goes, an optional field is empty, and a part or an
  entity that cannot be without it goes too, and so on, until nothing changes.
- Of a text those sentences go that lead to something left out or name a later day.
- A verdict of which some grounds are left out is not shown, unless its check is of the day or before.
- What was learnt after the day of record time is left out: a source that was read later, a correction, a check. The
  newest check of then counts. Nothing can have been known on a day that began after it.
- Days of our own work that lie after the day of valid time are not shown; what they belong to stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day up to which things had begun, and the day up to which they were known; None where there is no limit."""

    valid: date | None = None
    known: date | None = None

    def __bool__(self) -> bool:
        return self.valid is not None or self.known is not None

    @property
    def day(self) -> date:
        """The day after which nothing begins: what begins later was not known either."""
        return min(self.valid or date.max, self.known or date.max)


NO_LIMIT = AsOf()
