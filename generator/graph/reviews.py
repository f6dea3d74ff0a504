"""Find out whether a page is what those who signed a review of it had before them.

In: an entry. Out: its `ReviewState`. The digest that counts is that of the file, also where a graph shows the entity in
another language or cut to a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.graph.graph import Entry
from generator.model.fields import Fault, Review


@dataclass(frozen=True, slots=True)
class ReviewState:
    """The signed reviews of a page that hold, newest first, and the last of those that an edit ended."""

    holding: tuple[Review, ...] = ()
    ended: Review | None = None

    @property
    def is_edited(self) -> bool:
        """Say whether the page was edited since, so that no review holds."""
        return self.ended is not None and not self.holding


_NONE = ReviewState()


def state(entry: Entry) -> ReviewState:
    """Return which signed reviews of an entry hold."""
    reviews = entry.entity.reviewed_by
    if not reviews:
        return _NONE
    newest_first = sorted(reviews, key=lambda each: each.day, reverse=True)
    holding = tuple(each for each in newest_first if each.digest == entry.digest)
    return ReviewState(holding, next((each for each in newest_first if each not in holding), None))


def last_day(entry: Entry) -> date | None:
    """Return the last day on which somebody compared a page with its sources, if any is known."""
    entity = entry.entity
    return max(filter(None, (entity.reviewed, *(each.day for each in entity.reviewed_by))), default=None)


def doubts(entry: Entry) -> Iterator[Fault]:
    """Yield a fault where no signed review holds any more, at the last one."""
    found = state(entry)
    if found.is_edited and found.ended is not None:
        review = found.ended
        message = f"this was edited since '{review.who}' reviewed it on {review.day}"
        place = ("reviewed_by", entry.entity.reviewed_by.index(review), "digest")
        hint = f"compare it with its sources again, and sign that: explainer review {entry.id} --by NAME"
        yield Fault(place, "edited-since-review", message, hint)
