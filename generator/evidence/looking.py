"""Look at sources, remember each as soon as it was seen, and keep copies of what is quoted from it.

In: sources, quotations, and what is remembered. Out: what is known of each source now. A run that was cut off goes on
with what it had not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.evidence import copies, schedule
from generator.evidence.addresses import AddressedSource
from generator.evidence.copies import CopyIndex
from generator.evidence.findings import passages
from generator.evidence.memory import Remembered, SourceMemory
from generator.evidence.quotations import Quotation
from generator.evidence.schedule import Errand
from generator.evidence.turns import Manners
from generator.evidence.visits import Failure, Visit

_NO_WAY = (Failure.NAME, Failure.CONNECTION)


@dataclass(frozen=True)
class Looked:
    """What is known of each source, and how many of them were seen before the run was cut off."""

    seen: Mapping[str, Remembered]
    before: int

    @property
    def is_offline(self) -> bool:
        """Say whether no host at all answered."""
        return bool(self.seen) and all(each.visit.failure in _NO_WAY for each in self.seen.values())


@dataclass
class CopyKeeper:
    """Keeps copies in a folder, as documents are seen."""

    folder: Path
    index: CopyIndex
    quotations: Mapping[str, tuple[Quotation, ...]]
    added: int = 0

    def keep(self, source: AddressedSource, remembered: Remembered) -> None:
        before = self.index
        found = passages(remembered, self.quotations.get(source.entry.id, ()))
        self.index = copies.save(
            self.folder, before, copies.Passages(source.entry.id, source.accessed, remembered.visit, found)
        )
        self.added += len(self.index.copies) > len(before.copies)

    def begin(self, ident: str, visit: Visit) -> Remembered:
        """Return what a source is compared with, of which only a copy is known."""
        copy = self.index.latest(ident)
        return Remembered(visit, copy.document, copy.kept[:10], copy.accessed) if copy else Remembered(visit)


def look(
    sources: Mapping[str, AddressedSource],
    memory: SourceMemory,
    manners: Manners,
    *,
    since: str,
    keeper: CopyKeeper | None = None,
    tell: Callable[[str], None] = lambda words: None,
) -> Looked:
    """Look at each source that was not seen since the run began."""
    known = {ident: found for ident in sources if (found := memory.recall(ident)) is not None}
    known = {ident: each for ident, each in known.items() if each.visit.address == sources[ident].address}
    seen = {ident: each for ident, each in known.items() if each.visit.looked >= since}
    if keeper:
        for ident, each in seen.items():
            keeper.keep(sources[ident], each)
    before = len(seen)
    errands = [
        Errand(ident, each.address, known[ident].visit if ident in known else None)
        for ident, each in sources.items()
        if ident not in seen
    ]
    for ident, visit in schedule.each_visit(errands, manners):
        begun = known.get(ident) or (keeper.begin(ident, visit) if keeper else Remembered(visit))
        seen[ident] = begun.with_visit(visit, sources[ident].accessed)
        memory.keep(ident, seen[ident])
        if keeper:
            keeper.keep(sources[ident], seen[ident])
        tell(f"Looking at sources: {len(seen):,} of {len(sources):,}")
    return Looked({ident: seen[ident] for ident in sources}, before)
