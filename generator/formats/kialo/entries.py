"""Divide a Kialo export into its numbered entries and footnotes.

In: a file. Out: a `KialoFile`. A text may run over several lines and paragraphs: what is no entry belongs to the entry
above it. So a numbered line without `Pro` or `Con` is one only where its number has its place in the discussion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator.formats.records import GivenFile, as_printable
from generator.problems.problem import Problem

_TITLE = re.compile(r"\s*Discussion (?:Title|Name)\s*:\s*(.*)", re.IGNORECASE)
_ENTRY = re.compile(
    r"\s*(?P<number>\d+(?:\.\d+)*)(?P<dot>\.?)\s*(?:(?P<stance>Pro|Con|Thesis|Question)\s*:)?(?P<text>.*)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*\[(\d+)\]\s*(.*)")
_NOTES = re.compile(r"\s*Sources:\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KialoEntry:
    """A numbered statement: what it is said to be, in small letters, and its text in one line."""

    number: str
    stance: str
    text: str
    line: int

    @property
    def parent(self) -> str:
        """The number that it stands below, or nothing."""
        return self.number.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A source, as the list at the end has it."""

    number: str
    address: str
    words: tuple[str, ...]
    line: int


@dataclass
class KialoFile:
    """What stands in one file."""

    title: str = ""
    entries: list[KialoEntry] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(given: GivenFile) -> KialoFile:
    return _Division(given).run()


class _Division:
    """Goes through the lines once."""

    def __init__(self, given: GivenFile) -> None:
        self.given = given
        self.made = KialoFile()
        self._lines = given.text.split("\n")
        marked = (found for found in map(_ENTRY.match, self._lines) if found and found["stance"])
        self._with_children = {found["number"].rpartition(".")[0] for found in marked}
        self._known: set[str] = set()
        self._roots = 0  # entries that stand below none
        self._in_text = False  # the line before this one goes on with a text
        self._in_title = False

    def run(self) -> KialoFile:
        for number, line in enumerate(self._lines, 1):
            if _NOTES.fullmatch(line) and self.made.entries and any(map(_NOTE.match, self._lines[number : number + 3])):
                self._notes(number)
                break
            self._line(number, line)
        return self.made

    def _line(self, number: int, line: str) -> None:
        title, entry = _TITLE.fullmatch(line), _ENTRY.fullmatch(line)
        if title and not self.made.title and not self.made.entries:
            self.made.title, self._in_title = as_printable(title[1]), True
        elif entry and self._begins(entry):
            self._add(KialoEntry(entry["number"], (entry["stance"] or "").lower(), as_printable(entry["text"]), number))
            self._in_text = self._in_title = False
        elif words := as_printable(line):
            self._go_on(number, words)
            self._in_text = True
        else:
            self._in_text = self._in_title = False

    def _begins(self, found: re.Match[str]) -> bool:
        """Say whether a numbered line begins an entry, and does not go on with a text."""
        number, text = found["number"], found["text"]
        if found["stance"]:
            return True
        parent, _, last = number.rpartition(".")
        has_place = number not in self._known and (parent in self._known if parent else int(last) == self._roots + 1)
        is_apart = not self._in_text or number in self._with_children
        return bool(found["dot"]) and not text[:1].isdigit() and has_place and is_apart

    def _add(self, entry: KialoEntry) -> None:
        if entry.number in self._known:
            message = f"the number {entry.number} stands twice; what stands below it is taken to stand below the first"
            self.made.problems.append(self.given.loss(message, "give one of the two another number", entry.line))
            entry = replace(entry, number=f"{entry.number} ({entry.line})")
        self._known.add(entry.number)
        self._roots += not entry.parent
        self.made.entries.append(entry)

    def _go_on(self, number: int, words: str) -> None:
        """Add a line to the text above it."""
        if self.made.entries:
            last = self.made.entries[-1]
            self.made.entries[-1] = replace(last, text=f"{last.text} {words}".strip())
        elif self._in_title:
            self.made.title = f"{self.made.title} {words}".strip()
        else:
            message = f"what stands before the first statement is not carried over: '{words}'"
            self.made.problems.append(self.given.loss(message, "add it to the question's summary", number))

    def _notes(self, above: int) -> None:
        """Read the list of sources: each begins with its number, and may run over several lines."""
        for number, line in enumerate(self._lines[above:], above + 1):
            found, words = _NOTE.fullmatch(line), as_printable(line)
            if found and found[1] not in {each.number for each in self.made.footnotes}:
                address = _ADDRESS.match(found[2])
                rest = as_printable(found[2][address.end() if address else 0 :])
                said = (rest,) if rest else ()
                self.made.footnotes.append(Footnote(found[1], address[0] if address else "", said, number))
            elif words and self.made.footnotes:
                last = self.made.footnotes[-1]
                self.made.footnotes[-1] = replace(last, words=(*last.words, words))
            elif words:
                self._go_on(number, words)
