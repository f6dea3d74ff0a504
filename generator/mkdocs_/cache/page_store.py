"""A page as it was made, on disk between two builds.

In: finished pages by their place. Out: the same in a later process, where nothing that all pages share has changed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from generator.mkdocs_.cache import hard_links, store
from generator.mkdocs_.log_capture import Logged

_SQUEEZE = 1  # zlib's level: a seventh of the size for a hundredth of the time


class StoredText(NamedTuple):
    """A text as it is in the site."""

    digest: str
    squeezed: bytes

    @classmethod
    def of(cls, text: bytes) -> StoredText:
        return cls(hard_links.digest(text), zlib.compress(text, _SQUEEZE))

    def read(self) -> str:
        return zlib.decompress(self.squeezed).decode("utf-8")


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page as it was made, and what MkDocs and other pages want to know of it."""

    key: str  # a fingerprint of all that it was made from, but for the files that its links lead to
    found: dict[str, str | None]  # those by their place, as they were, or None where there was none
    html: StoredText
    beside: dict[str, StoredText]  # what other programs read in its place, by address
    title: str | None
    meta: dict[str, Any]
    anchors: tuple[str, ...]
    links: dict[str, dict[str, str]]  # to anchors, by file
    logged: tuple[Logged, ...] = ()
    shows_others: bool = False  # its template asked for the other pages

    @property
    def can_be_kept(self) -> bool:
        return not self.logged and not self.shows_others and _is_plain(self.meta)


def load(path: Path, shared: bytes) -> dict[str, BuiltPage]:
    """Return the pages of the last build, by their place, if they were made in the same surroundings."""
    loaded = store.load(path)
    if loaded is None or loaded[0]["shared"] != shared.hex():
        return {}
    head, body = loaded
    pairs, kept, start = head["found"], {}, 0

    def text(digest: str, size: int) -> StoredText:
        nonlocal start
        start += size
        return StoredText(digest, bytes(body[start - size : start]))

    for src, (html, beside, key, numbers, title, about, anchors, links) in head["pages"].items():
        own, others = text(*html), {place: text(*each) for place, each in beside.items()}
        kept[src] = BuiltPage(key, dict(pairs[n] for n in numbers), own, others, title, about, tuple(anchors), links)
    return kept


def save(path: Path, shared: bytes, pages: Mapping[str, BuiltPage]) -> None:
    """Keep what may be kept for the next build."""
    pairs: dict[tuple[str, str | None], int] = {}  # most pages look for the same files: each is written once
    fields: dict[str, Any] = {}
    bodies: list[bytes] = []
    for src, made in pages.items():
        if made.can_be_kept:
            numbers = [pairs.setdefault(pair, len(pairs)) for pair in made.found.items()]
            html, beside = _measured(made.html), {place: _measured(text) for place, text in made.beside.items()}
            fields[src] = (html, beside, made.key, numbers, made.title, made.meta, made.anchors, made.links)
            bodies += (made.html.squeezed, *(text.squeezed for text in made.beside.values()))
    store.save(path, {"shared": shared.hex(), "found": list(pairs), "pages": fields}, b"".join(bodies))


def _measured(text: StoredText) -> tuple[str, int]:
    return text.digest, len(text.squeezed)


def _is_plain(value: Any) -> bool:
    """Say whether JSON gives back what it is given."""
    try:
        return bool(json.loads(json.dumps(value)) == value)
    except (TypeError, ValueError):
        return False
