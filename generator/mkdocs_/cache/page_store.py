"""Store finished pages between two builds, each in a file of its own.

In: finished pages by their place. Out: the same in a later process.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from generator.mkdocs_.cache import store
from generator.mkdocs_.log_capture import Logged

_FOLDER = "built-pages"
_SQUEEZE = 1  # zlib's level: a seventh of the size for a hundredth of the time


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A finished page, and what MkDocs and other pages need of it."""

    key: str  # a fingerprint of all that it was made from, but for the files that its links lead to
    found: dict[str, str | None]  # those by their place, as they were, or None where there was none
    title: str | None
    meta: dict[str, Any]
    anchors: list[str]
    links: dict[str, dict[str, str]]  # to anchors, by file
    squeezed: bytes  # its HTML
    logged: tuple[Logged, ...] = ()

    @property
    def html(self) -> str:
        return zlib.decompress(self.squeezed).decode("utf-8")

    @property
    def can_be_kept(self) -> bool:
        return not self.logged and _is_plain(self.meta)


def squeeze(html: bytes) -> bytes:
    return zlib.compress(html, _SQUEEZE)


def load(folder: Path, src: str) -> BuiltPage | None:
    """Return a page of an earlier build, if it was kept."""
    loaded = store.load(_path(folder, src))
    return BuiltPage(**loaded[0], squeezed=bytes(loaded[1])) if loaded is not None else None


def save(folder: Path, src: str, page: BuiltPage) -> None:
    """Keep a page, if it may be kept."""
    if page.can_be_kept:
        head = asdict(replace(page, squeezed=b""))
        del head["squeezed"], head["logged"]
        store.save(_path(folder, src), head, page.squeezed)


def forget_others(folder: Path, srcs: Iterable[str]) -> None:
    """Remove all pages but these."""
    store.keep_only(folder / _FOLDER, (_path(folder, src) for src in srcs))


def _path(folder: Path, src: str) -> Path:
    return folder / _FOLDER / store.digest(src.encode("utf-8", "surrogateescape")).hex()


def _is_plain(value: Any) -> bool:
    """Say whether JSON gives back what it is given."""
    try:
        return bool(json.loads(json.dumps(value)) == value)
    except (TypeError, ValueError):
        return False
