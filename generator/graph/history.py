"""List what changed, and when: corrections, removals, and the days of checks and reviews.

In: a graph. Out: `HistoryEntry`s, newest first, for feeds, and the last day on which each entity is known to have
changed. All dates stand in the content, so that the same content gives the same feeds. Knows nothing of pages or
formats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from generator.graph.graph import Entry, Graph
from generator.graph.support import grouped
from generator.locale import _
from generator.model import labels
from generator.model.kinds.claims import Claim

CHECK = "check"
VERDICT = "verdict-changed"
REVIEW = "review"
REMOVAL = "removal"


class HistoryEntry(NamedTuple):
    """One correction, check, review or removal."""

    date: date
    kind: str  # correction, update or clarification; else VERDICT, CHECK, REVIEW or REMOVAL
    about: tuple[str, ...]  # ids; none where it is about the site as a whole
    text: str  # without markup
    number: int = 1  # from 1, among those of a kind, a day and a subject
    gone: str = ""  # the title of what was removed

    @property
    def key(self) -> str:
        """Return a name that no other change of the same subject has, and that stays."""
        return f"{self.kind}-{self.date.isoformat()}{f'-{self.number}' if self.number > 1 else ''}"

    @property
    def is_correction(self) -> bool:
        return self.kind not in (CHECK, REVIEW, REMOVAL)


@dataclass(frozen=True)
class History:
    """The history of a graph, each part worked out once."""

    graph: Graph

    @cached_property
    def notable(self) -> tuple[HistoryEntry, ...]:
        """Everything but reviews, newest first."""
        return tuple(change for change in self.all if change.kind != REVIEW)

    @cached_property
    def all(self) -> tuple[HistoryEntry, ...]:
        return _in_order(self._unsorted())

    def about(self, ident: str) -> tuple[HistoryEntry, ...]:
        """Return what changed about an entity, newest first."""
        entry = self.graph.entries.get(ident)
        own = self._of_entry(entry) if entry is not None else ()
        return _in_order(chain(self._corrected.get(ident, ()), own))

    def last(self, ident: str) -> date | None:
        """Return the last day on which an entity is known to have changed, if any is known."""
        changes = self.about(ident)
        return changes[0].date if changes else None

    @cached_property
    def _corrected(self) -> Mapping[str, tuple[HistoryEntry, ...]]:
        return grouped((ident, change) for change in self._corrections() for ident in change.about)

    def _unsorted(self) -> Iterator[HistoryEntry]:
        yield from self._corrections()
        yield from self._removals()
        for entry in self.graph.entries.values():
            yield from self._of_entry(entry)

    def _of_entry(self, entry: Entry) -> Iterator[HistoryEntry]:
        if isinstance(entry.entity, Claim):
            for each in _of_checks(entry.id, entry.entity, self._told):
                yield each._replace(text=self.graph.words(each.text))
        yield from _of_reviews(entry)

    @cached_property
    def _told(self) -> frozenset[tuple[date, str]]:
        return frozenset((each.date, ident) for each in self.graph.site.corrections for ident in each.about)

    def _corrections(self) -> Iterator[HistoryEntry]:
        numbers: dict[object, int] = defaultdict(int)
        for each in self.graph.site.corrections:
            same = (each.kind, each.date, each.about)
            numbers[same] += 1
            yield HistoryEntry(each.date, each.kind, each.about, self.graph.words(each.text), numbers[same])

    def _removals(self) -> Iterator[HistoryEntry]:
        numbers: dict[date, int] = defaultdict(int)
        for each in self.graph.site.removed:
            numbers[each.date] += 1
            yield HistoryEntry(each.date, REMOVAL, (), self.graph.words(each.reason), numbers[each.date], each.title)


def _in_order(changes: Iterable[HistoryEntry]) -> tuple[HistoryEntry, ...]:
    return tuple(sorted(changes, key=lambda change: (-change.date.toordinal(), change.about, change.key)))


def _of_reviews(entry: Entry) -> Iterator[HistoryEntry]:
    """Yield each review. The day that a signed one names too is no second one."""
    numbers: dict[date, int] = defaultdict(int)
    for each in entry.entity.reviewed_by:
        numbers[each.day] += 1
        text = _("Compared with its sources by %(name)s.", name=each.who)
        yield HistoryEntry(each.day, REVIEW, (entry.id,), text, numbers[each.day])
    if entry.entity.reviewed is not None and entry.entity.reviewed not in numbers:
        yield HistoryEntry(entry.entity.reviewed, REVIEW, (entry.id,), _("Compared with its sources."))


def _of_checks(ident: str, claim: Claim, told: Container[tuple[date, str]]) -> Iterator[HistoryEntry]:
    """Yield each check. A change of verdict that a correction of the day tells is no second one."""
    for ruling in claim.rulings:
        check, before = ruling
        if check.checked is None:  # which is not told as of a day
            continue
        found = labels.verdict(check.verdict, check.holds_for)
        text = _("Checked against its sources. Verdict: %(verdict)s.", verdict=found)
        if check.verdict in labels.SAYINGS:
            text = _("Checked whether it was said: %(verdict)s.", verdict=found)
        if before:
            found = labels.verdict(before.verdict, before.holds_for)
            text = _("%(check)s Before: %(verdict)s. %(why)s", check=text, verdict=found, why=before.why_changed)
        is_news = ruling.is_change and (check.checked, ident) not in told
        yield HistoryEntry(check.checked, VERDICT if is_news else CHECK, (ident,), text)
