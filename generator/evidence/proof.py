"""Prove offline that each quotation of the content stands in a kept copy, letter for letter.

In: a folder of copies with its index, the quotations of the content, and the sources. Out: problems: copies that are
missing or damaged, and quotations that no copy has. Blanks and quotation marks make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.evidence.addresses import AddressedSource
from generator.evidence.causes import Caused
from generator.evidence.copies import CopyIndex, DamagedCopyError, read_copy
from generator.evidence.quotations import Quotation, by_source
from generator.evidence.wording import SearchedText
from generator.problems.problem import Problem, plural, quoted

_KEEP = "keep one by 'explainer evidence --save', or waive this with the reason"
_RESTORE = "bring the file back from version control; if it is lost, keep a new copy by 'explainer evidence --save'"
_MEND = "mend the quotation, or keep a new copy by 'explainer evidence --save' if the document has these words"


@dataclass(frozen=True)
class _Kept:
    """The passages of the sound copies of a source, and what is wrong with the others: code and message."""

    passages: tuple[SearchedText, ...]
    faults: tuple[tuple[str, str], ...]
    is_none: bool  # no copy was ever kept

    def has(self, quotation: Quotation) -> bool:
        return any(text.has_exactly(quotation.words) for text in self.passages)


@dataclass(frozen=True)
class Proven:
    """What was found: the problems, and how many quotations stand in a copy, of how many that should."""

    problems: list[Caused]
    standing: int
    total: int


def prove(
    folder: Path, index: CopyIndex, quotations: Iterable[Quotation], sources: Mapping[str, AddressedSource]
) -> Proven:
    """Compare every quotation with the copies of the sources that have an address."""
    listed = [each for each in quotations if any(source in sources for source in each.sources)]
    grouped = {source: wanted for source, wanted in sorted(by_source(listed).items()) if source in sources}
    kept = {source: _kept_of(folder, index, source) for source in grouped}
    lost = [each for each in listed if not any(kept[source].has(each) for source in each.sources if source in kept)]
    problems: list[Caused] = []
    for source, copies in kept.items():
        entry, place = sources[source].entry, sources[source].place
        problems += ((fault, entry.document.problem(place, *fault, _RESTORE)) for fault in copies.faults)
        wanting = [each for each in lost if source in each.sources]
        if copies.is_none and wanting:
            message = f"no copy of it is kept, and {plural(len(wanting), 'quotation')} cannot be compared"
            problems.append((source, entry.document.problem(place, "copy-missing", message, _KEEP)))
    for each in lost:
        copies_of = [kept[source] for source in each.sources if source in kept]
        if not any(copies.is_none or copies.faults for copies in copies_of):  # which is told already
            problems.append(((each.sources, each.words), _not_there(each, copies_of)))
    return Proven(problems, len(listed) - len(lost), len(listed))


def _kept_of(folder: Path, index: CopyIndex, source: str) -> _Kept:
    """Read the copies of a source."""
    copies = index.by_source.get(source, ())
    passages: list[SearchedText] = []
    faults: list[tuple[str, str]] = []
    for copy in copies:
        try:
            passages += map(SearchedText, read_copy(folder, copy))
        except FileNotFoundError:
            faults.append(("copy-missing", f"the copy {copy.file} is not in {folder.name}"))
        except DamagedCopyError as error:
            faults.append(("copy-damaged", f"the copy {copy.file} is damaged: {error}"))
    return _Kept(tuple(passages), tuple(faults), is_none=not copies)


def _not_there(quotation: Quotation, copies: list[_Kept]) -> Problem:
    near = next(filter(None, (text.nearest(quotation.words) for copy in copies for text in copy.passages)), "")
    message = f"{quoted(quotation.words)} does not stand in the kept copy of {' or '.join(quotation.sources)}"
    hint = f"the copy has {quoted(near)}: {_MEND}" if near else _MEND
    return quotation.problem("quotation-not-in-copy", message, hint)
