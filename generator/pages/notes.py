"""Number the notes of one page in the order in which it cites, and write them as footnotes.

In: what is cited, and the page's Markdown when it is complete. Out: numbers, and the footnote definitions.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.content import escaping
from generator.locale import _
from generator.pages.phrases import FolderPhrases

_REFERENCE = re.compile(r"\[\^(\d+)\]")
_RUN = re.compile(r"\[\^\d+\](?: ?\[\^\d+\])+")


class Note(NamedTuple):
    """A place in a source, in words that are quoted or without."""

    source: str
    locator: str
    quote: str
    written: str = ""  # the quotation as Markdown, where it is in another language or translated


class Notes:
    """The notes that a page has cited so far."""

    def __init__(self, phrases: FolderPhrases) -> None:
        self._phrases = phrases
        self._numbers: dict[Note, int] = {}

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def cite(self, source: str, locator: str | None, quote: str | None, written: str = "") -> str:
        note = Note(source, locator or "", quote or "", written)
        return f"[^{self._numbers.setdefault(note, len(self._numbers) + 1)}]"

    def definitions(self) -> str:
        return "\n\n".join(f"[^{number}]: {self._text(note)}" for note, number in self._numbers.items())

    def _text(self, note: Note) -> str:
        locator = f", {escaping.escape(note.locator)}" if note.locator else ""
        quote = _(": “%(quote)s”", quote=escaping.escape(note.quote)) if note.quote else ""
        quote = f": {note.written}" if note.written else quote
        return f"{self._phrases.credit(note.source)}{locator}{quote}. {self._phrases.description(note.source)}"

    def numbered(self, written: str) -> str:
        """Return the Markdown of a page with its notes numbered as they first stand in it, and drop unused ones.

        Where several stand side by side each is there once, and one that says less of a source than another beside it
        goes: one without the place, or without the words.
        """
        written = _RUN.sub(self._once, written)
        used = dict.fromkeys(int(match[1]) for match in _REFERENCE.finditer(written))
        notes = {number: note for note, number in self._numbers.items()}
        self._numbers = {notes[old]: new for new, old in enumerate(used, 1)}
        return _REFERENCE.sub(lambda match: f"[^{self._numbers[notes[int(match[1])]]}]", written)

    def _once(self, run: re.Match[str]) -> str:
        notes = {number: note for note, number in self._numbers.items()}
        numbers = dict.fromkeys(int(match[1]) for match in _REFERENCE.finditer(run[0]))
        beside = [notes[number] for number in numbers]
        return "".join(f"[^{n}]" for n in numbers if not any(_says_more(other, notes[n]) for other in beside))


def _says_more(one: Note, other: Note) -> bool:
    """Say whether a note holds all that another does, and more."""
    same = one.source == other.source and other.locator in ("", one.locator) and other.quote in ("", one.quote)
    return same and one != other
