"""Read the text of an HTML page as readers see it, and the part of it that is the document itself.

In: the HTML. Out: a `PageText`. Words over a line break stay apart, those over inline elements together. What a page
says to programs is read too: that it is behind a paywall, and the body of an article that a script would show.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby rb s samp small span
    strike strong sub sup time tt u var wbr
    """.split()
)
_UNSEEN = frozenset(("script", "style", "template", "svg", "math", "iframe", "object"))
_OWN = ("article", "main")
_AROUND = ("nav", "aside", "header", "footer", "form", "menu", "dialog")
_HEADINGS = ("h1", "h2")
_SHORT = 60  # characters: a line of a menu, not a sentence of a document
_SHORT_HAN = 20
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_FREE = "isAccessibleForFree"  # https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
_BODY = "articleBody"
_TIERS = ("locked", "metered")  # of `article:content_tier`


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page: all of it, and the part that should stay as it is."""

    title: str
    heading: str
    text: str
    essence: str
    is_paywalled: bool = False


def read_page(html: str) -> PageText:
    """Read a page, however broken its HTML is."""
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    told = [each for script in reader.data for each in _each_object(script)]
    bodies = [each[_BODY] for each in told if isinstance(each.get(_BODY), str)]
    blocks = [words for words, _, _ in reader.blocks]
    own = [words for words, is_own, is_around in reader.blocks if is_own and not is_around]
    middle = own or [words for words, _, is_around in reader.blocks if not is_around]
    long = [words for words in middle if _is_long(words)]
    return PageText(
        title=" ".join(reader.title.split()),
        heading=reader.heading,
        text="\n".join((*blocks, *bodies)),
        essence="\n".join(long or middle),
        is_paywalled=reader.is_paywalled or any(str(each.get(_FREE)).lower() == "false" for each in told),
    )


def _is_long(words: str) -> bool:
    return len(words) >= (_SHORT_HAN if _HAN.search(words) else _SHORT)


def _each_object(script: str) -> Iterator[dict[str, Any]]:
    """Yield each object of linked data, those inside others too."""
    try:
        waiting: list[Any] = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each


class _PageReader(HTMLParser):
    """Divides a page into blocks, each with whether it is in the document itself, and in what stands around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = self.heading = ""
        self.blocks: list[tuple[str, bool, bool]] = []
        self.data: list[str] = []
        self.is_paywalled = False
        self._pieces: list[str] = []
        self._open: Counter[str] = Counter()
        self._script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._script = (dict(attrs).get("type") or "").strip().lower()
        elif tag == "meta":
            self._meta({name: value or "" for name, value in attrs})
        if tag == "br":
            self._pieces.append("\n")
        elif tag not in _INLINE:
            self.end_block()
        if tag in _UNSEEN or tag in _OWN or tag in _AROUND or tag in _HEADINGS or tag in ("head", "body", "title"):
            self._open[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("script", "style", "title"):  # which HTML does not end so
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE and tag != "br":
            self.end_block()
        if self._open[tag]:
            self._open[tag] -= 1

    def handle_data(self, data: str) -> None:
        if self._open["script"]:
            if self._script == "application/ld+json":
                self.data.append(data)
        elif any(self._open[tag] for tag in _UNSEEN):
            return
        elif self._open["title"] and not self._open["body"]:
            self.title += data
        else:
            self._pieces.append(data)

    def end_block(self) -> None:
        words = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if words:
            if not self.heading and any(self._open[tag] for tag in _HEADINGS):
                self.heading = words
            is_own, is_around = (any(self._open[tag] for tag in tags) for tags in (_OWN, _AROUND))
            self.blocks.append((words, is_own, is_around))

    def _meta(self, given: dict[str, str]) -> None:
        name = given.get("property") or given.get("name") or ""
        if name.lower() == "article:content_tier" and given.get("content", "").lower() in _TIERS:
            self.is_paywalled = True
