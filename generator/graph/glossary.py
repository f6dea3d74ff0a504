"""Find glossary terms in running text: each where it is first used in a section.

In: the terms of a graph, and plain text between links. Out: the same text in pieces, some of them terms. Never inside
quotations and headings; links, notes and code never get here. Cost grows with the text, not with the glossary: a term
is looked up by its first word.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.content.scripts import APOSTROPHES, ONE_APOSTROPHE, UNSPACED
from generator.graph.graph import Graph
from generator.model.kinds.terms import Term

# A character of a script that writes no blanks is a word by itself, so that a term is found inside a run of them.
_ALONE = re.compile(f"[{UNSPACED}]")
_START, _END = rf"(?:(?<!\w)|(?<=[{UNSPACED}]))", rf"(?:(?!\w)|(?=[{UNSPACED}]))"  # of a word of other scripts
_WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_])+(?:[{APOSTROPHES}](?:(?![{UNSPACED}])[^\W_])+)*")
_OPENING, _CLOSING = "“", "”"
_TURNS = re.compile(r"[“”#]")  # what begins or ends a quotation or a section
_UNTOUCHED = re.compile(r"^[ ]{0,3}[#>|].*$", re.MULTILINE)  # headings, quotations, tables


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term as it stands in a text."""

    words: str
    term: str


@dataclass(frozen=True)
class Glossary:
    """All terms by the first word of their title or of another name."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # longest first

    @classmethod
    def of(cls, graph: Graph) -> Glossary:
        found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for entry in graph.of("terms"):
            assert isinstance(entry.entity, Term)
            for name in (entry.title, *entry.entity.aliases):
                words = tuple(map(_folded, _WORD.findall(name)))
                if words:
                    found[words[0]].append((words, entry.id))
        return cls({first: tuple(sorted(names, key=lambda n: (-len(n[0]), n))) for first, names in found.items()})

    @cached_property
    def _anything(self) -> re.Pattern[str]:
        """Match any name in lower case. They are sorted by their first letters, so that few are tried at a place."""
        under: dict[str, list[str]] = defaultdict(list)
        for names in self.phrases.values():
            for words, _ in names:
                between = "[ \n-]?" if _ALONE.match(words[-1]) else "[ \n-]"
                name = between.join(map(re.escape, words))
                under[name[0]].append(name[1:] + ("" if _ALONE.match(words[-1]) else _END))
        starts = ((letter if _ALONE.match(letter) else f"{_START}{letter}", rests) for letter, rests in under.items())
        return re.compile("|".join(f"{start}(?:{'|'.join(rests)})" for start, rests in starts) or "(?!)")

    def has_no_term(self, text: str) -> bool:
        """Say whether a text is sure to name no term. One search is many times faster than to look up each word."""
        return not self._anything.search(_folded(text).replace("_", " "))

    def match(self, words: list[re.Match[str]], start: int, text: str) -> tuple[int, str] | None:
        """Return how many words from `start` name a term, and which, or None."""
        for phrase, term in self.phrases.get(_folded(words[start][0]), ()):
            found = words[start : start + len(phrase)]
            if tuple(_folded(word[0]) for word in found) == phrase and _adjacent(found, text):
                return len(phrase), term
        return None


def _folded(text: str) -> str:
    """Return text in which letters of both cases and all apostrophes are the same."""
    return text.casefold().translate(ONE_APOSTROPHE)


def _adjacent(words: list[re.Match[str]], text: str) -> bool:
    """Say whether nothing but single spaces or hyphens stands between words."""
    return all(text[a.end() : b.start()] in ("", " ", "-", "\n") for a, b in itertools.pairwise(words))


def _is_joined(word: re.Match[str], text: str) -> bool:
    """Say whether the word is the latter part of a compound, as in anti-tram."""
    return text[word.start() - 1 : word.start()] in ("-", "_")


@dataclass
class TermFinder:
    """Finds terms in the texts of one page, each once a section."""

    glossary: Glossary
    own: str  # the term whose page this is, which does not link to itself
    _seen: set[str] = field(default_factory=set)
    _in_quotation: bool = False

    def begin(self, *, section: bool) -> None:
        """Begin another text, and with `section` another section."""
        self._in_quotation = False
        if section:
            self._seen = {self.own}

    def has_nothing_in(self, text: str) -> bool:
        """Say whether a text is sure to name no term and to begin no section: the quick look."""
        return "#" not in text and self.glossary.has_no_term(text)

    def pieces(self, text: str) -> Iterable[str | TermUse]:
        """Return the text in pieces: as it is, or the use of a term."""
        if self.glossary.has_no_term(text) and not _TURNS.search(text):
            return (text,)
        return self._marked(text)

    def _marked(self, text: str) -> Iterator[str | TermUse]:
        end = 0
        for line in _UNTOUCHED.finditer(text):
            yield from self._running(text[end : line.start()])
            yield line[0]
            if line[0].lstrip().startswith("#"):
                self._seen = {self.own}
            end = line.end()
        yield from self._running(text[end:])

    def _running(self, text: str) -> Iterator[str | TermUse]:
        words = list(_WORD.finditer(text))
        end = skip_to = followed = 0
        for number, word in enumerate(words):
            if number < skip_to or _folded(word[0]) not in self.glossary.phrases:
                continue
            self._follow_quotation(text[followed : word.start()])
            followed = word.start()
            if self._in_quotation or _is_joined(word, text):
                continue
            matched = self.glossary.match(words, number, text)
            if matched and matched[1] not in self._seen:
                count, term = matched
                last = words[number + count - 1].end()
                self._seen.add(term)
                yield text[end : word.start()]
                yield TermUse(text[word.start() : last], term)
                end, skip_to = last, number + count
        self._follow_quotation(text[followed:])
        yield text[end:]

    def _follow_quotation(self, passed: str) -> None:
        opened, closed = passed.rfind(_OPENING), passed.rfind(_CLOSING)
        if opened != closed:  # at least one of them was found
            self._in_quotation = opened > closed
