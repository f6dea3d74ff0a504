"""Estimate the length of a page on a phone, and fold its last sections where it is too long.

In: the blocks of a page, before they are nested. Out: the headings whose sections fold. The estimate is rough: it knows
letters and rows, not the style sheet; on the pages of a large site it was never more than a quarter too low.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

MOST_SCREENS = 10.5  # as estimated, of 390 by 844 pixels
SECTIONS = ("band", "home")  # boxes that may fold, as those may that have none
FOLDED = 60  # pixels
_SCREEN, _LINE, _LETTERS = 844, 25, 41
_APART = {"li": 12, "p": 14, "tr": 34, "td": 6, "th": 6, "dt": 6, "dd": 8}  # pixels between elements
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")  # as wide as two letters
_CYRILLIC, _BROADER = re.compile("[\u0400-\u04ff]"), 0.12
_NOT_ON_PHONES = ("amap", "amap-key", "amap-words", "amap__edges")
_BLOCKS = frozenset(
    "blockquote div dl dd details dt h1 h2 h3 h4 li ol p pre section table tbody td th thead tr ul".split()
)


def level(block: Element) -> int:
    """Return the level of a heading, and 0 for any other block."""
    return int(block.tag[1]) if re.fullmatch("h[1-6]", block.tag) else 0


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def fold_all(blocks: list[Element]) -> list[Element]:
    """Mark the headings of all sections as folding; return the same blocks."""
    for heading, _section in _sections(blocks):
        heading.set("class", "fold")
    return blocks


def fold_last(blocks: list[Element]) -> None:
    """Mark the headings of the last sections as folding, until the rest is no longer than it may be."""
    excess = _length(blocks) - MOST_SCREENS * _SCREEN
    for heading, section in reversed(list(_sections(blocks))):
        if excess <= 0:
            return
        if _may_fold(heading):
            heading.set("class", f"{heading.get('class', '')} fold".strip())
            excess -= _length(section) - FOLDED


def _sections(blocks: list[Element]) -> Iterator[tuple[Element, list[Element]]]:
    """Yield each heading of the second level with what stands under it."""
    starts = [number for number, block in enumerate(blocks) if 0 < level(block) <= 2 or block.tag == "nav"]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        if level(blocks[start]) == 2:
            yield blocks[start], blocks[start + 1 : end]


def _may_fold(heading: Element) -> bool:
    names = classes(heading)
    return "stays" not in names and (not names or names[0] in SECTIONS)


def _length(blocks: list[Element]) -> float:
    """Return about how many pixels blocks take together, without what folds in any case."""
    length, folded = 0.0, 0
    for block in blocks:
        if folded and (block.tag == "nav" or 0 < level(block) <= folded):
            folded = 0
        if not folded:
            length += _height(block)
            folded = level(block) if "fold" in classes(block) else 0
    return length


def _height(element: Element) -> float:
    """Return about how many pixels an element takes."""
    if not set(_NOT_ON_PHONES).isdisjoint(classes(element)) or element.tag == "thead":
        return 0
    if element.tag == "details" and "open" not in element.attrib:
        return FOLDED
    inner = [child for child in element if child.tag in _BLOCKS]
    own = _letters(element, inner)
    lines = -(-own // _LETTERS) if own else 0
    return lines * _LINE + _APART.get(element.tag, 10 if not inner else 0) + sum(map(_height, inner))


def _letters(element: Element, inner: Iterable[Element]) -> float:
    """Return how many Latin letters take the room of those that an element has outside of the blocks in it."""
    return _width(element) - sum(map(_width, inner))


def _width(element: Element) -> float:
    text = " ".join("".join(element.itertext()).split())
    if text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text)) + _BROADER * len(_CYRILLIC.findall(text))
