"""Pages to disk: only what differs is written, and a file is whole or untouched.

In: a folder and texts by place. Out: how many files changed. Pages that an earlier run wrote and this one did not are
removed; files that no run wrote are left alone.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

Place = TypeVar("Place", bound=str)

_MANIFEST = ".explainer-pages"


def write_pages(folder: Path, pages: Mapping[Place, str]) -> int:
    """Write the pages below a folder, and remove those of an earlier run. Returns how many files changed."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / _MANIFEST
    before = set(manifest.read_text(encoding="utf-8").splitlines()) if manifest.is_file() else set()
    write_text(manifest, "".join(f"{src}\n" for src in sorted(before | set(pages))))  # so that a crash orphans nothing
    changed = sum(write_text(folder / src, text) for src, text in pages.items())
    for gone in sorted(before - set(pages)):
        (folder / gone).unlink(missing_ok=True)
    write_text(manifest, "".join(f"{src}\n" for src in sorted(pages)))
    return changed


def write_text(path: Path, text: str) -> bool:
    """Write a file if it would change. Returns whether it did."""
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, raw: bytes) -> bool:
    """Write a file if it would change, with the permissions that it had. Returns whether it did."""
    if path.is_file() and path.read_bytes() == raw:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        # mkstemp keeps files private; pages are to be read by others.
        Path(beside).chmod(path.stat().st_mode & 0o777 if path.is_file() else 0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return True
