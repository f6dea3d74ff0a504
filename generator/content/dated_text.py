"""Leave out of a text what speaks of later days: sentences, items of lists, and what is nothing without them.

In: a text, and for each of its sentences what it leads to and the latest day that it names. Out: the text without those
that name a later day or lead to what is left out, and where each rest of it stood. A table or a block of code is whole
or gone, a heading goes with all that stands under it, and what introduces a list goes with its last item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from generator.content import named_days, prose, sentences
from generator.content.prose import Markup

_LINE = re.compile(r"[^\n]*(?:\n|$)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_QUOTED = re.compile(r"[ \t]*>[ \t]?")
_INDENT = re.compile(r"[ \t]*")
_BOLD = re.compile(r"\*\*[^*]+\*\*")
_PARAGRAPH, _LISTED, _TITLE, _UNDIVIDED = "sentences", "item", "heading", "table or code"


class Piece(NamedTuple):
    """A sentence, or a block that is not divided: where it is, what it leads to, the latest day that it names."""

    start: int
    end: int
    ids: frozenset[str]
    latest: date


class _Block(NamedTuple):
    """A paragraph, an item, a heading, or what is whole or gone."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    level: int = 0  # of a heading
    is_item: bool = False
    indent: int = 0


class Remainder(NamedTuple):
    """What is left of a text, and at which offsets its pieces begin: there, and in the whole text."""

    text: str
    starts: tuple[tuple[int, int], ...]

    def offset(self, offset: int) -> int:
        """Return where a character stood in the whole text."""
        here, there = next((each for each in reversed(self.starts) if each[0] <= offset), (0, 0))
        return there + offset - here


@dataclass(frozen=True)
class DatedText:
    """A text of which the days and the links of each sentence are known."""

    text: str
    blocks: tuple[_Block, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset[str]().union(*(piece.ids for block in self.blocks for piece in block.pieces))

    @cached_property
    def latest(self) -> date:
        return max((piece.latest for block in self.blocks for piece in block.pieces), default=date.min)

    def without(self, day: date, out: AbstractSet[str]) -> Remainder | None:
        """Return the text without what is later, or None where all of it stays."""
        if self.latest <= day and self.ids.isdisjoint(out):
            return None
        kept = [self._kept(block, day, out) for block in self.blocks]
        _drop_continued(self.blocks, kept)
        _drop_introductions(self.text, self.blocks, kept)
        _drop_headings(self.blocks, kept)
        kept_of = zip(self.blocks, kept, strict=True)
        return _joined(self.text, [span for block, pieces in kept_of for span in _spans(self.text, block, pieces)])

    def _kept(self, block: _Block, day: date, out: AbstractSet[str]) -> tuple[Piece, ...]:
        """Return what is left of a block: nothing, where that is but words in bold which introduced the rest."""
        kept = tuple(piece for piece in block.pieces if piece.latest <= day and piece.ids.isdisjoint(out))
        is_introduction = len(kept) == 1 and kept[0] is block.pieces[0] and len(block.pieces) > 1
        return () if is_introduction and _BOLD.fullmatch(self.text[kept[0].start : kept[0].end].strip()) else kept


def read(text: str, markup: Markup, tag: str) -> DatedText:
    """Find the sentences of a text with their days and links. `tag` is of its language."""
    reader = _Reader(text, markup, tag)
    if markup is Markup.PLAIN:
        return DatedText(text, (reader.whole(0, len(text)),))
    blocks = _blocks(text) if markup is Markup.TEXT else iter([(0, len(text), _PARAGRAPH)])
    return DatedText(text, tuple(reader.block(*each) for each in blocks))


class _Reader(NamedTuple):
    """A text with its markup and its language."""

    text: str
    markup: Markup
    tag: str

    def block(self, start: int, end: int, sort: str) -> _Block:
        indent = _indent(self.text, start)
        if sort in (_TITLE, _UNDIVIDED):
            heading = _HEADING.match(self.text, start)
            return self.whole(start, end)._replace(level=len(heading[1]) if heading else 0, indent=indent)
        lead = _ITEM.match(self.text, start) or _QUOTED.match(self.text, start)
        first = lead.end() if lead else start + indent
        last = start + len(self.text[start:end].rstrip())
        pieces = tuple(self.piece(*span) for span in sentences.spans(self.text, first, max(first, last)))
        return _Block(start, end, pieces, is_item=sort == _LISTED, indent=indent)

    def whole(self, start: int, end: int) -> _Block:
        return _Block(start, end, (self.piece(start, start + len(self.text[start:end].rstrip())),))

    def piece(self, start: int, end: int) -> Piece:
        words = self.text[start:end]
        tokens = prose.scan(words, self.markup) if self.markup is not Markup.PLAIN else iter(())
        ids = frozenset(token.id for token in tokens if not isinstance(token, prose.ProseFault))
        return Piece(start, end, ids, named_days.latest(words, self.tag))


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each block with the blank lines behind it."""
    lines = [match.span() for match in _LINE.finditer(text) if match.end() > match.start()]
    number = 0
    while number < len(lines):
        first, sort = number, _sort(text, lines[number][0])
        number = _end_of_block(text, lines, number, sort)
        while number < len(lines) and not text[slice(*lines[number])].strip():
            number += 1
        yield lines[first][0], lines[number - 1][1], sort


def _end_of_block(text: str, lines: list[tuple[int, int]], number: int, sort: str) -> int:
    """Return the number of the first line that is no more of the block which begins at one."""
    if fence := _FENCE.match(text, lines[number][0]):
        closed = (n for n in range(number + 1, len(lines)) if text[slice(*lines[n])].lstrip().startswith(fence[1]))
        return next(closed, len(lines) - 1) + 1
    goes_on = () if sort == _TITLE else (_PARAGRAPH, _UNDIVIDED) if sort == _UNDIVIDED else (_PARAGRAPH,)
    number += 1
    while number < len(lines) and text[slice(*lines[number])].strip() and _sort(text, lines[number][0]) in goes_on:
        number += 1
    return number


def _sort(text: str, start: int) -> str:
    if _FENCE.match(text, start) or text.startswith("|", start + _indent(text, start)):
        return _UNDIVIDED
    if _HEADING.match(text, start):
        return _TITLE
    return _LISTED if _ITEM.match(text, start) else _PARAGRAPH


def _indent(text: str, start: int) -> int:
    found = _INDENT.match(text, start)
    return found.end() - start if found else 0


def _drop_continued(blocks: tuple[_Block, ...], kept: list[tuple[Piece, ...]]) -> None:
    """Drop the further paragraphs and the items of an item that is gone."""
    gone: int | None = None
    for number, block in enumerate(blocks):
        if gone is not None and block.indent > gone and not block.level:
            kept[number] = ()
            continue
        gone = block.indent if block.is_item and not kept[number] else None


def _drop_introductions(text: str, blocks: tuple[_Block, ...], kept: list[tuple[Piece, ...]]) -> None:
    """Drop the sentence with a colon that introduces a list of which nothing is left."""
    for number in reversed(range(len(blocks) - 1)):
        pieces, items = kept[number], _items_behind(blocks, number)
        if pieces and items and text[: pieces[-1].end].rstrip().endswith(":") and not any(kept[n] for n in items):
            kept[number] = pieces[:-1]


def _items_behind(blocks: tuple[_Block, ...], number: int) -> list[int]:
    found = []
    for behind in range(number + 1, len(blocks)):
        if not blocks[behind].is_item or (blocks[number].is_item and blocks[behind].indent <= blocks[number].indent):
            break
        found.append(behind)
    return found


def _drop_headings(blocks: tuple[_Block, ...], kept: list[tuple[Piece, ...]]) -> None:
    """Drop what stands under a heading that is gone, and headings under which nothing is left."""
    gone = 0
    for number, block in enumerate(blocks):
        if block.level and (not gone or block.level <= gone):
            gone = 0 if kept[number] else block.level
        if gone:
            kept[number] = ()
    filled = 0  # the levels of headings that something stands under, as bits
    for number in reversed(range(len(blocks))):
        level = blocks[number].level
        if not level:
            filled = (1 << 7) - 1 if kept[number] else filled
            continue
        if not filled & (1 << level):
            kept[number] = ()
        filled = filled & ((1 << level) - 1)


def _spans(text: str, block: _Block, pieces: tuple[Piece, ...]) -> Iterator[tuple[int, int]]:
    if not pieces:
        return
    yield block.start, block.pieces[0].start
    yield from ((piece.start, piece.end) for piece in pieces[:-1])
    start, end = pieces[-1][:2]
    yield start, start + len(text[start:end].rstrip())
    yield block.pieces[-1].end, block.end


def _joined(text: str, spans: list[tuple[int, int]]) -> Remainder:
    made, starts = "", list[tuple[int, int]]()
    for start, end in spans:
        if start < end:
            starts.append((len(made), start))
            made += text[start:end]
    left = made.lstrip()
    return Remainder(left.rstrip(), tuple((max(0, at - len(made) + len(left)), there) for at, there in starts))
