"""Glossary terms in running text: each is linked where it is first used in a section.

In: the terms of a graph, and plain text between links. Out: the same text in pieces, some of them terms. Never inside
quotations and headings; links, notes and code never get here. Cost grows with the text, not with the glossary: a term
is looked up by its first word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.graph import Graph
from generator.kinds.terms import Term

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPENING, _CLOSING = "“", "”"
_UNTOUCHED = re.compile(r"^[ ]{0,3}[#>|].*$", re.MULTILINE)  # headings, quotations, tables


@dataclass(frozen=True, slots=True)
class Use:
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
                words = tuple(word.casefold() for word in _WORD.findall(name))
                if words:
                    found[words[0]].append((words, entry.id))
        return cls({first: tuple(sorted(names, key=lambda n: (-len(n[0]), n))) for first, names in found.items()})

    def match(self, words: list[re.Match[str]], start: int, text: str) -> tuple[int, str] | None:
        """Return how many words from `start` name a term, and which, or None."""
        for phrase, term in self.phrases.get(words[start][0].casefold(), ()):
            found = words[start : start + len(phrase)]
            if tuple(word[0].casefold() for word in found) == phrase and _adjacent(found, text):
                return len(phrase), term
        return None


def _adjacent(words: list[re.Match[str]], text: str) -> bool:
    """Say whether nothing but single spaces or hyphens stands between words."""
    return all(text[a.end() : b.start()] in (" ", "-", "\n") for a, b in zip(words, words[1:], strict=False))


def _is_joined(word: re.Match[str], text: str) -> bool:
    """Say whether the word is the latter part of a compound, as in anti-tram."""
    return text[word.start() - 1 : word.start()] in ("-", "_")


@dataclass
class Marker:
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

    def pieces(self, text: str) -> Iterator[str | Use]:
        """Yield the text in pieces: as it is, or the use of a term."""
        if not self.glossary.phrases:
            yield text
            return
        end = 0
        for line in _UNTOUCHED.finditer(text):
            yield from self._running(text[end : line.start()])
            yield line[0]
            if line[0].lstrip().startswith("#"):
                self._seen = {self.own}
            end = line.end()
        yield from self._running(text[end:])

    def _running(self, text: str) -> Iterator[str | Use]:
        words = list(_WORD.finditer(text))
        end = skip_to = 0
        for number, word in enumerate(words):
            self._follow_quotation(text[(words[number - 1].end() if number else 0) : word.start()])
            if number < skip_to or self._in_quotation:
                continue
            matched = None if _is_joined(word, text) else self.glossary.match(words, number, text)
            if matched and matched[1] not in self._seen:
                count, term = matched
                last = words[number + count - 1].end()
                self._seen.add(term)
                yield text[end : word.start()]
                yield Use(text[word.start() : last], term)
                end, skip_to = last, number + count
        self._follow_quotation(text[words[-1].end() if words else 0 :])
        yield text[end:]

    def _follow_quotation(self, between: str) -> None:
        for character in between:
            if character == _OPENING:
                self._in_quotation = True
            elif character == _CLOSING:
                self._in_quotation = False
