"""A page as it was made, on disk between two builds.

In: finished pages by their place. Out: the same in a later process, where nothing that all pages share has changed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.cache import store
from generator.cache.hearing import Logged

_SQUEEZE = 1  # zlib's level: a seventh of the size for a hundredth of the time


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was made, and what MkDocs and other pages want to know of it."""

    key: str  # a fingerprint of all that it was made from, but for the files that its links lead to
    found: dict[str, str | None]  # those by their place, as they were, or None where there was none
    html: bytes  # squeezed
    digest: str  # of the page as it is in the site
    twin: bytes  # squeezed
    title: str | None
    meta: dict[str, Any]
    anchors: tuple[str, ...]
    links: dict[str, dict[str, str]]  # to anchors, by file
    logged: tuple[Logged, ...] = ()
    shows_others: bool = False  # its template asked for the other pages

    @property
    def can_be_kept(self) -> bool:
        return not self.logged and not self.shows_others and _is_plain(self.meta)


def squeeze(text: bytes) -> bytes:
    return zlib.compress(text, _SQUEEZE)


def unsqueeze(squeezed: bytes) -> str:
    return zlib.decompress(squeezed).decode("utf-8")


def load(path: Path, shared: bytes) -> dict[str, Made]:
    """Return the pages of the last build, by their place, if they were made in the same surroundings."""
    loaded = store.load(path)
    if loaded is None or loaded[0]["shared"] != shared.hex():
        return {}
    head, body = loaded
    pairs, kept, start = head["found"], {}, 0
    for src, (sizes, digest, key, numbers, title, about, anchors, links) in head["pages"].items():
        middle, end = start + sizes[0], start + sum(sizes)
        html, twin = bytes(body[start:middle]), bytes(body[middle:end])
        found = dict(pairs[n] for n in numbers)
        kept[src] = Made(key, found, html, digest, twin, title, about, tuple(anchors), links)
        start = end
    return kept


def save(path: Path, shared: bytes, pages: Mapping[str, Made]) -> None:
    """Keep what may be kept for the next build."""
    pairs: dict[tuple[str, str | None], int] = {}  # most pages look for the same files: each is written once
    fields: dict[str, Any] = {}
    bodies: list[bytes] = []
    for src, made in pages.items():
        if made.can_be_kept:
            numbers = [pairs.setdefault(pair, len(pairs)) for pair in made.found.items()]
            sizes = (len(made.html), len(made.twin))
            fields[src] = (sizes, made.digest, made.key, numbers, made.title, made.meta, made.anchors, made.links)
            bodies += (made.html, made.twin)
    store.save(path, {"shared": shared.hex(), "found": list(pairs), "pages": fields}, b"".join(bodies))


def _is_plain(value: Any) -> bool:
    """Say whether JSON gives back what it is given."""
    try:
        return bool(json.loads(json.dumps(value)) == value)
    except (TypeError, ValueError):
        return False
