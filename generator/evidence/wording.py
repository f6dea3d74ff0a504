"""Find a quotation in a text, whatever signs a page is set in.

In: the words of a quotation and a text. Out: the passage as the text has it, or None. Loosely, letters are compared
without case and in compatible forms, dashes as one sign without blanks, and once more without the figures of notes.
Strictly, letter for letter, but for blanks, quotation marks and characters that nobody sees. What stands in brackets
in a quotation, and an ellipsis, is a gap: the pieces around it are found in their order.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

_MARKS = frozenset("\"“”„‟«»〝〞＂″「」『』'’‘‚‛ʼʹ`´′＇‹›")
_DASHES = frozenset("-‐‑‒–—―−﹘﹣－")
_CLOSING = frozenset("!?;:")  # in front of which some languages set a blank
GAP = " […] "  # between the pieces of a passage
_GAP = re.compile(r"\[[^\[\]]*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3}")
_NOTES = re.compile(
    r"\[\d{1,3}\]|(?<=[^\W\d_])[⁰¹²³⁴-⁹]+|(?<=[^\W\d_])\d+|(?<=[^\W\d_][.,;:!?”\"’»)])(?:\d+|[⁰¹²³⁴-⁹]+)"
)
_ALIKE = 0.3  # of the words of a quotation, in one piece
_ALIKE_AT_LEAST = 12  # characters
_FAR = 200_000  # characters in which something alike is looked for
# What folds to itself, or to its small letters one by one: of Latin, Cyrillic and Han.
_RUN_OR_SIGN = re.compile(
    r"(?P<run>[A-Za-z0-9\u0410-\u044fЄІЇєіїґҐ\u4e00-\u9fff]+(?: [A-Za-z0-9\u0410-\u044fЄІЇєіїґҐ\u4e00-\u9fff]+)*)|.",
    re.DOTALL,
)
_ENDS = " .,;:"  # what a sentence that goes on has in another form behind the words
# Scripts that set no blank between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class _Folded(NamedTuple):
    """A text in the form in which it is compared, and where each of its characters comes from."""

    text: str
    places: list[int]


class SearchedText:
    """A text in which quotations are looked for; it is folded once, whatever their number."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)

    @cached_property
    def _notes(self) -> frozenset[int]:
        return _numbers_of_notes(self.text)

    @cached_property
    def _loose(self) -> _Folded:
        return _fold(self.text, frozenset(), is_loose=True)

    @cached_property
    def _without_notes(self) -> _Folded:
        return _fold(self.text, self._notes, is_loose=True)

    @cached_property
    def _strict(self) -> _Folded:
        return _fold(self.text, frozenset(), is_loose=False)

    def passage(self, words: str) -> str | None:
        """Return the passage that has these words, as the text has it but for the figures of notes, or None."""
        spans, dropped = _found(words, self._loose, is_loose=True, is_without_notes=False), frozenset[int]()
        if spans is None and self._notes:
            spans, dropped = _found(words, self._without_notes, is_loose=True, is_without_notes=True), self._notes
        return None if spans is None else GAP.join(self._between(start, end, dropped) for start, end in spans)

    def has_exactly(self, words: str) -> bool:
        """Say whether these words stand here letter for letter."""
        return _found(words, self._strict, is_loose=False, is_without_notes=False) is not None

    def nearest(self, words: str) -> str:
        """Return the passage that is most like these words, or nothing where none is."""
        needle = normal(words)
        matcher = difflib.SequenceMatcher(None, self._loose.text[:_FAR], needle, autojunk=False)
        match = matcher.find_longest_match()
        if match.size < max(len(needle) * _ALIKE, _ALIKE_AT_LEAST):
            return ""
        start = max(0, match.a - match.b)
        end = min(len(self._loose.text), match.a + len(needle) - match.b)
        return self._between(self._loose.places[start], self._loose.places[end - 1] + 1, frozenset())

    def _between(self, start: int, end: int, dropped: frozenset[int]) -> str:
        kept = (
            self.text[place]
            for place in range(start, end)
            if place not in dropped and unicodedata.category(self.text[place]) != "Cf"
        )
        return " ".join("".join(kept).split())


def normal(text: str) -> str:
    """Return a text in the form in which two are the same to a reader."""
    return _fold(unicodedata.normalize("NFC", text), frozenset(), is_loose=True).text.strip()


def _found(words: str, folded: _Folded, *, is_loose: bool, is_without_notes: bool) -> list[tuple[int, int]] | None:
    """Return where the pieces of a quotation stand, as they are or around its gaps."""
    words = unicodedata.normalize("NFC", words)
    attempts = ([(words, True, True)], list(_pieces(words)))
    for pieces in attempts if _GAP.search(words) else attempts[:1]:
        spans, begin = [], 0
        for piece, is_begun, is_ended in pieces:
            noted = _numbers_of_notes(piece) if is_without_notes else frozenset[int]()
            needle = _fold(piece, noted, is_loose=is_loose).text.strip().rstrip(_ENDS)
            place = _place(needle, folded.text, begin, is_begun=is_begun, is_ended=is_ended) if needle else -1
            if place < 0:
                break
            begin = place + len(needle)
            spans.append((folded.places[place], folded.places[begin - 1] + 1))
        else:
            return spans or None
    return None


def _pieces(words: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield what stands around the gaps, each with whether it begins with a whole word, and ends with one."""
    begin, before = 0, ""
    for gap in (*_GAP.finditer(words), None):
        end = gap.start() if gap else len(words)
        piece = words[begin:end]
        if any(map(str.isalnum, piece)):
            yield piece, not before or piece[:1].isspace(), not gap or piece[-1:].isspace() or gap[0][0] != "["
        begin, before = (gap.end(), gap[0]) if gap else (end, "")


def _place(needle: str, text: str, begin: int, *, is_begun: bool, is_ended: bool) -> int:
    """Return where a needle stands that is no part of a longer word, or -1."""
    while (place := text.find(needle, begin)) >= 0:
        end = place + len(needle)
        is_cut_before = is_begun and place > 0 and _are_one_word(text[place - 1], text[place])
        is_cut_behind = is_ended and end < len(text) and _are_one_word(text[end - 1], text[end])
        if not (is_cut_before or is_cut_behind):
            return place
        begin = place + 1
    return -1


def _are_one_word(one: str, other: str) -> bool:
    return one.isalnum() and other.isalnum() and not (_UNSPACED.match(one) or _UNSPACED.match(other))


def _numbers_of_notes(text: str) -> frozenset[int]:
    """Return the places of figures that look like those of notes."""
    return frozenset(place for match in _NOTES.finditer(text) for place in range(*match.span()))


def _fold(text: str, dropped: frozenset[int], *, is_loose: bool) -> _Folded:
    """Bring a text into the form in which it is compared. Runs of plain letters, most of a text, are taken whole."""
    folder = _Folder(text, is_loose=is_loose)
    for match in _RUN_OR_SIGN.finditer(text):
        begin, end = match.span()
        if match.lastgroup and (not dropped or dropped.isdisjoint(range(begin, end))):
            folder.take_run(match[0], begin)
        else:
            for place in range(begin, end):
                if place not in dropped:
                    folder.take_sign(place)
    return _Folded("".join(folder.folded), folder.places)


class _Folder:
    """Folds a text, run by run and sign by sign."""

    def __init__(self, text: str, *, is_loose: bool) -> None:
        self.folded: list[str] = []
        self.places: list[int] = []
        self._text, self._is_loose, self._last = text, is_loose, " "

    def take_run(self, run: str, place: int) -> None:
        self.folded.append(run.lower() if self._is_loose else run)
        self.places += range(place, place + len(run))
        self._last = run[-1]

    def take_sign(self, place: int) -> None:
        character = self._text[place]
        form = _form(character, is_loose=self._is_loose)
        if character in _MARKS:  # one between letters belongs to the word
            is_inner = self._text[place - 1 : place].isalnum() and self._text[place + 1 : place + 2].isalnum()
            form = "'" if is_inner else ""
        if form == " " and (self._last == " " or (self._is_loose and self._last == "-")):
            return
        if self._last == " " and self.folded and (form in _CLOSING or (self._is_loose and form == "-")):
            self.folded.pop()
            self.places.pop()
            self._last = self.folded[-1][-1] if self.folded else " "
        if not form or (form == self._last == "-" and self._is_loose):
            return
        self.folded.append(form)
        self.places += [place] * len(form)
        self._last = form[-1]


@cache
def _form(character: str, *, is_loose: bool) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Cf":
        return ""
    if is_loose:
        return "-" if character in _DASHES else unicodedata.normalize("NFKC", character).casefold()
    return character
