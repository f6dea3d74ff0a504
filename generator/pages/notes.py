"""Number the sources of one page in the order in which it cites them, and write them as footnotes.

In: what is cited, and the page's Markdown when it is complete. Out: numbers, and the footnote definitions: one for each
source. Where a page cites several places in a source, a small letter behind the number says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from generator.content import escaping
from generator.graph.support import grouped
from generator.locale import _, clauses, full_stop, labelled, semicolon
from generator.pages.markdown_text import escaped
from generator.pages.phrases import FolderPhrases

LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"  # Unicode has no small q above the line
_REFERENCE = re.compile(r"\[\^(\d+)\]")
_RUN = re.compile(r"\[\^\d+\](?: ?\[\^\d+\])*")


class Note(NamedTuple):
    """A place in a source, in words that are quoted or without."""

    source: str
    locator: str
    quote: str
    written: str = ""  # the quotation as Markdown, where it is in another language or translated

    def is_in(self, other: Note) -> bool:
        """Say whether another note says all that this one does."""
        same = self.source == other.source and self.locator in ("", other.locator)
        return same and self.quote in ("", other.quote) and self.written in ("", other.written)


class Notes:
    """The notes that a page has cited so far."""

    def __init__(self, phrases: FolderPhrases) -> None:
        self._phrases = phrases
        self._cited: dict[Note, int] = {}
        self._places: dict[str, tuple[Note, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._cited)

    def cite(self, source: str, locator: str | None, quote: str | None, written: str = "") -> str:
        """Return a mark that `numbered` replaces."""
        note = Note(source, locator or "", quote or "", written)
        return f"[^{self._cited.setdefault(note, len(self._cited) + 1)}]"

    def numbered(self, written: str) -> str:
        """Return the Markdown of a page with its sources numbered as they first stand in it, and drop unused ones.

        Where several stand side by side each is there once.
        """
        notes = {number: note for note, number in self._cited.items()}
        used = tuple(dict.fromkeys(notes[int(match[1])] for match in _REFERENCE.finditer(written)))
        self._places = {source: _fullest(found) for source, found in grouped((n.source, n) for n in used).items()}
        self._cited = dict.fromkeys(used, 0)
        numbers = {source: number for number, source in enumerate(self._places, 1)}

        def run(match: re.Match[str]) -> str:
            beside = grouped((n.source, n) for n in (notes[int(number)] for number in _REFERENCE.findall(match[0])))
            return "".join(f"[^{numbers[source]}]{self._letters(source, found)}" for source, found in beside.items())

        return _RUN.sub(run, written)

    def definitions(self) -> str:
        return "\n\n".join(f"[^{n}]: {self._text(*each)}" for n, each in enumerate(self._places.items(), 1))

    def _letters(self, source: str, notes: Iterable[Note]) -> str:
        """Say which places in a source some notes name, where the page names several."""
        places = self._places[source]
        named = (next((n for n, each in enumerate(places) if note.is_in(each)), 0) for note in notes if any(note[1:]))
        return "".join(map(_letter, sorted(set(named)))) if len(places) > 1 else ""

    def _text(self, source: str, places: tuple[Note, ...]) -> str:
        if len(places) > 1:
            told = semicolon().join(f"{_letter(number)} {_place(each)}" for number, each in enumerate(places))
        else:
            told = "".join(map(_place, places))
        words: str = self._phrases.credit(source)
        if len(places) == 1 and places[0].locator:
            words = clauses(words, told)
        elif told:
            words = labelled(words, told)
        is_stopped = places and not places[-1].written and places[-1].quote.endswith((".", "!", "?", "…"))
        return f"{words if is_stopped else full_stop(words)} {self._phrases.description(source)}"


def _fullest(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Return the notes on one source of which no other says more, as they are first meant by one."""
    fullest = [note for note in notes if not any(note.is_in(other) for other in notes if other != note)]
    return tuple(dict.fromkeys(next(each for each in fullest if note.is_in(each)) for note in notes if any(note[1:])))


def _letter(number: int) -> str:
    further, last = divmod(number, len(LETTERS))
    return f"{_letter(further - 1) if further else ''}{LETTERS[last]}"


def _place(note: Note) -> str:
    """Write where it is in the source, and in which words."""
    quote = note.written or (_("“%(quote)s”", quote=escaped(note.quote)) if note.quote else "")
    locator = escaping.escape(note.locator)
    return labelled(locator, quote) if locator and quote else locator or quote
